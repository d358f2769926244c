using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Interop.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Added = Portico.Modules.Scheduling.Contracts.Added;

namespace Portico.Modules.Interop.ImportRow;

/// <summary>Takes one row of another system. The same row again changes nothing; a row that changed there is refused.</summary>
/// <remarks>The desk may have corrected what came in: a person decides which of the two is right.</remarks>
[AllowedTo(Roles.Administrator)]
public sealed class ImportRow(
    IPracticeDirectory practice, IPatients patients, ICoverage coverage, ISchedule schedule, IPayments payments)
    : UseCase<ImportRow.Request, ImportRow.Result>
{
    /// <param name="System">The old system, as the mapping file names it.</param>
    /// <param name="Id">The row's own id there.</param>
    public sealed record Request(
        [property: Opaque, Required, StringLength(200, ErrorMessage = "A system's name has 200 characters at most.")] string System,
        [property: Opaque, Required, StringLength(200, ErrorMessage = "An id has 200 characters at most.")] string Id,
        Row Row);

    /// <summary>One row; <c>Patient</c> is always the old system's id of the patient.</summary>
    public abstract record Row
    {
        public sealed record Person(
            [property: StringLength(100)] string Family,
            [property: StringLength(100)] string Given,
            [property: StringLength(100)] string? Preferred,
            DateOnly? BirthDate,
            Sex Sex,
            [property: Identifier, StringLength(40)] string? Phone,
            [property: StringLength(200)] string? Email,
            [property: StringLength(100)] string? Line1,
            [property: StringLength(60)] string? City,
            [property: StringLength(40)] string? State,
            [property: StringLength(20)] string? Zip,
            [property: Identifier, StringLength(40)] string? Mrn,
            [property: StringLength(40)] string? Language) : Row;

        public sealed record Guarantor(
            [property: Opaque, StringLength(200)] string Patient,
            [property: StringLength(120)] string Name) : Row;

        public sealed record Policy(
            [property: Opaque, StringLength(200)] string Patient,
            [property: StringLength(100)] string Payer,
            [property: Identifier, StringLength(80)] string MemberId,
            [property: Identifier, StringLength(50)] string? GroupNumber,
            [property: StringLength(100)] string? PlanName,
            SubscriberRelation Relation,
            [property: StringLength(100)] string? SubscriberName,
            DateOnly? SubscriberBirthDate,
            DateOnly? ValidFrom,
            DateOnly? ValidTo,
            [property: MoneyRange(0, 1_000)] Money? Copay) : Row;

        public sealed record Appointment(
            [property: Opaque, StringLength(200)] string Patient,
            [property: StringLength(200)] string Provider,
            [property: StringLength(200)] string Location,
            [property: StringLength(200)] string VisitType,
            DateOnly Date,
            TimeOnly Time,
            int? Minutes,
            [property: StringLength(500)] string? Note) : Row;

        public sealed record Balance(
            [property: Opaque, StringLength(200)] string Patient,
            [property: MoneyRange(-1_000_000, 1_000_000)] Money Owed) : Row;

        public sealed record Alert(
            [property: Opaque, StringLength(200)] string Patient,
            [property: StringLength(120)] string Text) : Row;
    }

    public abstract record Result
    {
        /// <param name="Visit">Of an appointment: what it goes without. Null for other rows.</param>
        public sealed record Added(Portico.Modules.Scheduling.Contracts.Added? Visit = null) : Result;

        public sealed record Unchanged : Result;

        public sealed record ChangedThere : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "interop.changed-there";
        }

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "interop.no-such-patient";
        }

        public sealed record NoSuchProvider : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "interop.no-such-provider";
        }

        public sealed record NoSuchLocation : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "interop.no-such-location";
        }

        public sealed record NoSuchVisitType : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "interop.no-such-visit-type";
        }

        public sealed record NotAhead : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "interop.appointment-not-ahead";
        }

        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "interop.slot-taken";
        }

        public sealed record GuarantorThere : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "interop.guarantor-there";
        }

        public sealed record NothingOwed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "interop.nothing-owed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var kind = request.Row.GetType().Name;
        var (system, id) = (request.System, request.Id);
        // The practice sets what a visit type takes: only what the row itself says counts as a change.
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request.Row, DeskJson.Options));
        var known = await desk.Db.Set<ExternalKey>().AsNoTracking()
            .SingleOrDefaultAsync(k => k.Kind == kind && k.System == system && k.Value == id, ct);
        if (known is not null)
            return known.ContentHash.AsSpan().SequenceEqual(hash) ? new Result.Unchanged() : new Result.ChangedThere();
        var target = Guid.CreateVersion7();
        Added? visit = null;
        if (await TakeAsync(request, target, desk, added => visit = added, ct) is { } refusal)
            return refusal;
        var key = new ExternalKey { Kind = kind, System = system, Value = id, TargetId = target, FirstSeenAt = desk.Now };
        key.Seen(hash);
        desk.Db.Add(key);
        await desk.SaveAsync(ct);
        return new Result.Added(visit);
    }

    private async Task<Result?> TakeAsync(Request request, Guid target, Desk desk, Action<Added> visit, CancellationToken ct)
    {
        if (request.Row is Row.Person person)
        {
            await patients.AddAsync(desk, new PatientId(target), Registration(request, person), ct);
            await desk.OpenChartAsync(new PatientId(target), ct);
            return null;
        }
        var old = request.Row switch
        {
            Row.Guarantor row => row.Patient,
            Row.Policy row => row.Patient,
            Row.Appointment row => row.Patient,
            Row.Balance row => row.Patient,
            Row.Alert row => row.Patient,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (await patients.FindByIdentifierAsync(desk, request.System, old, ct) is not { } patient)
            return new Result.NoSuchPatient();
        await desk.OpenChartAsync(patient, ct);
        switch (request.Row)
        {
            case Row.Guarantor guarantor:
                return await payments.OpenPersonalAccountAsync(desk, patient, guarantor.Name, ct) ? null : new Result.GuarantorThere();
            case Row.Policy policy:
                await coverage.AddPolicyAsync(desk, new PolicyId(target), patient, await CardAsync(policy, desk, ct), ct);
                return null;
            case Row.Appointment appointment:
                return await BookAsync(new AppointmentId(target), patient, appointment, desk, visit, ct);
            case Row.Balance balance:
                if (balance.Owed == Money.Zero)
                    return new Result.NothingOwed();
                await payments.BringForwardAsync(desk, await payments.PersonalAccountAsync(desk, patient, ct), balance.Owed,
                    request.System + "/" + request.Id, ct);
                return null;
            case Row.Alert alert:
                await patients.AddAlertAsync(desk, patient, alert.Text, ct);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static NewPatient Registration(Request request, Row.Person person) => new()
    {
        Family = person.Family, Given = person.Given, Preferred = person.Preferred, BirthDate = person.BirthDate, Sex = person.Sex,
        Phone = person.Phone, Email = person.Email, Line1 = person.Line1, City = person.City, State = person.State, Zip = person.Zip,
        Mrn = person.Mrn, Language = person.Language, Identifier = (request.System, request.Id),
    };

    private async Task<NewPolicy> CardAsync(Row.Policy policy, Desk desk, CancellationToken ct)
    {
        var payer = (await practice.PayersAsync(desk, ct)).FirstOrDefault(p => Same(p.Name, policy.Payer) || Same(p.PayerCode, policy.Payer))?.Id;
        if (payer is null)
        {
            payer = Id.New<PayerId>();
            practice.AddPayer(desk, payer.Value, policy.Payer, null);
            await desk.SaveAsync(ct);
        }
        return new NewPolicy
        {
            Payer = payer.Value, MemberId = policy.MemberId, GroupNumber = policy.GroupNumber, PlanName = policy.PlanName,
            Relation = policy.Relation, SubscriberName = policy.SubscriberName, SubscriberBirthDate = policy.SubscriberBirthDate,
            ValidFrom = policy.ValidFrom, ValidTo = policy.ValidTo, CardCopay = policy.Copay,
        };
    }

    private async Task<Result?> BookAsync(AppointmentId id, PatientId patient, Row.Appointment row, Desk desk, Action<Added> visit,
        CancellationToken ct)
    {
        var provider = (await practice.ProvidersAsync(desk, ct)).FirstOrDefault(p => Same(p.DisplayName, row.Provider) || Same(p.Npi, row.Provider));
        var location = (await practice.LocationsAsync(desk, ct)).FirstOrDefault(l => Same(l.Name, row.Location));
        var type = (await practice.VisitTypesAsync(desk, ct)).FirstOrDefault(t => Same(t.Name, row.VisitType));
        if (provider is null)
            return new Result.NoSuchProvider();
        if (location is null)
            return new Result.NoSuchLocation();
        if (type is null)
            return new Result.NoSuchVisitType();
        if (PracticeClock.At(row.Date, row.Time, location.Zone) <= desk.Now)
            return new Result.NotAhead();
        if (await schedule.TryAddBookedElsewhereAsync(desk, id, patient, provider.Id, location.Id, type.Id, row.Date, row.Time,
                row.Minutes ?? type.Minutes, row.Note, ct) is not { } added)
            return new Result.SlotTaken();
        visit(added);
        return null;
    }

    private static bool Same(string? ours, string theirs) => string.Equals(ours, theirs, StringComparison.OrdinalIgnoreCase);
}
