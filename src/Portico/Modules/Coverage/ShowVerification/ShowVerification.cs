using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>The visits of the next 14 days by what is missing of their coverage, soonest first, with who did what and how long before.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class ShowVerification(IPracticeDirectory directory, VerificationBook book) : Query<ShowVerification.Request, ShowVerification.Result>
{
    private const int Days = 14;

    /// <summary>Which visits are listed.</summary>
    public enum Listed { Open, Verified, All }

    /// <param name="Location">Null: all.</param>
    /// <param name="Provider">Null: all.</param>
    /// <param name="Payer">Of the policy that is billed first. Null: all.</param>
    /// <param name="Missing">Only where this is open. Null: whatever is.</param>
    /// <param name="Which">By whether anything is open.</param>
    /// <param name="Most">How many rows at most.</param>
    public sealed record Request(LocationId? Location, ProviderId? Provider, PayerId? Payer, VerificationItem? Missing, Listed Which,
        [property: Range(1, 5_000, ErrorMessage = "Ask for 1 to 5,000 rows.")] int Most);

    /// <param name="Rows">Soonest first.</param>
    /// <param name="Matching">How many there are of them, those that are not shown too.</param>
    /// <param name="Visits">How many visits of the place, provider and payer bill a policy, or have none.</param>
    /// <param name="Verified">How many of them lack nothing.</param>
    /// <param name="Counts">How many of them lack what, in the checklist's order.</param>
    public sealed record Result(IReadOnlyList<Row> Rows, int Matching, int Visits, int Verified, IReadOnlyList<Count> Counts,
        IReadOnlyList<Choice<LocationId>> Locations, IReadOnlyList<Choice<ProviderId>> Providers, IReadOnlyList<Choice<PayerId>> Payers);

    public sealed record Choice<TId>(TId Id, string Name);

    public sealed record Count(VerificationItem Item, int Visits);

    /// <param name="Name">Masked when the chart is closed to the reader.</param>
    /// <param name="IsMasked">What follows then says when and with whom, and nothing of the coverage.</param>
    /// <param name="Time">Null for a walk-in.</param>
    /// <param name="Zone">Of the location.</param>
    /// <param name="Payer">Of the policy billed first. Null: none, or masked.</param>
    /// <param name="Policy">Null with it.</param>
    /// <param name="Standing">Null with it.</param>
    /// <param name="Lines">Empty when masked.</param>
    /// <param name="MayAsk">Asking the payer helps, and can be done from here.</param>
    public sealed record Row(VisitId Visit, PatientId Patient, string Name, bool IsMasked, DateOnly Date, TimeOnly? Time, string Zone, string Location,
        string Provider, string? Payer, PolicyId? Policy, PolicyStanding? Standing, IReadOnlyList<VerificationLine> Lines, bool MayAsk);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var locations = (await directory.EveryLocationAsync(desk, ct)).ToDictionary(l => l.Id);
        var providers = (await directory.EveryProviderAsync(desk, ct)).ToDictionary(p => p.Id);
        var payers = await directory.PayersAsync(desk, ct);
        var entries = (await EntriesAsync(desk, request, locations, ct))
            .OrderBy(e => e.Visit.Date).ThenBy(e => e.Time ?? TimeOnly.MinValue).ThenBy(e => e.Visit.Id.Value).ToList();
        var closed = await ClosedCharts.ToAsync(desk, ct);
        // Neither a count nor a filter may tell what a closed chart has.
        var open = entries.Where(e => !closed.Hides(e.Patient)).ToList();
        var listed = entries.Where(e => closed.Hides(e.Patient)
            ? request is { Missing: null, Payer: null, Which: not Listed.Verified }
            : request.Missing is { } missing ? Lacks(e, missing)
            : request.Which switch { Listed.Open => e.IsOpen, Listed.Verified => !e.IsOpen, _ => true }).ToList();
        List<VerificationBook.Entry> shown = [.. listed.Take(request.Most)];
        var lines = await book.SayAsync(desk, shown, locations.ToDictionary(l => l.Key, l => l.Value.Zone), ct);
        foreach (var entry in shown)
            desk.Saw(entry.Patient.Id);
        return new([.. shown.Zip(lines, Shown)], listed.Count, open.Count, open.Count(e => !e.IsOpen),
            [.. Enum.GetValues<VerificationItem>().Select(i => new Count(i, open.Count(e => Lacks(e, i))))],
            [.. locations.Values.Where(l => l.IsActive).OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => new Choice<LocationId>(l.Id, l.Name))],
            [.. providers.Values.Where(p => p.IsActive).OrderBy(p => p.DisplayName, StringComparer.Ordinal).Select(p => new Choice<ProviderId>(p.Id, p.DisplayName))],
            [.. payers.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new Choice<PayerId>(p.Id, p.Name))]);

        Row Shown(VerificationBook.Entry e, IReadOnlyList<VerificationLine> said)
        {
            var place = locations[e.Visit.LocationId];
            var isMasked = closed.Hides(e.Patient);
            return new(e.Visit.Id, e.Patient.Id, PatientNames.OnList(e.Patient, closed), isMasked, e.Visit.Date, e.Time, place.Zone, place.Name,
                e.Visit.ProviderId is { } with && providers.TryGetValue(with, out var provider) ? provider.DisplayName : "",
                isMasked ? null : e.Payer, isMasked ? null : e.First?.Id, isMasked ? null : e.Standing, isMasked ? [] : said, !isMasked && e.MayAsk);
        }
    }

    private async Task<IEnumerable<VerificationBook.Entry>> EntriesAsync(Desk desk, Request request, Dictionary<LocationId, LocationRow> locations, CancellationToken ct)
    {
        if (locations.Count == 0)
            return [];
        var todays = locations.ToDictionary(l => l.Key, l => DateOnly.FromDateTime(PracticeClock.Local(desk.Now, l.Value.Zone)));
        // From where it is still yesterday to where it is already tomorrow.
        var (first, last) = (todays.Values.Min(), todays.Values.Max().AddDays(Days));
        var visits = desk.Db.Set<VisitRow>().Where(v => v.Date >= first && v.Date <= last && !v.IsSelfPay && !v.IsClaim
            && (v.State == VisitState.Expected || v.State == VisitState.Arrived));
        if (request.Location is { } location)
            visits = visits.Where(v => v.LocationId == location);
        if (request.Provider is { } provider)
            visits = visits.Where(v => v.ProviderId == provider);
        return (await book.ReadAsync(desk, visits, ct)).Where(e =>
            e.Booked is not (AppointmentState.Cancelled or AppointmentState.NoShow)
            && e.Visit.Date >= todays[e.Visit.LocationId] && e.Visit.Date <= todays[e.Visit.LocationId].AddDays(Days)
            && (request.Payer is not { } payer || e.First?.PayerId == payer));
    }

    private static bool Lacks(VerificationBook.Entry entry, VerificationItem item) => entry.Lines.Any(l => l.Item == item && l.State == VerificationState.Open);
}
