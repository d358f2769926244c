using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>Which service types a kind of visit asks about.</summary>
/// <param name="ServiceTypes">EQ01 codes, the one to collect for first.</param>
/// <param name="Payer">Only of this payer. Absent: of each.</param>
/// <param name="VisitType">Only for this visit type. Absent: for each.</param>
/// <param name="Specialty">Only for providers of this specialty, in whatever case. Absent: for each.</param>
public sealed record ServiceTypeEntry(IReadOnlyList<string> ServiceTypes, PayerId? Payer = null, VisitTypeId? VisitType = null, string? Specialty = null);

/// <summary>Which service types are asked about: the payer's own entry, else the practice's, else what the specialty does.</summary>
/// <remarks>
/// Never 30, the plan as a whole, by itself: its answer need not have the copay of the visit. Only where somebody has entered it, or the
/// payer takes nothing else (<see cref="ServiceTypeRule.PlanOnly"/>). Immutable; safe from any thread.
/// </remarks>
public sealed class ServiceTypeMap
{
    // By how a word of the specialty's name begins: the first that fits.
    private static readonly (string Word, string[] ServiceTypes)[] s_specialties =
    [
        ("urgent", ["UC", "98"]), ("emergency", ["86", "UC"]), ("physical therap", ["PT"]), ("occupational therap", ["AD"]), ("speech", ["AF"]),
        ("chiropract", ["33"]), ("podiatr", ["93", "98"]), ("dent", ["35"]), ("orthodont", ["38", "35"]), ("optometr", ["AL"]), ("psychiatr", ["MH", "98"]),
        ("psycholog", ["MH"]), ("behavioral", ["MH"]), ("mental", ["MH"]), ("substance", ["AI", "MH"]), ("addiction", ["AI", "MH"]), ("gynecolog", ["98", "BV"]),
        ("obstetric", ["98", "BV"]), ("radiolog", ["4", "62"]), ("imaging", ["4", "62"]), ("laborator", ["5"]), ("home health", ["42"]),
    ];

    private static readonly string[] s_officeVisit = ["98"];

    private readonly IReadOnlyList<ServiceTypeEntry> _entries;

    /// <param name="entries">Of two for the same payer, visit type and specialty the later counts.</param>
    /// <exception cref="ArgumentException">An entry has no service type, or one that is no code.</exception>
    public ServiceTypeMap(IEnumerable<ServiceTypeEntry> entries)
    {
        _entries = [.. entries.Select(e => e with { ServiceTypes = [.. e.ServiceTypes.Distinct()] }).Reverse()];
        if (_entries.Any(e => e.ServiceTypes.Count == 0 || !e.ServiceTypes.All(IsCode)))
            throw new ArgumentException("Each entry has service types of one or two capitals or digits.", nameof(entries));
    }

    /// <summary>By the specialty alone; an office visit where nothing is known.</summary>
    public static ServiceTypeMap Default { get; } = new([]);

    /// <summary>One or two capitals or digits. Whether the guide has it, the codec checks.</summary>
    public static bool IsCode(string code) => code.Length is 1 or 2 && code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    /// <summary>What a visit asks about. The closest entry counts: the payer's before every payer's, a visit type's before a specialty's.</summary>
    /// <param name="payer">Who is asked.</param>
    /// <param name="visitType">Null until chosen.</param>
    /// <param name="specialty">The provider's. Null: unknown.</param>
    /// <returns>At least one, the one to collect for first.</returns>
    public IReadOnlyList<string> Of(PayerId payer, VisitTypeId? visitType, string? specialty) =>
        _entries.Where(e => (e.Payer is null || e.Payer == payer) && (e.VisitType is null || e.VisitType == visitType)
                && (e.Specialty is null || string.Equals(e.Specialty, specialty, StringComparison.OrdinalIgnoreCase)))
            .MaxBy(e => (e.Payer is null ? 0 : 4) + (e.VisitType is null ? 0 : 2) + (e.Specialty is null ? 0 : 1))?.ServiceTypes ?? BySpecialty(specialty);

    private static string[] BySpecialty(string? specialty) => Array.Find(s_specialties, s => BeginsWord(specialty ?? "", s.Word)).ServiceTypes ?? s_officeVisit;

    // "Student health" is no dentistry.
    private static bool BeginsWord(string text, string word) =>
        text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && (at == 0 || !char.IsLetter(text[at - 1]));
}
