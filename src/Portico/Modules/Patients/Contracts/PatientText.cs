using System.Diagnostics;
using Portico.Modules.Patients.Domain;

namespace Portico.Modules.Patients.Contracts;

/// <summary>How what is known of a patient is written on screens and sheets, and read from what is typed.</summary>
public static class PatientText
{
    public const string BornInFuture = "This birth date is in the future: check the year.";
    public const string NewbornTaken = "A newborn of this name and birth date is on file. Of twins or more, give each child its letter.";

    public const string ScannedIntoForm = "A scan went into this form: empty the field it stands in, press \"Scan a licence\", and scan again.";

    public static string BornTooLongAgo => $"This birth date is more than {Ages.Oldest} years ago: check the year.";

    /// <summary>Whether a hand scanner typed a licence into fields of a form: the barcode begins with a sign that no name has.</summary>
    public static bool IsScan(params ReadOnlySpan<string> typed)
    {
        foreach (var field in typed)
        {
            if (field.TrimStart().StartsWith('@') || field.Contains("ANSI 6", StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <returns><c>(555) 010-0123</c>.</returns>
    public static string Phone(string e164) => Phones.ToShow(e164);

    /// <returns><c>the patient</c>, <c>parent</c>, <c>somebody else</c>.</returns>
    public static string Of(Relation relation) => relation switch
    {
        Relation.Self => "the patient",
        Relation.Other => "somebody else",
        _ => relation.ToString().ToLowerInvariant(),
    };

    /// <returns><c>81 y</c>; under two years <c>14 mo</c>, <c>7 wk</c> or <c>9 d</c>.</returns>
    public static string Age(DateOnly born, DateOnly today) => Ages.Text(born, today);

    /// <summary>A birth date in any usual form.</summary>
    /// <param name="typed">Such as <c>7/14/45</c> or <c>14 Jul 1945</c>. Of two centuries the later is meant.</param>
    /// <param name="today">At the practice: nobody is born after it.</param>
    /// <returns>The date, or what is wrong with it; neither when nothing was typed.</returns>
    public static (DateOnly? Date, string? Problem) ReadBirthDate(string typed, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return (null, null);
        if (Typed.DatesIn(typed, today.AddYears(-Ages.Oldest), today) is [var date, ..])
            return (date, null);
        return (null, Typed.DatesIn(typed, DateOnly.MinValue, DateOnly.MaxValue) is not [var never, ..]
            ? "This cannot be read as a date: type it as 7/14/1945."
            : Ages.Fault(never, today) switch
            {
                BirthDateFault.InFuture => BornInFuture,
                BirthDateFault.TooLongAgo => BornTooLongAgo,
                _ => throw new UnreachableException(),
            });
    }
}

/// <summary>What the live feed says when a patient's record changes.</summary>
public static class PatientTopics
{
    public static string Of(PatientId patient) => "patients/" + patient.Value.ToString("N");
}
