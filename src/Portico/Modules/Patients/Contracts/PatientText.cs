using Portico.Modules.Patients.Domain;

namespace Portico.Modules.Patients.Contracts;

/// <summary>How what is known of a patient is written on screens and sheets, and read from what is typed.</summary>
public static class PatientText
{
    /// <returns><c>(555) 010-0123</c>.</returns>
    public static string Phone(string e164) => Phones.ToShow(e164);

    /// <summary>A birth date in any usual form.</summary>
    /// <param name="typed">Such as <c>7/14/45</c> or <c>14 Jul 1945</c>.</param>
    /// <param name="today">A date after it is none.</param>
    /// <returns>Null when it is no past date. Of two centuries the later.</returns>
    public static DateOnly? ReadDate(string typed, DateOnly today) =>
        Typed.Read(typed, today).Dates is [var first, ..] ? first : null;
}

/// <summary>What the live feed says when a patient's record changes.</summary>
public static class PatientTopics
{
    public static string Of(PatientId patient) => "patients/" + patient.Value.ToString("N");
}
