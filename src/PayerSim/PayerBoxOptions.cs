using System.Net;

namespace Portico.PayerSim;

/// <summary>How a payer box is started.</summary>
public sealed record PayerBoxOptions
{
    /// <summary>TCP port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where it listens: this machine alone, unless something else is said.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>Decides the members, their plans and their accumulators, and which cases the faults hit.</summary>
    public int Seed { get; init; } = 7;

    /// <summary>Policies of each payer; the first ten or so are one of each case.</summary>
    public int Households { get; init; } = 12;

    /// <summary>The day that the members are made for; today when absent.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The payers' wall time: IANA zone.</summary>
    public string Zone { get; init; } = "America/New_York";

    /// <summary>Of the envelope.</summary>
    public string UserName { get; init; } = "portico";

    /// <summary>Of the envelope.</summary>
    public string Password { get; init; } = "synthetic";

    /// <summary>How long after it was submitted a batch's results can be retrieved.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A folder for batches, with <c>in</c> and <c>out</c>; none when absent.</summary>
    public string? Folder { get; init; }

    /// <summary>How often the folder is looked at. A file is taken when it did not change between two looks.</summary>
    public TimeSpan FolderInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Begins with <see cref="DefaultFaults"/>; without, nothing goes wrong.</summary>
    public bool HasDefaultFaults { get; init; }
}
