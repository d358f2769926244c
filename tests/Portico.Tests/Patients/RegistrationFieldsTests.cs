using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

/// <summary>Every answer of registration: given, read back, declined.</summary>
public sealed class RegistrationFieldsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task Every_question_in_words_or_codes_reads_back_and_can_be_declined_after(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        Dictionary<Question, string> values = new()
        {
            [Question.Email] = "joan@example.com", [Question.PreferredContact] = "text", [Question.ConsentToText] = "yes",
            [Question.ConsentToMail] = "no", [Question.Pronouns] = "she/her", [Question.GenderIdentity] = "Nonbinary",
            [Question.Race] = "1002-5,2106-3", [Question.Ethnicity] = "2135-2", [Question.Language] = "es",
            [Question.Interpreter] = "yes", [Question.Employer] = "Synthetic Works",
        };
        // What is no list of words of its own is asked by its own fields.
        values.Keys.Concat([Question.Address, Question.Phones, Question.EmergencyContact, Question.Guarantor])
            .ShouldBe(Enum.GetValues<Question>(), ignoreOrder: true);
        var version = await SaveAsync(desk, id, 1, [.. values.Select(v => new CompleteRegistration.Answered(v.Key, AnswerState.Given, v.Value))]);
        var answers = (await ChartAsync(desk, id)).Answers.ToDictionary(a => a.Question);
        foreach (var (question, value) in values)
            (answers[question].State, answers[question].Value).ShouldBe((AnswerState.Given, value));

        await SaveAsync(desk, id, version, [.. values.Select(v => new CompleteRegistration.Answered(v.Key, AnswerState.Declined, null))]);
        answers = (await ChartAsync(desk, id)).Answers.ToDictionary(a => a.Question);
        foreach (var question in values.Keys)
            (answers[question].State, answers[question].Value).ShouldBe((AnswerState.Declined, null));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_patient_is_found_by_the_preferred_name_too_and_the_legal_one_stands_first(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        (await RunAsync(desk, CompleteRegistrationTests.Filled(id) with { Preferred = "Quilla" })).ShouldBeOfType<CompleteRegistration.Result.Saved>();
        foreach (var typed in new[] { "quilla testsmith", "joan testsmith" })
            (await desk.Get<SearchPatients>().RunAsync(new(typed), desk.CallAs(Roles.FrontDesk), Ct)).Hits.ShouldHaveSingleItem()
                .Patient.ShouldBe(id);
        var chart = await ChartAsync(desk, id);
        (chart.Given, chart.Preferred).ShouldBe(("Joan", "Quilla"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_confidential_address_and_phone_stand_apart_and_the_address_can_be_given_up(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        var home = new CompleteRegistration.Place("1 Synthetic Way", null, "Mocktown", "CA", "90000");
        var safe = new CompleteRegistration.Place("PO Box 1", "c/o Synthetic", "Mocktown", "CA", "90000");
        (await RunAsync(desk, CompleteRegistrationTests.Filled(id) with
        {
            Address = home, ConfidentialAddress = safe,
            Phones = [new("+12025550101", PhoneUse.Mobile, MayLeaveVoicemail: false, IsConfidential: true), new("+12025550102", PhoneUse.Home, true, false)],
        })).ShouldBeOfType<CompleteRegistration.Result.Saved>();
        var chart = await ChartAsync(desk, id);
        (chart.Address, chart.ConfidentialAddress).ShouldBe((home, safe));
        chart.Phones.Select(p => (p.IsConfidential, p.MayLeaveVoicemail)).ShouldBe([(true, false), (false, true)]);
        // Lists show the other one.
        chart.Phone.ShouldBe("+12025550102");

        (await RunAsync(desk, CompleteRegistrationTests.Filled(id) with { Version = chart.Version, EndConfidentialAddress = true }))
            .ShouldBeOfType<CompleteRegistration.Result.Saved>();
        chart = await ChartAsync(desk, id);
        (chart.Address, chart.ConfidentialAddress).ShouldBe((home, null));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Guarantor_and_emergency_contact_read_back_and_a_new_one_ends_the_old(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        await RunAsync(desk, CompleteRegistrationTests.Filled(id) with
        {
            Guarantor = new("Albert Testsmith", Relation.Spouse, "+12025550103"), EmergencyContact = new("Bea Testsmith", Relation.Sibling, null),
        });
        desk.Time.Advance(TimeSpan.FromDays(1));
        await RunAsync(desk, CompleteRegistrationTests.Filled(id) with { Version = 2, Guarantor = new("Cleo Testsmith", Relation.Child, null) });
        var relations = (await ChartAsync(desk, id)).Relations;
        relations.Where(r => r.IsGuarantor).OrderBy(r => r.From).Select(r => (r.Name, r.Phone, r.HoldsToday)).ShouldBe(
            [("Albert Testsmith", "+12025550103", false), ("Cleo Testsmith", null, true)]);
        relations.Single(r => r.IsEmergencyContact).Name.ShouldBe("Bea Testsmith");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Every_change_of_a_consent_is_a_row_with_its_author_and_the_same_again_is_none(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        var version = await SayAsync(1, AnswerState.Given, "yes");
        version = await SayAsync(version, AnswerState.Given, "yes");
        version = await SayAsync(version, AnswerState.Given, "no");
        await SayAsync(version, AnswerState.Declined, null);
        var rows = await desk.ReadAsync(d => d.Db.Set<PatientConsent>().Where(c => c.PatientId == id).OrderBy(c => c.Id).ToListAsync(Ct));
        rows.Select(r => (r.Channel, r.IsGiven)).ShouldBe(
            [(ConsentChannel.Text, true), (ConsentChannel.Text, false), (ConsentChannel.Text, false)]);
        rows.ShouldAllBe(r => r.By == desk.CallAs(Roles.FrontDesk).User);

        Task<int> SayAsync(int before, AnswerState state, string? value) =>
            SaveAsync(desk, id, before, [new(Question.ConsentToText, state, value)]);
    }

    private static async Task<int> SaveAsync(TestDesk desk, PatientId id, int version, IReadOnlyList<CompleteRegistration.Answered> answers) =>
        (await RunAsync(desk, CompleteRegistrationTests.Filled(id) with { Version = version, Answers = answers }))
            .ShouldBeOfType<CompleteRegistration.Result.Saved>().Version;

    private static Task<CompleteRegistration.Result> RunAsync(TestDesk desk, CompleteRegistration.Request request) =>
        desk.Get<CompleteRegistration>().RunAsync(request, desk.CallAs(Roles.FrontDesk), Ct);

    private static async Task<ShowPatient.Chart> ChartAsync(TestDesk desk, PatientId id) =>
        (await desk.Get<ShowPatient>().RunAsync(new(id), desk.CallAs(Roles.FrontDesk), Ct)).Chart.ShouldNotBeNull();
}
