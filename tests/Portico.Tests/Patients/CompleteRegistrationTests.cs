using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

public sealed class CompleteRegistrationTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_never_asked_falls_due_and_declined_is_an_answer(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14), "555-010-4567");
        (await MissingAsync(desk, id)).Count.ShouldBe(RegistrationRules.Due.Count);
        var saved = (await RunAsync(desk, Filled(id) with
        {
            Answers = [.. RegistrationRules.Due.Select(q => new CompleteRegistration.Answered(q, AnswerState.Declined, null))],
        })).ShouldBeOfType<CompleteRegistration.Result.Saved>();
        saved.Missing.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_record_from_elsewhere_keeps_all_that_came_with_it(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        var id = Portico.Platform.Ids.Id.New<PatientId>();
        await desk.WriteAsync(d => desk.Get<IPatients>().AddAsync(d, id, new NewPatient
        {
            Family = "Testsmith", Given = "Joan", FormerFamily = "Mockerby", BirthDate = new DateOnly(1945, 7, 14), Races = ["2106-3", "2028-9"],
            Ethnicity = "2186-5", Language = "es", IsDeceased = true, Identifier = ("urn:a", "1"), MoreIdentifiers = [("urn:b", "2")],
            IsRegistrationComplete = true,
        }, ct));
        (await MissingAsync(desk, id)).ShouldBeEmpty();
        (await HitsAsync(desk, "mockerby")).ShouldBe([id]);
        (await ChartAsync(desk, id)).Answers.ShouldContain(new CompleteRegistration.Answered(Question.Race, AnswerState.Given, "2106-3,2028-9"));
        (await desk.ReadAsync(d => desk.Get<IPatients>().AlertsAsync(d, id, ct))).ShouldBe(["Deceased"]);
        (await desk.ReadAsync(d => desk.Get<IPatients>().FindByIdentifierAsync(d, "urn:b", "2", ct))).ShouldBe(id);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_record_restricted_elsewhere_is_restricted_here(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = Portico.Platform.Ids.Id.New<PatientId>();
        await desk.WriteAsync(d => desk.Get<IPatients>().AddAsync(d, id,
            new NewPatient { Family = "Testsmith", Given = "Joan", Restriction = "employee" }, TestContext.Current.CancellationToken));
        (await Should.ThrowAsync<CallRejectedException>(() => ChartAsync(desk, id))).Code.ShouldBe("patients.restricted");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_is_written_reads_back(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14), "555-010-4567");
        var place = new CompleteRegistration.Place("1 Synthetic Way", null, "Mocktown", "CA", "90000");
        var phone = new CompleteRegistration.PhoneLine("+15550109999", PhoneUse.Home, true, false);
        (await RunAsync(desk, Filled(id) with
        {
            Address = place, Phones = [phone], EmergencyContact = new("Albert Testsmith", Relation.Spouse, null),
            Answers = [new(Question.Race, AnswerState.Given, "2028-9,2106-3"), new(Question.ConsentToText, AnswerState.Given, "yes")],
        })).ShouldBeOfType<CompleteRegistration.Result.Saved>();
        var chart = await ChartAsync(desk, id);
        chart.Address.ShouldBe(place);
        chart.Phones.ShouldBe([phone]);
        chart.Phone.ShouldBe("+15550109999");
        chart.Relations.ShouldHaveSingleItem().IsEmergencyContact.ShouldBeTrue();
        chart.Answers.ShouldContain(new CompleteRegistration.Answered(Question.Race, AnswerState.Given, "2028-9,2106-3"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_new_name_and_phone_find_the_patient_and_the_old_ones_do_not(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14), "555-010-4567");
        await RunAsync(desk, Filled(id) with { Family = "Mockerby", Phones = [new("+15550108888", PhoneUse.Mobile, false, false)] });
        (await HitsAsync(desk, "mockerby")).ShouldBe([id]);
        (await HitsAsync(desk, "8888")).ShouldBe([id]);
        (await HitsAsync(desk, "testsmith")).ShouldBeEmpty();
        (await HitsAsync(desk, "4567")).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_two_people_editing_the_second_is_told(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        await RunAsync(desk, Filled(id));
        var refused = (await RunAsync(desk, Filled(id) with { Given = "Other" })).ShouldBeOfType<CompleteRegistration.Result.ChangedMeanwhile>();
        refused.Version.ShouldBe(2);
        refused.By.ShouldBe(desk.CallAs(Roles.FrontDesk).User);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_code_outside_its_list_is_refused(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", null);
        (await RunAsync(desk, Filled(id) with { Answers = [new(Question.Ethnicity, AnswerState.Given, "9999-9")] }))
            .ShouldBe(new CompleteRegistration.Result.NotUsable("ethnicity"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_caller_hears_what_a_relation_that_holds_allows(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        var id = await People.AddAsync(desk, "Testsmith", "Child", new DateOnly(2012, 1, 1));
        var added = (await desk.Get<AddRelation>().RunAsync(new AddRelation.Request
        {
            Patient = id, Name = "Albert Testsmith", Relation = Relation.Parent, From = new DateOnly(2026, 1, 1), Until = new DateOnly(2026, 3, 4),
            MayHear = MayHear.Appointments | MayHear.Billing,
        }, desk.CallAs(Roles.FrontDesk), ct)).ShouldBeOfType<AddRelation.Result.Added>();
        (await HearsAsync(Relation.Parent, added.Relation)).ShouldBe(MayHear.Appointments | MayHear.Billing);
        (await HearsAsync(Relation.Parent, null)).ShouldBe(MayHear.Nothing);
        (await HearsAsync(Relation.Self, null)).ShouldBe(MayHear.Everything);
        desk.Time.Advance(TimeSpan.FromDays(1));
        (await HearsAsync(Relation.Parent, added.Relation)).ShouldBe(MayHear.Nothing);

        async Task<MayHear> HearsAsync(Relation relation, RelationId? onFile) => (await desk.Get<RecordCaller>().RunAsync(
            new(id, "Albert Testsmith", relation, onFile, true), desk.CallAs(Roles.FrontDesk), ct))
            .ShouldBeOfType<RecordCaller.Result.Recorded>().MayHear;
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_patient_becomes_the_guarantor_and_whoever_was_named_no_longer_is(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        await RunAsync(desk, Filled(id) with { Guarantor = new("Albert Testsmith", Relation.Spouse, null) });
        (await RunAsync(desk, Filled(id) with { Version = 2, PatientIsGuarantor = true })).ShouldBeOfType<CompleteRegistration.Result.Saved>()
            .Missing.ShouldNotContain("guarantor");
        (await desk.ReadAsync(d => desk.Get<IPatients>().GuarantorAsync(d, id, ct))).Name.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_minor_is_never_the_guarantor(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(2015, 7, 14));
        (await RunAsync(desk, Filled(id) with { BirthDate = new DateOnly(2015, 7, 14), PatientIsGuarantor = true }))
            .ShouldBe(new CompleteRegistration.Result.NotUsable("guarantorIsMinor"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_state_and_a_language_are_kept_as_their_codes_however_they_are_said(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        await RunAsync(desk, Filled(id) with
        {
            Address = new("1 Synthetic Way", null, "Mocktown", "new york", "13850"),
            Answers = [new(Question.Language, AnswerState.Given, "spanish"), new(Question.Pronouns, AnswerState.Given, "ze/zir")],
        });
        var chart = await ChartAsync(desk, id);
        chart.Address.ShouldNotBeNull().State.ShouldBe("NY");
        chart.Answers.ShouldContain(new CompleteRegistration.Answered(Question.Language, AnswerState.Given, "es"));
        chart.Answers.ShouldContain(new CompleteRegistration.Answered(Question.Pronouns, AnswerState.Given, "ze/zir"));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, "2026-03-05", "birthDateInFuture")]
    [InlineData(StoreKind.Sqlite, "1850-02-03", "birthDateTooLongAgo")]
    public async Task A_birth_date_outside_a_life_says_which_side(StoreKind kind, string born, string field)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await desk.InHonoluluTheEveningBeforeAsync();
        var id = await People.AddAsync(desk, "Testsmith", "Joan", null);
        (await RunAsync(desk, Filled(id) with { BirthDate = DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture) }))
            .ShouldBe(new CompleteRegistration.Result.NotUsable(field));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_restricted_chart_shows_nothing_without_a_reason(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", null);
        await desk.Get<RestrictPatient>().RunAsync(new(id, RestrictionKind.Vip, "Synthetic reason"), desk.CallAs(Roles.Supervisor), TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<CallRejectedException>(() => ChartAsync(desk, id))).Code.ShouldBe("patients.restricted");
    }

    internal static CompleteRegistration.Request Filled(PatientId id) => new()
    {
        Patient = id, Version = 1, Family = "Testsmith", Given = "Joan", BirthDate = new DateOnly(1945, 7, 14), Sex = Sex.Female, Answers = [],
    };

    private static Task<CompleteRegistration.Result> RunAsync(TestDesk desk, CompleteRegistration.Request request) =>
        desk.Get<CompleteRegistration>().RunAsync(request, desk.CallAs(Roles.FrontDesk), TestContext.Current.CancellationToken);

    private static async Task<ShowPatient.Chart> ChartAsync(TestDesk desk, PatientId id) =>
        (await desk.Get<ShowPatient>().RunAsync(new(id), desk.CallAs(Roles.FrontDesk), TestContext.Current.CancellationToken)).Chart.ShouldNotBeNull();

    private static Task<IReadOnlyList<string>> MissingAsync(TestDesk desk, PatientId id) =>
        desk.ReadAsync(d => desk.Get<IPatients>().MissingAsync(d, id, TestContext.Current.CancellationToken));

    private static async Task<IReadOnlyList<PatientId>> HitsAsync(TestDesk desk, string text) =>
        [.. (await desk.Get<SearchPatients>().RunAsync(new(text), desk.CallAs(Roles.FrontDesk), TestContext.Current.CancellationToken)).Hits.Select(h => h.Patient)];

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_minor_for_whom_nobody_is_named_still_lacks_a_guarantor(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Junior", new DateOnly(2015, 7, 14));
        (await RunAsync(desk, Filled(id) with
        {
            BirthDate = new DateOnly(2015, 7, 14), Answers = [.. RegistrationRules.Due.Select(q => new CompleteRegistration.Answered(q, AnswerState.Unknown, null))],
        })).ShouldBeOfType<CompleteRegistration.Result.Saved>().Missing.ShouldBe(["guarantor"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_board_counts_a_minors_missing_guarantor_too(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        var id = Portico.Platform.Ids.Id.New<PatientId>();
        await desk.WriteAsync(d => desk.Get<IPatients>().AddAsync(d, id, new NewPatient
        {
            Family = "Testsmith", Given = "Junior", BirthDate = new DateOnly(2015, 7, 14), IsRegistrationComplete = true,
        }, ct));
        (await desk.ReadAsync(d => desk.Get<IPatients>().MissingCountsAsync(d, [id], ct)))[id].ShouldBe(1);
    }
}
