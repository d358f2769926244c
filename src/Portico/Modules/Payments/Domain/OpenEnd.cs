using Portico.Platform.Access;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Domain;

/// <summary>What of a day's money may not be settled when the day is to be closed.</summary>
public enum OpenEndKind
{
    /// <summary>A drawer that nobody counted.</summary>
    Drawer,

    /// <summary>Cards were taken, and what was recorded last was not compared with the terminal, or not accepted.</summary>
    Cards,

    /// <summary>Asked for, and not decided, as all below.</summary>
    Void,
    Refund,
    DrawerDifference,
    BatchDifference,
}

/// <summary>One thing that a day's close would close over.</summary>
/// <param name="About">The drawer or the approval; the location for cards.</param>
/// <param name="Person">Whose drawer, or who asked. Null for cards.</param>
/// <param name="Amount">Null for a drawer: its count is blind.</param>
public sealed record OpenEnd(OpenEndKind Kind, Guid About, UserId? Person, Money? Amount);
