namespace Portico.Modules.Coverage.Roads;

/// <summary>How questions get to a payer or a clearinghouse.</summary>
public enum RoadKind
{
    /// <summary>CAQH CORE connectivity vC2.2.0 as MIME multipart/form-data: real time and batch.</summary>
    CoreMime,

    /// <summary>CAQH CORE connectivity vC2.2.0 as SOAP 1.2: real time and batch.</summary>
    CoreSoap,

    /// <summary>A folder of this machine or a mounted share, with one folder for questions and one for answers: batch alone.</summary>
    Folder,

    /// <summary>The same two folders on an SFTP server: batch alone.</summary>
    Sftp,
}

/// <summary>One road, as the practice agreed it with a payer or a clearinghouse.</summary>
public sealed record RoadSettings
{
    public required RoadKind Kind { get; init; }

    /// <summary><c>https://host/path</c>, <c>file:///folder</c> or <c>sftp://host:port/folder</c>; http to this machine alone. Without user
    /// name, password and query.</summary>
    public required Uri Address { get; init; }

    /// <summary>Who asks: 50 characters at most. Files carry it inside alone.</summary>
    public string SenderId { get; init => field = value.Trim(); } = "";

    /// <summary>Who is asked: 50 characters at most. Files carry it inside alone.</summary>
    public string ReceiverId { get; init => field = value.Trim(); } = "";

    /// <summary>Null where answers carry <see cref="ReceiverId"/> as their sender; some payers answer under an id of their own.</summary>
    public string? AnswersAs { get; init => field = value?.Trim(); }

    /// <summary>Null on a folder of this machine.</summary>
    public string? UserName { get; init; }

    /// <summary>Null on a folder of this machine.</summary>
    public RoadSecret? Secret { get; init; }

    /// <summary>Of the SFTP server's key, as <c>ssh-keygen -lf</c> prints it: <c>SHA256:</c> and 43 characters. Null on other roads.</summary>
    public string? HostKeyFingerprint { get; init => field = value?.Trim(); }

    /// <summary>Where questions are laid, below the address.</summary>
    public string QuestionsFolder { get; init; } = "in";

    /// <summary>Where answers are found, below the address.</summary>
    public string AnswersFolder { get; init; } = "out";

    /// <summary>No longer answer is read in real time. In bytes, envelope included.</summary>
    public int MostRealTimeBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>No longer answer is read in batch. In bytes, envelope included.</summary>
    public int MostBatchBytes { get; init; } = 256 * 1024 * 1024;

    /// <returns>What has to be set right before the road can be used, for the administrator; null when nothing has.</returns>
    public string? Problem()
    {
        if (!Address.IsAbsoluteUri || Address.UserInfo.Length > 0 || Address.Query.Length > 0 || Address.Fragment.Length > 0)
            return "The address is a whole one, without a user name, a password, a query or a fragment.";
        if (MostRealTimeBytes < 1 || MostBatchBytes < 1)
            return "The longest answer has at least one byte.";
        return Kind switch
        {
            RoadKind.CoreMime or RoadKind.CoreSoap => CoreProblem(),
            RoadKind.Folder => Address.IsFile ? FoldersProblem() : "A folder's address begins with file://.",
            RoadKind.Sftp => SftpProblem() ?? FoldersProblem(),
            _ => "There is no such kind of road.",
        };
    }

    // What travels is a patient's: in the clear it may go to this machine alone.
    private string? CoreProblem() =>
        !(Address.Scheme == Uri.UriSchemeHttps || Address.Scheme == Uri.UriSchemeHttp && Address.IsLoopback)
            ? "The address begins with https://; http:// is for this machine alone."
            : IsParty(SenderId) && IsParty(ReceiverId) ? null : "Sender and receiver have an id of 1 to 50 characters.";

    private string? SftpProblem()
    {
        if (Address.Scheme != "sftp" || Address.Host.Length == 0)
            return "The address begins with sftp:// and names a host.";
        if (string.IsNullOrWhiteSpace(UserName) || Secret is not { } secret || secret.Password is null && secret.PrivateKey is null)
            return "SFTP needs a user name, and a password or a private key.";
        return HostKeyFingerprint is { Length: 50 } print && print.StartsWith("SHA256:", StringComparison.Ordinal)
            ? null : "SFTP needs the fingerprint of the server's key: SHA256: and 43 characters.";
    }

    private string? FoldersProblem() =>
        IsFolder(QuestionsFolder) && IsFolder(AnswersFolder) && QuestionsFolder != AnswersFolder
            ? null : "Questions and answers have a folder each, named below the address.";

    private static bool IsParty(string id) => id.Length is > 0 and <= 50;

    private static bool IsFolder(string name) =>
        name.Length > 0 && name[0] != '/' && !name.Contains('\\') && !name.Split('/').Any(part => part is "" or "." or "..");
}
