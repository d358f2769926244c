namespace Portico.Modules.Patients.Domain;

/// <summary>Whole years of life.</summary>
public static class Ages
{
    /// <summary>From this birthday on, nobody consents for the person unless a relation says so.</summary>
    public const int Adult = 18;

    /// <summary>Born on 29 February: a year older on 1 March of a common year.</summary>
    public static int Years(DateOnly born, DateOnly today) =>
        Math.Max(0, today.Year - born.Year - ((today.Month, today.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0));
}
