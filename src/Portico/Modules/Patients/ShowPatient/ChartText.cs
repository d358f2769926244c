using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Shell;

namespace Portico.Modules.Patients;

/// <summary>How a chart's answers and relations read.</summary>
internal static class ChartText
{
    public static string Capital(string label) => char.ToUpperInvariant(label[0]) + label[1..];

    public static string Of(Relation relation) => PatientText.Of(relation);

    public static string Of(MayHear hear) => hear switch
    {
        MayHear.Nothing => "nothing",
        MayHear.Everything => "everything",
        _ => string.Join(", ", Enum.GetValues<MayHear>().Where(h => h is not (MayHear.Nothing or MayHear.Everything) && hear.HasFlag(h))
            .Select(h => h switch
            {
                MayHear.Appointments => "appointments", MayHear.Billing => "bills", MayHear.Clinical => "care", _ => "confidential visits",
            })),
    };

    public static string Of(CompleteRegistration.Place? place) => place is null ? DeskText.NotKnown
        : string.Join(", ", new[] { place.Line1, place.Line2, place.City, $"{place.State} {place.Zip}" }.Where(p => !string.IsNullOrWhiteSpace(p)));

    public static string Of(CompleteRegistration.Answered answer) => (answer.State, answer.Question) switch
    {
        (AnswerState.Declined, _) => "Declined",
        (AnswerState.Unknown, _) => "Unknown",
        (_, Question.Language) => RegistrationRules.Language(answer.Value ?? ""),
        _ when RegistrationRules.Choices(answer.Question) is { Count: > 0 } choices =>
            string.Join(", ", (answer.Value ?? "").Split(',').Select(v => choices.FirstOrDefault(c => c.Code == v).Label ?? v)),
        _ => answer.Value ?? "",
    };

    public static string Of(RestrictionKind kind) => kind switch
    {
        RestrictionKind.Vip => "VIP", RestrictionKind.Employee => "Employee", _ => "Family of an employee",
    };
}
