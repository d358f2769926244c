using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Domain;

public readonly record struct DrawerId(Guid Value) : IId<DrawerId> { public static DrawerId From(Guid value) => new(value); }

public enum DrawerState
{
    Open,

    /// <summary>Counted with a difference that another person has yet to approve.</summary>
    Counted,
    Closed,
}

/// <summary>One person's cash at one location, from the float to the count.</summary>
public sealed class Drawer : TenantRow
{
    public DrawerId Id { get; init; }
    public UserId UserId { get; init; }
    public LocationId LocationId { get; init; }

    /// <summary>The day on the wall when it was opened.</summary>
    public DateOnly Date { get; init; }
    public Money Float { get; init; }
    public Instant OpenedAt { get; init; }
    public DrawerState State { get; private set; }

    /// <summary>Absent until counted, as the two below.</summary>
    public Money? Counted { get; private set; }

    /// <summary>Pieces by face value in cents: <c>2000x3 500x1</c>.</summary>
    public string? CountDetail { get; private set; }

    /// <summary>Counted less expected: negative is short.</summary>
    public Money? Difference { get; private set; }

    /// <summary>Absent until closed.</summary>
    public Instant? ClosedAt { get; private set; }

    /// <summary>Takes the count. Without a difference the drawer is closed at once.</summary>
    public void Count(CashCount count, Money expected, Instant at)
    {
        if (State != DrawerState.Open)
            throw new InvalidOperationException("The drawer was counted already.");
        (Counted, CountDetail, Difference) = (count.Total, count.Detail, count.Total - expected);
        if (count.Total == expected)
            Close(at);
        else
            State = DrawerState.Counted;
    }

    /// <summary>The difference was not accepted: count again.</summary>
    public void Reopen()
    {
        if (State != DrawerState.Counted)
            throw new InvalidOperationException("Only a count that waits for approval can be taken back.");
        (State, Counted, CountDetail, Difference) = (DrawerState.Open, null, null, null);
    }

    public void Close(Instant at) => (State, ClosedAt) = (DrawerState.Closed, at);
}

/// <summary>Pieces of one bill or coin.</summary>
/// <param name="FaceCents">Face value in cents.</param>
public sealed record CashPieces(int FaceCents, int Pieces);

/// <summary>A count of cash by face value.</summary>
public sealed class CashCount
{
    /// <summary>Bills and coins of the United States, in cents, largest first.</summary>
    public static IReadOnlyList<int> Faces { get; } = [10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1];

    private readonly List<CashPieces> _pieces;

    private CashCount(List<CashPieces> pieces) => _pieces = pieces;

    /// <returns>Null when a face value does not exist, comes twice, or has fewer than no pieces.</returns>
    public static CashCount? Of(IReadOnlyList<CashPieces> pieces) =>
        pieces.All(p => Faces.Contains(p.FaceCents) && p.Pieces is >= 0 and <= 100_000)
        && pieces.Select(p => p.FaceCents).Distinct().Count() == pieces.Count
            ? new CashCount([.. pieces.Where(p => p.Pieces > 0).OrderByDescending(p => p.FaceCents)])
            : null;

    public Money Total => new(_pieces.Sum(p => (long)p.FaceCents * p.Pieces));

    public string Detail => string.Join(' ', _pieces.Select(p => $"{p.FaceCents}x{p.Pieces}"));
}
