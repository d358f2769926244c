namespace Portico.Modules.Staff.Domain;

/// <summary>What a PIN must be.</summary>
public static class PinRule
{
    /// <returns>A sentence that says what to do; null when the PIN will do.</returns>
    public static string? ProblemWith(string pin)
    {
        if (pin.Length != 6 || pin.Any(c => !char.IsAsciiDigit(c)))
            return "Choose six digits.";
        var steps = pin.Zip(pin.Skip(1), (a, b) => b - a).Distinct().ToList();
        return pin.Distinct().Count() < 3 || steps is [1] or [-1] ? "Choose other digits: this PIN is among the first that are guessed." : null;
    }
}
