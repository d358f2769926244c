namespace Portico.Platform.Watch;

/// <summary>A failure that nobody foresaw: logged once under a number that the person can quote.</summary>
public static partial class Failure
{
    /// <returns>The number: eight letters and digits, found in the log beside the failure's types and frames.</returns>
    public static string Keep(ILogger log, string where, Exception failure)
    {
        var number = Guid.CreateVersion7().ToString("N")[^8..].ToUpperInvariant();
        LogFailure(log, where, number, failure);
        return number;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Where} failed; it is told as {Number}.")]
    private static partial void LogFailure(ILogger log, string where, string number, Exception failure);
}
