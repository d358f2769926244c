namespace Portico.Modules.Coverage.Roads;

/// <summary>A payer or clearinghouse that answers while one waits.</summary>
public interface IRoad
{
    /// <returns>Answered or failed, within 20 seconds. A failure of the other side is never thrown.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArgumentException">The payload is empty, or has a character that the road cannot carry.</exception>
    Task<RoadResult> AskAsync(RoadMessage question, CancellationToken ct);
}

/// <summary>A payer or clearinghouse that takes batches and answers later.</summary>
/// <remarks>Nothing of it is kept here: the caller stores ids before and answers after, and so may be killed at any point.</remarks>
public interface IBatchRoad
{
    /// <returns>Taken or failed. A batch whose submission failed in the middle may have arrived all the same.</returns>
    Task<RoadResult> SubmitAsync(RoadMessage batch, CancellationToken ct);

    /// <summary>Fetches the 999 or TA1 of a submission, as often as one likes until <see cref="StoredAsync"/>.</summary>
    /// <param name="submission">The payload id that it was submitted under.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<RoadResult> AcknowledgementAsync(Guid submission, CancellationToken ct);

    /// <summary>Fetches the 271s of a submission, as often as one likes until <see cref="StoredAsync"/>.</summary>
    /// <param name="submission">The payload id that it was submitted under.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<RoadResult> ResultsAsync(Guid submission, CancellationToken ct);

    /// <summary>Says that what was fetched is stored. From then on it may be gone: files are removed, a payer is told by a 999.</summary>
    /// <param name="fetched">An answer of the two above.</param>
    /// <param name="receipt">The 999 of the results, under an id of its own. Roads of files do not send it; without one, or for an
    /// acknowledgement (which none acknowledges), nothing is sent.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Taken or failed. A second call does no harm.</returns>
    Task<RoadResult> StoredAsync(RoadResult.Answered fetched, RoadMessage? receipt, CancellationToken ct);
}
