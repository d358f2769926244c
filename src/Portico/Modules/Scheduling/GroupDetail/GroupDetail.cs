using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.GroupDetail;

/// <summary>One group with everybody who has a place in it. Restricted names are masked.</summary>
[AllowedTo(Roles.Care)]
public sealed class GroupDetail(IWhereabouts whereabouts) : Query<GroupDetail.Request, GroupDetail.Result>
{
    public sealed record Request(GroupVisitId Group);

    /// <param name="Found">Null when there is none.</param>
    public sealed record Result(Found? Found);

    /// <param name="Taken">Places that are taken; who was missed keeps theirs.</param>
    /// <param name="Interpreter">The language of its interpreter, BCP 47. Null: none.</param>
    /// <param name="CancelledWhy">Null unless it is cancelled.</param>
    /// <param name="Patients">By when they were booked.</param>
    public sealed record Found(GroupVisitId Id, string Title, ProviderId Provider, string ProviderName, LocationId Location, string Zone, string VisitType,
        bool IsByVideo, DateOnly Date, TimeOnly Time, int Minutes, Instant StartsAt, int Taken, int Places, bool IsClosed, bool IsCancelled,
        string? CancelledWhy, string? Interpreter, int Version, IReadOnlyList<Patient> Patients);

    /// <param name="BirthDate">Null when unknown or masked.</param>
    /// <param name="Mrn">Empty when masked.</param>
    /// <param name="Phone">E.164. Null when unknown or masked.</param>
    public sealed record Patient(AppointmentId Appointment, PatientId Id, string Name, bool IsRestricted, DateOnly? BirthDate, string Mrn, string? Phone,
        BoardState State, int Version);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Group;
        var row = await (
            from g in desk.Db.Set<GroupVisit>().AsNoTracking()
            join v in desk.Db.Set<VisitTypeRow>() on new { g.PracticeId, Id = g.VisitTypeId } equals new { v.PracticeId, v.Id }
            join d in desk.Db.Set<ProviderRow>() on new { g.PracticeId, Id = g.ProviderId } equals new { d.PracticeId, d.Id }
            join l in desk.Db.Set<LocationRow>() on new { g.PracticeId, Id = g.LocationId } equals new { l.PracticeId, l.Id }
            where g.Id == id
            select new { Group = g, VisitType = v.Name, v.Mode, Provider = d.DisplayName, l.Zone }).SingleOrDefaultAsync(ct);
        if (row is null)
            return new Result(null);
        var patients = await (
            from a in desk.Db.Set<AppointmentRow>()
            join p in desk.Db.Set<PatientRow>() on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
            join b in desk.Db.Set<Appointment>() on new { a.PracticeId, a.Id } equals new { b.PracticeId, b.Id }
            where a.GroupVisitId == id && a.State != AppointmentState.Cancelled
            orderby b.BookedAt, a.Id
            select new { Visit = a, Patient = p }).ToListAsync(ct);
        foreach (var one in patients)
            desk.Saw(one.Patient.Id);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        var where = await whereabouts.FindAsync(desk, [.. patients.Where(p => p.Visit.State == AppointmentState.Kept).Select(p => p.Visit.Id)], ct);
        var group = row.Group;
        return new Result(new Found(group.Id, group.Title, group.ProviderId, row.Provider, group.LocationId, row.Zone, row.VisitType, row.Mode == VisitMode.Telehealth,
            group.Date, group.Time, group.Minutes, group.StartsAt, await Groups.TakenAsync(desk, id, ct), group.Places, group.IsClosed, group.IsCancelled, group.CancelledWhy,
            group.InterpreterLanguage, group.Version, [.. patients.Select(p => Shown(p.Visit, p.Patient))]));

        Patient Shown(AppointmentRow a, PatientRow p)
        {
            var (isMasked, state) = (closed.Hides(p), where.GetValueOrDefault(a.Id)?.State ?? BoardStates.Of(a.State));
            return new(a.Id, p.Id, PatientNames.OnList(p, closed), isMasked, isMasked ? null : p.BirthDate, isMasked ? "" : p.Mrn, isMasked ? null : p.Phone,
                state, a.Version);
        }
    }
}
