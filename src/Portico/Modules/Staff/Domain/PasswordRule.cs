namespace Portico.Modules.Staff.Domain;

/// <summary>What a password must be. Length counts; rules about kinds of characters only make people write it down.</summary>
/// <remarks>Source: NIST SP 800-63B-4, 3.1.1.2: 15 characters alone, 8 beside a second factor.</remarks>
public static class PasswordRule
{
    public const int Alone = 15;
    public const int BesideSecondFactor = 8;
    public const int Longest = 128;

    private static readonly HashSet<string> s_guessedFirst = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "password1", "password123", "passw0rd", "qwertyuiop", "qwerty123", "1q2w3e4r", "letmein1", "welcome1",
        "welcome123", "iloveyou", "sunshine", "princess", "football", "baseball", "superman", "trustno1", "changeme",
        "changeme1", "administrator", "admin123", "frontdesk", "reception", "receptionist", "doctor123", "medical1", "clinic123",
    };

    /// <returns>A sentence that says what to do; null when the password will do.</returns>
    public static string? ProblemWith(string password, string signInName, bool secondFactor)
    {
        var least = secondFactor ? BesideSecondFactor : Alone;
        if (password.Length < least)
            return $"Choose a password of {least} characters or more: three or four words do well.";
        if (password.Length > Longest)
            return $"Choose a password of {Longest} characters or fewer.";
        if (signInName.Length > 0 && password.Contains(signInName, StringComparison.OrdinalIgnoreCase))
            return "Choose a password without your own name in it.";
        if (s_guessedFirst.Contains(password) || password.Distinct().Count() < 4 || IsRun(password))
            return "Choose another password: this one is among the first that are guessed.";
        return null;
    }

    private static bool IsRun(string password)
    {
        var steps = password.Zip(password.Skip(1), (a, b) => b - a).Distinct().ToList();
        return steps is [1] or [-1];
    }
}
