using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Who this is, for the top of every page about a patient: two identifiers, and what to know first.</summary>
[AllowedTo(Roles.All)]
public sealed class ShowBanner(IPatients patients, IPracticeDay day) : Query<ShowBanner.Request, ShowBanner.Result>
{
    public sealed record Request(PatientId Patient);

    /// <param name="Banner">Null when there is no such patient.</param>
    public sealed record Result(Banner? Banner);

    /// <param name="BirthDate">Null while unknown.</param>
    /// <param name="Pronouns">Null unless given.</param>
    /// <param name="Flags">What follows from the registration: a minor, an interpreter, reached confidentially alone.</param>
    /// <param name="Age">Such as <c>81 y</c> or <c>7 wk</c>, today at the practice. Null while the birth date is unknown.</param>
    public sealed record Banner(
        PatientId Patient, string Name, DateOnly? BirthDate, string? Age, Sex Sex, string Mrn, bool IsRestricted,
        IReadOnlyList<string> Alerts, string? Pronouns, IReadOnlyList<string> Flags);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        if (await patients.FindAsync(desk, request.Patient, ct) is not { } row)
            return new(null);
        var alerts = await patients.AlertsAsync(desk, request.Patient, ct);
        var id = row.Id;
        var answers = await desk.Db.Set<PatientAnswer>().AsNoTracking().Where(a => a.PatientId == id && a.State == AnswerState.Given
            && (a.Question == Question.Pronouns || a.Question == Question.Interpreter || a.Question == Question.Language))
            .ToDictionaryAsync(a => a.Question, a => a.Value, ct);
        var confidential = await desk.Db.Set<PatientAddress>().AnyAsync(a => a.PatientId == id && a.IsConfidential, ct)
            || await desk.Db.Set<PatientPhone>().AnyAsync(p => p.PatientId == id && p.IsConfidential, ct);
        var today = await day.TodayAsync(desk, ct);
        var years = row.BirthDate is { } born ? Ages.Years(born, today) : (int?)null;
        return new(new Banner(row.Id, PatientNames.Full(row), row.BirthDate, row.BirthDate is { } date ? Ages.Text(date, today) : null, row.Sex, row.Mrn, row.IsRestricted, alerts,
            answers.GetValueOrDefault(Question.Pronouns), Flags(years, answers, confidential)));
    }

    private static List<string> Flags(int? years, Dictionary<Question, string?> answers, bool confidential)
    {
        List<string> flags = [];
        if (years < Ages.Adult)
            flags.Add("Minor");
        if (answers.GetValueOrDefault(Question.Interpreter) == "yes")
            flags.Add(answers.GetValueOrDefault(Question.Language) is { } language ? $"Interpreter: {RegistrationRules.Language(language)}" : "Interpreter needed");
        if (confidential)
            flags.Add("Confidential contact");
        return flags;
    }
}
