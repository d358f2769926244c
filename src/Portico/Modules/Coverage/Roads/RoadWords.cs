using System.Diagnostics;

namespace Portico.Modules.Coverage.Roads;

/// <summary>Failures in the desk's words.</summary>
internal static class RoadWords
{
    private const string Again = " Portico asks again by itself.";
    private const string ForAdministrator = " Asking again does not help: tell the administrator.";

    public static string Of(RoadResult.Failed failed)
    {
        var code = failed.ErrorCode ?? (failed.HttpStatus is { } status ? FormattableString.Invariant($"HTTP {status}") : null);
        var what = What(failed.Kind, code, failed.MayTryAgainFrom is null);
        return failed.Kind == RoadFailure.DuplicateId ? what : what + (failed.MayTryAgainFrom is null ? ForAdministrator : Again);
    }

    /// <param name="kind">What happened.</param>
    /// <param name="code">The payer's own. Null: it gave none.</param>
    /// <param name="isFinal">It is not tried again by itself.</param>
    public static string What(RoadFailure kind, string? code = null, bool isFinal = false) => kind switch
    {
        RoadFailure.Unreachable => "The payer cannot be reached.",
        RoadFailure.TimedOut => "The payer did not answer in time.",
        RoadFailure.BrokenOff => "The line to the payer broke before the answer was whole.",
        RoadFailure.Refused => code is null ? "The payer refused the message." : $"The payer refused the message ({code}).",
        RoadFailure.DuplicateId when isFinal => "The payer already has this batch: its results are fetched, it is not sent again.",
        RoadFailure.DuplicateId => "The payer has seen the number of this message before: it is sent under a new one.",
        RoadFailure.Unauthorized => "The payer does not accept our user name, password or key.",
        RoadFailure.Garbage => "Something came from the payer that is no answer.",
        RoadFailure.AnotherParty => "The answer that came is somebody else's. It is not used.",
        RoadFailure.Unavailable => "The payer's system is not available.",
        RoadFailure.TooLarge => "The payer's answer is too long to be read.",
        RoadFailure.Moved => "The payer's address has changed.",
        RoadFailure.AnotherHostKey => "The payer's server does not show the key that was agreed. Nothing was sent.",
        _ => throw new UnreachableException(),
    };
}
