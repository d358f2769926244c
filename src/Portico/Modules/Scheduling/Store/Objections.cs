using System.Diagnostics;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;

namespace Portico.Modules.Scheduling.Store;

/// <summary>What stands against a visit or a group, said by booking, opening and moving alike: each answers with refusals of its own.</summary>
/// <param name="NotForPatient">Nobody can set that aside.</param>
/// <param name="OutsideHours">No session then.</param>
/// <param name="AgainstPlan">A session, and not for this visit.</param>
/// <param name="SlotTaken">Somebody has the provider's time.</param>
/// <param name="NothingFree">No resource of the kind is free.</param>
internal sealed record Objections<TResult>(Func<IReadOnlyList<WhyNot>, TResult> NotForPatient, Func<IReadOnlyList<WhyNot>, TResult> OutsideHours,
    Func<IReadOnlyList<WhyNot>, TResult> AgainstPlan, TResult SlotTaken, Func<ResourceClass, string, TResult> NothingFree) where TResult : class
{
    /// <param name="verdict">Of the place where it is to stand.</param>
    /// <param name="bySenior">A senior gave a reason: the practice's own plan is set aside.</param>
    /// <returns>Null: nothing does.</returns>
    public TResult? To(Verdict verdict, bool bySenior)
    {
        if (verdict.Allows)
            return null;
        if (verdict.Reasons.Where(r => !r.IsPlan).ToList() is { Count: > 0 } never)
            return NotForPatient(never);
        if (bySenior)
            return null;
        return verdict.Lanes == 0 ? OutsideHours(verdict.Reasons) : AgainstPlan(verdict.Reasons);
    }

    /// <param name="missing">What was wanted and not had.</param>
    public TResult To(Wanted missing) => missing switch
    {
        { Of: WantedOf.Provider } => SlotTaken,
        { Of: WantedOf.Resource, Part: { Class: { } @class } part } => NothingFree(@class, part.Kind),
        { Of: WantedOf.Cap } => AgainstPlan([new WhyNot(WhyNotKind.CapReached, Number: missing.Lanes)]),
        _ => throw new UnreachableException(),
    };
}
