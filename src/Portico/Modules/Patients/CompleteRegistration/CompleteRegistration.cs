using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Writes what the desk learned of a person: the second depth of registration, and every later correction.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Clinician)]
public sealed class CompleteRegistration(IPatients patients, IPracticeDay day) : UseCase<CompleteRegistration.Request, CompleteRegistration.Result>
{
    public sealed record Request
    {
        public required PatientId Patient { get; init; }

        /// <summary>The version that was read: another one means that somebody else wrote in between.</summary>
        public required int Version { get; init; }

        [Required(AllowEmptyStrings = true), MaxLength(100, ErrorMessage = "The family name has 100 characters at most.")]
        public required string Family { get; init; }

        [Required(AllowEmptyStrings = true), MaxLength(100, ErrorMessage = "The given name has 100 characters at most.")]
        public required string Given { get; init; }

        [MaxLength(100, ErrorMessage = "The preferred name has 100 characters at most.")]
        public string? Preferred { get; init; }
        public DateOnly? BirthDate { get; init; }
        public Sex Sex { get; init; }

        /// <summary>Only what was asked; a question left out keeps its answer.</summary>
        [Required, MaxLength(40, ErrorMessage = "There are fewer questions than that.")]
        public required IReadOnlyList<Answered> Answers { get; init; }

        /// <summary>Null: unchanged.</summary>
        public Place? Address { get; init; }

        /// <summary>Null: unchanged.</summary>
        public Place? ConfidentialAddress { get; init; }

        /// <summary>The confidential address is given up; one that is given in the same breath wins.</summary>
        public bool EndConfidentialAddress { get; init; }

        /// <summary>All of them, the first to call first. Null: unchanged.</summary>
        [MaxLength(8, ErrorMessage = "Eight phones at most.")]
        public IReadOnlyList<PhoneLine>? Phones { get; init; }

        /// <summary>Null: unchanged.</summary>
        public Contact? EmergencyContact { get; init; }

        /// <summary>Null: unchanged, unless <see cref="PatientIsGuarantor"/>.</summary>
        public Contact? Guarantor { get; init; }

        /// <summary>The patient pays what insurance does not, and whoever was named before no longer does. Not for a minor.</summary>
        public bool PatientIsGuarantor { get; init; }

        /// <summary>What was read at the desk and shows what stands here. Null: no document was.</summary>
        public LicenceSeen? Licence { get; init; }
    }

    /// <param name="Value">Null unless given as words or codes.</param>
    public sealed record Answered(Question Question, AnswerState State,
        [property: MaxLength(200, ErrorMessage = "An answer has 200 characters at most.")] string? Value);

    public sealed record Place(
        [property: Required(AllowEmptyStrings = true), MaxLength(100, ErrorMessage = "A street has 100 characters at most.")] string Line1,
        [property: MaxLength(100, ErrorMessage = "The second line has 100 characters at most.")] string? Line2,
        [property: Required(AllowEmptyStrings = true), MaxLength(60, ErrorMessage = "A city has 60 characters at most.")] string City,
        [property: Required(AllowEmptyStrings = true), MaxLength(40, ErrorMessage = "A state has 40 characters at most.")] string State,
        [property: Required(AllowEmptyStrings = true), MaxLength(20, ErrorMessage = "A ZIP code has 20 characters at most.")] string Zip);

    public sealed record PhoneLine(
        [property: Required(AllowEmptyStrings = true), Identifier, MaxLength(40, ErrorMessage = "A phone number has 40 characters at most.")]
        string Number, PhoneUse Use, bool MayLeaveVoicemail, bool IsConfidential);

    public sealed record Contact(
        [property: Required(AllowEmptyStrings = true), MaxLength(200, ErrorMessage = "A name has 200 characters at most.")] string Name,
        Relation Relation,
        [property: Identifier, MaxLength(40, ErrorMessage = "A phone number has 40 characters at most.")] string? Phone);

    public abstract record Result
    {
        /// <param name="Missing">What check-in will still ask; empty when registration is complete.</param>
        public sealed record Saved(int Version, IReadOnlyList<string> Missing) : Result;

        public sealed record ChangedMeanwhile(int Version, UserId? By, Instant At) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "patients.changed-meanwhile";
        }

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.registration-no-such-patient";
        }

        /// <param name="Field">Which: <c>name</c>, <c>birthDateInFuture</c>, <c>birthDateTooLongAgo</c>, <c>phones</c>, <c>address</c>, <c>contacts</c>, <c>guarantorIsMinor</c>, or a question in camel case.</param>
        public sealed record NotUsable(string Field) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.registration-not-usable";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var id = request.Patient;
        var patient = await desk.Db.Set<Patient>().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (patient is null)
            return new Result.NoSuchPatient();
        if (patient.Version != request.Version)
            return new Result.ChangedMeanwhile(patient.Version, patient.ChangedBy, patient.ChangedAt);
        if (Problem(request, await day.TodayAsync(desk, ct)) is { } field)
            return new Result.NotUsable(field);

        var before = PatientBook.TokensOf(patient, await PatientBook.PhonesOfAsync(desk, patient, ct));
        NoteChanges(desk, patient, request);
        patient.Rename(request.Family, request.Given);
        patient.CallAs(request.Preferred);
        patient.Identify(request.BirthDate, request.Sex);
        await AnswerAsync(desk, request, ct);
        await ReachAsync(desk, patient, request, ct);
        await ContactAsync(desk, request, ct);
        patient.Changed(desk.Now, desk.Call.IsProgram ? null : desk.Call.User);
        await desk.SaveAsync(ct);
        await PatientBook.IndexAsync(desk, patient, before, await PatientBook.PhonesOfAsync(desk, patient, ct), ct);
        await desk.SaveAsync(ct);
        if (request.Licence is { } licence)
            SeenLicences.Note(patients, desk, id, licence);
        desk.Note("questions", string.Join(' ', request.Answers.Select(a => a.Question)));
        desk.Touch(PatientTopics.Of(id));
        return new Result.Saved(patient.Version, await patients.MissingAsync(desk, id, ct));
    }

    // Which, never what: an audit entry holds no name. With the document, where one was read, it says what the change stands on.
    private static void NoteChanges(Desk desk, Patient patient, Request request)
    {
        List<LicencePart> changed = [];
        if (patient.Family != Words.Clean(request.Family))
            changed.Add(LicencePart.FamilyName);
        if (patient.Given != Words.Clean(request.Given))
            changed.Add(LicencePart.GivenNames);
        if (patient.BirthDate != request.BirthDate)
            changed.Add(LicencePart.BirthDate);
        if (patient.Sex != request.Sex)
            changed.Add(LicencePart.Sex);
        if (changed.Count > 0)
            desk.Note("changed", string.Join(' ', changed));
    }

    private static string? Problem(Request request, DateOnly today)
    {
        if (Words.Clean(request.Family).Length == 0 && Words.Clean(request.Given).Length == 0)
            return "name";
        if (Ages.Fault(request.BirthDate, today) is { } fault)
            return fault == BirthDateFault.InFuture ? "birthDateInFuture" : "birthDateTooLongAgo";
        if (request.Phones is { } phones && (phones.Any(p => Phones.ToE164(p.Number) is null)
            || phones.Select(p => Phones.ToE164(p.Number)).Distinct().Count() != phones.Count))
            return "phones";
        if (new[] { request.Address, request.ConfidentialAddress }.Any(p => p is not null
            && (p.Line1.Length == 0 || p.City.Length == 0 || p.State.Length == 0 || p.Zip.Length == 0)))
            return "address";
        if (new[] { request.EmergencyContact, request.Guarantor }.Any(c => c is not null
            && (Words.Clean(c.Name).Length == 0 || !string.IsNullOrWhiteSpace(c.Phone) && Phones.ToE164(c.Phone) is null)))
            return "contacts";
        if (request.PatientIsGuarantor && request.BirthDate is { } born && Ages.Years(born, today) < Ages.Adult)
            return "guarantorIsMinor";
        if (request.Guarantor is not null && (request.PatientIsGuarantor || request.Guarantor.Relation == Relation.Self)
            || request.EmergencyContact?.Relation == Relation.Self)
            return "contacts";
        foreach (var answer in request.Answers)
        {
            if (answer.State == AnswerState.Given ? !RegistrationRules.IsAnswer(answer.Question, answer.Value) : answer.Value is not null)
                return char.ToLower(answer.Question.ToString()[0], CultureInfo.InvariantCulture) + answer.Question.ToString()[1..];
        }
        return null;
    }

    private static async Task AnswerAsync(Desk desk, Request request, CancellationToken ct)
    {
        var id = request.Patient;
        var answers = request.Answers.ToDictionary(a => a.Question, a => a with { Value = RegistrationRules.Stored(a.Question, a.Value) });
        if (request.Address is not null)
            answers[Question.Address] = new(Question.Address, AnswerState.Given, null);
        if (request.Phones is { Count: > 0 })
            answers[Question.Phones] = new(Question.Phones, AnswerState.Given, null);
        if (request.EmergencyContact is not null)
            answers[Question.EmergencyContact] = new(Question.EmergencyContact, AnswerState.Given, null);
        if (request.Guarantor is not null || request.PatientIsGuarantor)
            answers[Question.Guarantor] = new(Question.Guarantor, AnswerState.Given, null);
        var known = await desk.Db.Set<PatientAnswer>().Where(a => a.PatientId == id).ToDictionaryAsync(a => a.Question, ct);
        foreach (var answer in answers.Values)
        {
            if (known.TryGetValue(answer.Question, out var row))
            {
                if (answer.Question is Question.ConsentToText or Question.ConsentToMail && row.Value != answer.Value)
                    Consent(desk, id, answer);
                (row.State, row.Value, row.At) = (answer.State, Words.CleanOrNull(answer.Value), desk.Now);
            }
            else
            {
                desk.Db.Add(new PatientAnswer
                {
                    PatientId = id, Question = answer.Question, State = answer.State, Value = Words.CleanOrNull(answer.Value), At = desk.Now,
                });
                if (answer.Question is Question.ConsentToText or Question.ConsentToMail)
                    Consent(desk, id, answer);
            }
        }
    }

    // A consent is proven by when it was given and to whom: every change is a row of its own.
    private static void Consent(Desk desk, PatientId id, Answered answer) => desk.Db.Add(new PatientConsent
    {
        Id = Guid.CreateVersion7(), PatientId = id, At = desk.Now, By = desk.Call.IsProgram ? null : desk.Call.User,
        Channel = answer.Question == Question.ConsentToText ? ConsentChannel.Text : ConsentChannel.Mail,
        IsGiven = answer is { State: AnswerState.Given, Value: "yes" },
    });

    private static async Task ReachAsync(Desk desk, Patient patient, Request request, CancellationToken ct)
    {
        var id = request.Patient;
        if (request.EndConfidentialAddress)
            await desk.Db.Set<PatientAddress>().Where(a => a.PatientId == id && a.IsConfidential).ExecuteDeleteAsync(ct);
        foreach (var (place, confidential) in new[] { (request.Address, false), (request.ConfidentialAddress, true) })
        {
            if (place is null)
                continue;
            await desk.Db.Set<PatientAddress>().Where(a => a.PatientId == id && a.IsConfidential == confidential).ExecuteDeleteAsync(ct);
            desk.Db.Add(new PatientAddress
            {
                PatientId = id, IsConfidential = confidential, Line1 = Words.Clean(place.Line1), Line2 = Words.CleanOrNull(place.Line2),
                City = Words.Clean(place.City), State = UsStates.Code(place.State) ?? Words.Clean(place.State), Zip = Words.Clean(place.Zip),
            });
        }
        if (request.Phones is not { } phones)
            return;
        await desk.Db.Set<PatientPhone>().Where(p => p.PatientId == id).ExecuteDeleteAsync(ct);
        foreach (var (rank, phone) in phones.Index())
            desk.Db.Add(new PatientPhone
            {
                PatientId = id, Number = Phones.ToE164(phone.Number) ?? throw new System.Diagnostics.UnreachableException(), Use = phone.Use,
                MayLeaveVoicemail = phone.MayLeaveVoicemail, IsConfidential = phone.IsConfidential, Rank = rank,
            });
        // A confidential number is never the one that lists show.
        patient.ReachAt(phones.FirstOrDefault(p => !p.IsConfidential) is { } first ? Phones.ToE164(first.Number) : null);
    }

    private async Task ContactAsync(Desk desk, Request request, CancellationToken ct)
    {
        var id = request.Patient;
        var today = await day.TodayAsync(desk, ct);
        if (request.PatientIsGuarantor)
        {
            foreach (var other in await desk.Db.Set<PatientRelation>().Where(r => r.PatientId == id && r.Until == null && r.IsGuarantor).ToListAsync(ct))
                other.EndOn(today.AddDays(-1));
        }
        foreach (var (contact, guarantor) in new[] { (request.EmergencyContact, false), (request.Guarantor, true) })
        {
            if (contact is null)
                continue;
            var known = await desk.Db.Set<PatientRelation>().Where(r => r.PatientId == id && r.Until == null
                && (guarantor ? r.IsGuarantor : r.IsEmergencyContact)).ToListAsync(ct);
            var (name, phone) = (Words.Clean(contact.Name), Phones.ToE164(contact.Phone));
            if (known.Any(r => r.Name == name && r.Relation == contact.Relation && r.Phone == phone))
                continue;
            foreach (var old in known)
                old.EndOn(today.AddDays(-1));
            desk.Db.Add(new PatientRelation
            {
                Id = Id.New<RelationId>(), PatientId = id, Name = name, Relation = contact.Relation, Phone = phone,
                IsEmergencyContact = !guarantor, IsGuarantor = guarantor, From = today,
            });
        }
    }
}
