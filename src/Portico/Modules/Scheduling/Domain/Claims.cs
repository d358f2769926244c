using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>Whose a cell is: an appointment's, a hold's or a group visit's.</summary>
public readonly record struct CellOwner
{
    private CellOwner(OwnerKind kind, Guid id) => (Kind, Id) = (kind, id);

    public OwnerKind Kind { get; }
    public Guid Id { get; }

    public static CellOwner Of(AppointmentId id) => new(OwnerKind.Appointment, id.Value);

    public static CellOwner Of(HoldId id) => new(OwnerKind.Hold, id.Value);

    public static CellOwner Of(GroupVisitId id) => new(OwnerKind.GroupVisit, id.Value);
}

public enum OwnerKind { Appointment, Hold, GroupVisit }

/// <summary>What a wanted span is of. A cap's and a place's cell is a number, not a time.</summary>
public enum WantedOf { Provider, Resource, Cap, Place }

/// <summary>Cells that somebody wants, of one of several resources, in one lane of it throughout.</summary>
/// <param name="Owner">Whose they become.</param>
/// <param name="Of">What they are of.</param>
/// <param name="AnyOf">The resources that will do, the preferred one first. Empty: there is none.</param>
/// <param name="Span">Which cells.</param>
/// <param name="Lanes">How many at once, 1 or more.</param>
/// <param name="FirstLane">The lowest lane that will do: 0 but for a visit on purpose beyond the session's lanes.</param>
/// <param name="Part">The part of the visit that it is for. Null for a cap or a place.</param>
public sealed record Wanted(
    CellOwner Owner, WantedOf Of, IReadOnlyList<Guid> AnyOf, CellSpan Span, int Lanes, int FirstLane = 0, VisitPlan.Part? Part = null);

/// <summary>Which cells fulfil a wish.</summary>
public sealed record Claim(Wanted Wanted, Guid Resource, int Lane);

/// <summary>One taken cell, as it was read.</summary>
public readonly record struct TakenCell(Guid Resource, long Cell, int Lane);

/// <summary>Chooses among free resources. Pure: what was read may be stale, and the cells decide.</summary>
public static class Claims
{
    /// <param name="wanted">All of it, or nothing.</param>
    /// <param name="isTaken">Whether a cell is somebody else's.</param>
    /// <param name="isOwn">Whether a cell is already the asker's: such a resource and lane is preferred. Null: none is.</param>
    /// <returns>A claim for each wish, in their order; or the first wish that cannot be met together with those before it.</returns>
    public static (IReadOnlyList<Claim>? Chosen, Wanted? Missing) Choose(
        IReadOnlyList<Wanted> wanted, Func<TakenCell, bool> isTaken, Func<TakenCell, bool>? isOwn = null)
    {
        var chosen = new Claim[wanted.Count];
        var furthest = -1;
        return Fill(0) ? (chosen, null) : (null, wanted[furthest]);

        bool Fill(int at)
        {
            if (at == wanted.Count)
                return true;
            furthest = Math.Max(furthest, at);
            foreach (var claim in Fitting(wanted[at]))
            {
                if (Clashes(claim, at))
                    continue;
                chosen[at] = claim;
                if (Fill(at + 1))
                    return true;
                // Which provider lane or place it is changes nothing for the others.
                if (wanted[at].AnyOf.Count == 1)
                    return false;
            }
            return false;
        }

        IEnumerable<Claim> Fitting(Wanted wish)
        {
            var own = isOwn is null ? [] : All(wish).Where(c => Cells(c).Any(isOwn)).ToList();
            return own.Where(IsFree).Concat(All(wish).Where(c => !own.Contains(c) && IsFree(c)));
        }

        bool IsFree(Claim claim) => !Cells(claim).Any(isTaken);

        bool Clashes(Claim claim, int before)
        {
            for (var i = 0; i < before; i++)
            {
                var (a, b) = (chosen[i], claim);
                if (a.Resource == b.Resource && a.Lane == b.Lane && a.Wanted.Span.From < b.Wanted.Span.End && b.Wanted.Span.From < a.Wanted.Span.End)
                    return true;
            }
            return false;
        }
    }

    private static IEnumerable<Claim> All(Wanted wish) =>
        from resource in wish.AnyOf
        from lane in Enumerable.Range(wish.FirstLane, wish.Lanes - wish.FirstLane)
        select new Claim(wish, resource, lane);

    /// <summary>The cells of a claim, ascending.</summary>
    public static IEnumerable<TakenCell> Cells(Claim claim)
    {
        for (var cell = claim.Wanted.Span.From; cell < claim.Wanted.Span.End; cell++)
            yield return new TakenCell(claim.Resource, cell, claim.Lane);
    }
}
