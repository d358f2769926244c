using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Chores;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>One question from the queue to a payer and back: facts, 270, road, answer, and what is kept of it.</summary>
/// <remarks>No transaction is open while the payer thinks. What was sent and what came is kept whatever came.</remarks>
internal sealed class QuestionRun(DeskStore store, PracticeClock clock, IChartGuard charts, Decisions decisions, RoadDesk roads, CheckBook book,
    ExchangeBytes bytes, Leases node)
{
    // Answers that name somebody else, or none that can be read, are not asked for without end.
    private const int MostAttempts = 8;

    /// <summary>What many questions are made of, in the same reads.</summary>
    /// <returns>Null in place of one that is no longer to be asked: its visit, policy or patient is gone, the visit was moved or cancelled, or the
    /// policy has another payer.</returns>
    public async Task<IReadOnlyList<(EligibilityCheck Check, Asking.Ready? Ready)>> PrepareAsync(int practice, IReadOnlyList<EligibilityCheck> checks, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(practice, ct);
        var desk = new Desk(transaction.Db, Call.ByProgram(practice), Roles.All, clock.Now, charts, writes: false);
        return await PrepareAsync(desk, checks, ct);
    }

    /// <inheritdoc cref="PrepareAsync(int, IReadOnlyList{EligibilityCheck}, CancellationToken)"/>
    public static async Task<IReadOnlyList<(EligibilityCheck Check, Asking.Ready? Ready)>> PrepareAsync(
        Desk desk, IReadOnlyList<EligibilityCheck> checks, CancellationToken ct)
    {
        var ready = await Asking.ReadAsync(desk, [.. checks.Where(c => c.VisitId is not null)
            .Select(c => new Asking.Wanted(c.Trace, c.PolicyId, c.VisitId.GetValueOrDefault(), c.Services))], ct);
        return [.. checks.Select(c => (c, ready.GetValueOrDefault(c.Trace) is { } found && found.Visit.Date == c.OnDate && found.Policy.PayerId == c.PayerId
            && found.Appointment is not { State: AppointmentState.Cancelled or AppointmentState.NoShow } ? found : null))];
    }

    public async Task AskAsync(int practice, EligibilityCheck check, Asking.Ready? ready, CancellationToken ct)
    {
        if (ready is null)
        {
            await SettleAsync(practice, check, (row, desk) => row.Drop(desk.Now), ct);
            return;
        }
        List<Asking.End> ends = [.. ready.Ends.Where(e => e.IsRealTime)];
        if (ends.Count == 0)
        {
            await SettleAsync(practice, check, (row, desk) => row.CannotBeAsked("NoRoad", ready.Policy.Version, desk.Now), ct);
            return;
        }
        List<EligibilityExchange> exchanges = [];
        (RoadResult Came, DateOnly Asked)? last = null;
        foreach (var end in roads.InOrder(practice, ends))
        {
            var facts = Asking.AtEnd(ready.Facts, end);
            switch (InquiryMaker.Make(facts))
            {
                case InquiryPlan.Faulty faulty:
                    await SettleAsync(practice, check, (row, desk) => Refuse(row, faulty, facts, ready, desk.Now), ct);
                    return;
                case InquiryPlan.Ready plan:
                    var written = InquiryWriter.Single(plan.Inquiry, await roads.EnvelopeAsync(practice, end.Road, ct));
                    if (written.Issues.Count > 0)
                    {
                        await SettleAsync(practice, check, (row, desk) => row.CannotBeAsked("CannotBeWritten", ready.Policy.Version, desk.Now), ct);
                        return;
                    }
                    // It is stopped, or another question is just trying it.
                    if (!roads.Takes(practice, end.Road))
                        continue;
                    var came = await roads.AskAsync(practice, end.Road, written.Bytes, ct);
                    exchanges.Add(Kept(check, end, written.Bytes, came));
                    last = (came, plan.Inquiry.On);
                    if (came is RoadResult.Failed failed && RoadDesk.Changes(failed))
                        continue;
                    await KeepAsync(practice, check, ready, plan.Inquiry.On, came, exchanges, ct);
                    return;
            }
        }
        if (last is { } tried)
        {
            await KeepAsync(practice, check, ready, tried.Asked, tried.Came, exchanges, ct);
            return;
        }
        // Nothing was sent. Where no stop is left by now, one opened meanwhile.
        var stop = roads.StopOf(practice, ends.Select(e => e.Road));
        await SettleAsync(practice, check, (row, desk) =>
        {
            if (stop is null)
                row.Postpone(desk.Now);
            else
                row.Hold(stop.Why.ToString(), desk.Now, stop.Until);
        }, ct);
    }

    /// <summary>What is not to be sent waits for its day, or says what is to be mended.</summary>
    public static void Refuse(EligibilityCheck row, InquiryPlan.Faulty faulty, InquiryFacts facts, Asking.Ready ready, Instant now)
    {
        if (faulty is { AskAgainOn: { } day, Faults: [InquiryFault.AskedTooEarly] })
            row.Postpone(now + Duration.FromDays(day.DayNumber - facts.Today.DayNumber));
        else
            row.CannotBeAsked(string.Join(',', faulty.Faults), ready.Policy.Version, now);
    }

    private EligibilityExchange Kept(EligibilityCheck check, Asking.End end, ReadOnlyMemory<byte> sent, RoadResult came)
    {
        var received = came is RoadResult.Answered answered ? answered.Payload : came.Received;
        return new()
        {
            Id = Id.New<ExchangeId>(), CheckId = check.Id, RoadId = end.Road.Id, PayloadId = came.PayloadId, SentAt = came.Asked,
            Milliseconds = (int)Math.Min((came.At - came.Asked).TotalMilliseconds, int.MaxValue), HttpStatus = came.HttpStatus,
            Outcome = came is RoadResult.Failed failed ? failed.Kind.ToString() : "Answered",
            Sent = bytes.Protect(sent.Span), Received = received.IsEmpty ? null : bytes.Protect(received.Span),
        };
    }

    private Task KeepAsync(int practice, EligibilityCheck check, Asking.Ready ready, DateOnly asked, RoadResult came,
        List<EligibilityExchange> exchanges, CancellationToken ct)
    {
        var reading = came is RoadResult.Answered { Content: RoadContent.Eligibility } answer ? Readings.Read(answer.Payload, ready.Question with { Asked = asked }) : null;
        return book.WriteAsync(practice, new CheckBook.Entry(check.Id, exchanges, IsMine, async (row, page) =>
        {
            var (desk, contact) = (page.Desk, page.Contact(row.PayerId));
            var id = row.PolicyId;
            switch (came)
            {
                // The desk mended the policy while the payer thought: what came is kept, and answers another question.
                case RoadResult.Answered when await desk.Db.Set<PolicyRow>().Where(p => p.Id == id).Select(p => p.Version).FirstOrDefaultAsync(ct) != ready.Policy.Version:
                    contact?.Answered();
                    row.AskAnew(desk.Now, isByBatch: false);
                    break;
                case RoadResult.Failed { MayTryAgainFrom: null } failed:
                    row.CannotBeAsked(failed.Kind.ToString(), ready.Policy.Version, desk.Now);
                    break;
                case RoadResult.Failed failed:
                    contact ??= await page.MadeContactAsync(row.PayerId, ct);
                    row.Failed(failed.Kind.ToString(), ready.Policy.Version, asked, desk.Now, contact.Failed(failed.Asked, desk.Now, failed.MayTryAgainFrom));
                    break;
                case RoadResult.Answered { Content: not RoadContent.Eligibility }:
                    contact?.Answered();
                    row.CannotBeAsked("FormatRefused", ready.Policy.Version, desk.Now);
                    break;
                // A payer's own system that is down behind its door is away like one whose door is shut.
                case RoadResult.Answered when reading is not null && IsToBeAskedAgain(reading):
                    contact ??= await page.MadeContactAsync(row.PayerId, ct);
                    row.Failed("PayerBusy", ready.Policy.Version, asked, desk.Now, Instant.Max(Again(row, desk.Now), contact.Failed(came.Asked, desk.Now, null)));
                    break;
                default:
                    contact?.Answered();
                    await KeepAsync(row, ready, reading, exchanges[^1].Id, asked, desk, ct);
                    break;
            }
            Touch(desk, ready);
        }), ct);
    }

    /// <summary>Writes a payer's answer into its question.</summary>
    /// <param name="row">What was asked.</param>
    /// <param name="ready">What it was made of.</param>
    /// <param name="reading">Null: what came is no answer to it.</param>
    /// <param name="exchange">Where its bytes are.</param>
    /// <param name="asked">The day that was asked for.</param>
    /// <param name="desk">The act's.</param>
    /// <param name="ct">Stops.</param>
    public async Task KeepAsync(EligibilityCheck row, Asking.Ready ready, BenefitReading? reading, ExchangeId exchange, DateOnly asked, Desk desk, CancellationToken ct)
    {
        // It cannot say, and is not to be asked again: what it said before counts, with its date.
        if (reading is { IsAboutSomebodyElse: false } && IsOfThePayerAlone(reading) && !IsToBeAskedAgain(reading))
        {
            row.CannotBeAsked("PayerHolds", ready.Policy.Version, desk.Now);
            return;
        }
        if (reading is { IsAboutSomebodyElse: false } && !IsToBeAskedAgain(reading))
        {
            row.Answered(reading, exchange, ready.Policy.Version, asked, desk.Now);
            await decisions.SettleAsync(desk, row, ready.Visit, ct);
            return;
        }
        var code = reading is null ? "AnotherAnswer" : reading.IsAboutSomebodyElse ? "AnotherPatient" : "PayerBusy";
        // A payer that is busy comes back, however long that takes; a wrong answer is not asked for without end.
        if (code != "PayerBusy" && row.Attempts + 1 >= MostAttempts)
            row.CannotBeAsked(code, ready.Policy.Version, desk.Now);
        else
            row.Failed(code, ready.Policy.Version, asked, desk.Now, Again(row, desk.Now));
    }

    /// <summary>Whoever looks at the visit, its day or its location hears of it.</summary>
    public static void Touch(Desk desk, Asking.Ready ready)
    {
        desk.Touch(VisitTopics.Visit(ready.Visit.Id));
        desk.Touch(VisitTopics.Day(ready.Visit.LocationId, ready.Visit.Date));
    }

    private static Instant Again(EligibilityCheck row, Instant now) => now + Duration.FromSeconds(90) * Math.Pow(2, Math.Min(row.Attempts, 5));

    // AAA 42 and 80: the payer cannot answer at the moment. Nobody at the desk can do anything about it.
    private static bool IsToBeAskedAgain(BenefitReading reading) => !reading.IsAboutSomebodyElse
        && IsOfThePayerAlone(reading) && reading.Actions.All(a => a.MayAskAgain);

    private static bool IsOfThePayerAlone(BenefitReading reading) =>
        reading.State == PolicyState.Unknown && reading.Actions.Count > 0 && reading.Actions.All(a => a.Code is "42" or "80");

    private bool IsMine(EligibilityCheck row) => row.LeasedBy == node.Node;

    private Task SettleAsync(int practice, EligibilityCheck check, Action<EligibilityCheck, Desk> settle, CancellationToken ct) =>
        book.WriteAsync(practice, new CheckBook.Entry(check.Id, [], IsMine, (row, page) => { settle(row, page.Desk); return Task.CompletedTask; }), ct);
}
