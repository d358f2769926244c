using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.AppointmentDetail;

/// <summary>One appointment with two identifiers of its patient and its history: what is looked at before any act on it.</summary>
[AllowedTo(Roles.Care)]
public sealed class AppointmentDetail(IWhereabouts whereabouts) : Query<AppointmentDetail.Request, AppointmentDetail.Result>
{
    public sealed record Request(AppointmentId Appointment);

    /// <param name="Found">Null when there is none.</param>
    public sealed record Result(Found? Found);

    /// <param name="SeriesNumber">Its place in its series, from 1. Null: by itself.</param>
    /// <param name="SeriesCount">How many visits the series has, cancelled ones too. 0: by itself.</param>
    /// <param name="LateCancelHours">A cancellation within so many hours of the start is a late one.</param>
    /// <param name="IsOverbooked">In a lane beyond the session's.</param>
    /// <param name="Interpreter">The language of its interpreter, BCP 47. Null: none.</param>
    /// <param name="BookedWhy">Why it stands outside the sessions or beside another visit. Null: it does not.</param>
    /// <param name="Group">The group that it is a place in. Null: alone with the provider, or the group was cancelled.</param>
    /// <param name="GroupTitle">Null when <paramref name="Group"/> is.</param>
    /// <param name="Linked">Visits that belong to this one, or this one to them, and still stand.</param>
    public sealed record Found(AppointmentId Id, PatientId Patient, string Name, DateOnly? BirthDate, string Mrn, string? Phone,
        ProviderId Provider, string ProviderName, LocationId Location, string Zone, VisitTypeId VisitTypeId, string VisitType,
        DateOnly Date, TimeOnly Time, int Minutes, BoardState State, string? Note, int Version, Instant StartsAt,
        bool IsConfidential, IReadOnlyList<Change> History, int? SeriesNumber, int SeriesCount, int LateCancelHours, bool IsOverbooked, string? Interpreter,
        string? BookedWhy, GroupVisitId? Group, string? GroupTitle, IReadOnlyList<LinkedVisit> Linked);

    /// <summary>What it was before, and why it changed.</summary>
    public sealed record Change(ChangeKind What, Instant At, DateOnly FromDate, TimeOnly FromTime, string? Reason);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Appointment;
        var patient = await desk.Db.Set<AppointmentRow>().Where(a => a.Id == id).Select(a => (PatientId?)a.PatientId)
            .SingleOrDefaultAsync(ct);
        if (patient is not { } whose)
            return new Result(null);
        await desk.OpenChartAsync(whose, ct);
        var row = await (
            from a in desk.Db.Set<AppointmentRow>()
            join p in desk.Db.Set<PatientRow>() on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
            join v in desk.Db.Set<VisitTypeRow>() on new { a.PracticeId, Id = a.VisitTypeId } equals new { v.PracticeId, v.Id }
            join d in desk.Db.Set<ProviderRow>() on new { a.PracticeId, Id = a.ProviderId } equals new { d.PracticeId, d.Id }
            join l in desk.Db.Set<LocationRow>() on new { a.PracticeId, Id = a.LocationId } equals new { l.PracticeId, l.Id }
            where a.Id == id
            select new { Appointment = a, Patient = p, VisitType = v.Name, v.LateCancelHours, Provider = d.DisplayName, l.Zone }).SingleAsync(ct);
        var history = await desk.Db.Set<AppointmentChange>().Where(c => c.AppointmentId == id).OrderBy(c => c.Number)
            .Select(c => new Change(c.Kind, c.At, c.FromDate, c.FromTime, c.Reason)).ToListAsync(ct);
        var (x, y) = (row.Appointment, row.Patient);
        var own = await desk.Db.Set<Appointment>().AsNoTracking().Where(a => a.Id == id)
            .Select(a => new { a.SeriesId, a.SeriesNumber, a.IsOverbooked, a.InterpreterLanguage, a.BookedWhy }).SingleAsync(ct);
        var series = own.SeriesId is { } whole ? await desk.Db.Set<Appointment>().CountAsync(a => a.SeriesId == whole, ct) : 0;
        var group = await desk.Db.Set<GroupVisit>().AsNoTracking().Where(g => g.Id == x.GroupVisitId && !g.IsCancelled)
            .Select(g => new { g.Id, g.Title }).SingleOrDefaultAsync(ct);
        var here = await whereabouts.FindAsync(desk, [x.Id], ct);
        return new Result(new Found(x.Id, y.Id, PatientNames.Full(y), y.BirthDate, y.Mrn, y.Phone, x.ProviderId, row.Provider,
            x.LocationId, row.Zone, x.VisitTypeId, row.VisitType, x.Date, x.Time, x.Minutes,
            here.GetValueOrDefault(x.Id)?.State ?? BoardStates.Of(x.State), x.Note, x.Version, x.StartsAt, x.IsConfidential, history,
            own.SeriesNumber, series, row.LateCancelHours, own.IsOverbooked, own.InterpreterLanguage, own.BookedWhy,
            group?.Id, group?.Title, await LinkedVisits.OfAsync(desk, id, ct)));
    }
}
