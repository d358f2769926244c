using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.PayerSim;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Outbox;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;
using FigureKind = Portico.Modules.Coverage.Domain.Benefits.FigureKind;

namespace Portico.Tests.Coverage.Eligibility;

/// <summary>Questions that go out together, by CORE and by folders, to the payer in a box and back, on both databases.</summary>
public sealed class BatchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<List<EligibilityCheck>> ChecksAsync(Verified v) =>
        v.Desk.ReadAsync(d => d.Db.Set<EligibilityCheck>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(Ct));

    private static Task<List<EligibilityBatch>> BatchesAsync(Verified v) =>
        v.Desk.ReadAsync(d => d.Db.Set<EligibilityBatch>().AsNoTracking().OrderBy(b => b.Id).ToListAsync(Ct));

    private static async Task<int> QueuedAsync(Verified v)
    {
        var queued = 0;
        await v.Desk.WriteAsync(async d => queued = await v.Desk.Get<AskAhead>().QueueAsync(d, Ct));
        return queued;
    }

    /// <summary>As the chore does: steps that are due, while time goes by.</summary>
    private static async Task UntilAsync(Verified v, Func<Task<bool>> isDone)
    {
        for (var turn = 0; turn < 200 && !await isDone(); turn++)
        {
            await v.BatchAsync();
            v.Desk.Time.Advance(TimeSpan.FromSeconds(5));
            // The box looks into its folder by its own clock.
            await Task.Delay(10, Ct);
        }
        (await isDone()).ShouldBeTrue();
    }

    /// <summary>The chore itself, until something is there.</summary>
    private static async Task AtWorkAsync(Verified v, Func<Task<bool>> isThere)
    {
        using var worker = ActivatorUtilities.CreateInstance<BatchWorker>(v.Desk.Services);
        await worker.StartAsync(Ct);
        await Verified.SeenAsync(isThere);
        await worker.StopAsync(Ct);
    }

    private static Task AnsweredAsync(Verified v) => UntilAsync(v, async () => (await BatchesAsync(v)) is { Count: > 0 } all && all.All(b => b.State == BatchState.Answered));

    private static async Task<List<VisitId>> BookedAsync(Verified v, int people, int days = 2)
    {
        List<VisitId> visits = [];
        for (var n = 0; n < people; n++)
            visits.Add((await v.BookedAsync($"Evening{(char)('a' + n)}", new TimeOnly(8, 0).AddMinutes(20 * n), date: OneDay.Today.AddDays(days))).Visit);
        return visits;
    }

    private static async Task<Verified> EveningAsync(StoreKind kind)
    {
        var v = await Verified.StartAsync(kind);
        await v.SetAsync(a => a with { BatchHour = 18 });
        return v;
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_the_calendar_asks_goes_out_together_in_the_evening_and_each_answer_reaches_its_visit(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        var visits = await BookedAsync(v, 7);
        (await QueuedAsync(v)).ShouldBe(7);
        // 9 AM: neither in real time nor in a batch.
        await v.DrainAsync();
        await v.BatchAsync();
        v.Asked.ShouldBe(0);
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        await AnsweredAsync(v);
        foreach (var visit in visits)
        {
            var line = await v.LineAsync(visit);
            line.Standing.State.ShouldBe(Standing.Active);
            var copay = line.Reading.ShouldNotBeNull().Figures.Single(f => f.Kind == FigureKind.Copay);
            copay.Cents.ShouldBe(2_500);
            copay.Sources.ShouldHaveSingleItem().Text.ShouldStartWith("EB*B*");
        }
        var batch = (await BatchesAsync(v)).ShouldHaveSingleItem();
        (batch.Questions, batch.Answers, batch.Fault).ShouldBe((7, 7, null));
        // Submitted, looked for and acknowledged by messages of their own; nobody was asked about one by one.
        v.Box.Log.All.Where(e => e.Operation == "BatchSubmission").ShouldHaveSingleItem();
        v.Box.Log.All.Where(e => e.Operation == "RealTime").ShouldBeEmpty();
        v.Box.Log.All.Count(e => e.Operation == "ResultsAcknowledgement").ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payer_with_folders_alone_answers_by_them_and_the_files_are_taken_away(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var folder = await v.FolderRoadAsync(1);
        await v.SetAsync(a => a, ends => ends.Where(e => e.Road == folder));
        var (visit, policy, _) = await v.BookedAsync();
        (await v.AskAsync(visit, policy)).ShouldBeOfType<CheckEligibility.Result.Asking>();
        (await v.AskAsync(visit, policy)).ShouldBeOfType<CheckEligibility.Result.AsksAlready>();
        await v.DrainAsync();
        await AnsweredAsync(v);
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
        v.Box.Log.All.ShouldHaveSingleItem().Road.ShouldBe("folder");
        v.FilesOut().ShouldBeEmpty();
        var seen = (await v.Desk.Get<ShowRoads>().RunAsync(new(), v.Desk.CallAs(Roles.Administrator), Ct)).Batches.ShouldHaveSingleItem();
        (seen.Road, seen.State, seen.Questions, seen.Answers, seen.Problem).ShouldBe(("Folder", BatchState.Answered, 1, 1, null));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whoever_presses_or_arrives_before_the_evening_is_asked_about_at_once_and_is_in_no_batch(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        await BookedAsync(v, 3);
        await QueuedAsync(v);
        var check = (await ChecksAsync(v))[0];
        (await v.AskAsync(check.VisitId.ShouldNotBeNull(), check.PolicyId)).ShouldBeOfType<CheckEligibility.Result.AsksAlready>();
        await v.DrainAsync();
        (await v.LineAsync(check.VisitId.Value)).Standing.State.ShouldBe(Standing.Active);
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        await AnsweredAsync(v);
        (await BatchesAsync(v)).ShouldHaveSingleItem().Questions.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_batch_that_nobody_answers_is_given_up_before_morning_and_each_is_asked_in_real_time_once(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        var visits = await BookedAsync(v, 4);
        await QueuedAsync(v);
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        v.Box.Faults.Add(new() { Kind = FaultKind.Error503 });
        for (var hour = 0; hour < 11; hour++)
        {
            await v.BatchAsync();
            v.Desk.Time.Advance(TimeSpan.FromHours(1));
        }
        (await BatchesAsync(v)).Where(b => b.IsOpen).ShouldBeEmpty();
        (await ChecksAsync(v)).ShouldAllBe(c => c.State == CheckState.Waiting && !c.IsByBatch && c.BatchId == null);
        (await v.LineAsync(visits[0])).Standing.AwaySince.ShouldNotBeNull();
        v.Box.Faults.Clear();
        var before = v.Box.Log.All.Count(e => e.Operation == "RealTime");
        await v.DrainAsync();
        foreach (var visit in visits)
            (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
        (v.Box.Log.All.Count(e => e.Operation == "RealTime") - before).ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Another_patients_answer_in_a_batch_is_attached_to_nobody_and_the_rest_is_read(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        var visits = await BookedAsync(v, 4);
        await QueuedAsync(v);
        v.Box.Faults.Add(new() { Kind = FaultKind.OtherPatient, Count = 1 });
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        await AnsweredAsync(v);
        var states = new List<Standing>();
        foreach (var visit in visits)
            states.Add((await v.LineAsync(visit)).Standing.State);
        states.Count(s => s == Standing.Active).ShouldBe(3);
        states.Count(s => s == Standing.Waiting).ShouldBe(1);
        (await ChecksAsync(v)).Single(c => c.State == CheckState.Waiting).BatchId.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Killed_at_any_moment_the_batch_goes_on_where_it_stood_and_nobody_is_asked_twice_or_left_out(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        await BookedAsync(v, 12);
        await QueuedAsync(v);
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        var random = new Random(11);
        for (var turn = 0; turn < 120 && (await BatchesAsync(v)) is not [{ State: BatchState.Answered }]; turn++)
        {
            using var killed = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            killed.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 60)));
            try
            {
                await v.BatchAsync(killed.Token);
            }
            catch (OperationCanceledException)
            {
            }
            v.Desk.Time.Advance(TimeSpan.FromSeconds(5));
        }
        await AnsweredAsync(v);
        (await ChecksAsync(v)).ShouldAllBe(c => c.State == CheckState.Answered && c.Attempts == 1);
        var exchanges = await v.Desk.ReadAsync(d => d.Db.Set<EligibilityExchange>().AsNoTracking().ToListAsync(Ct));
        exchanges.DistinctBy(e => e.CheckId).Count().ShouldBe(12);
        exchanges.Count.ShouldBe(12);
        // One submission was taken; others of the same number were refused as known.
        (await BatchesAsync(v)).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancelled_visit_and_one_that_lacks_something_leave_the_batch_and_hold_nobody_back(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        var visits = await BookedAsync(v, 3);
        await QueuedAsync(v);
        var lacking = (await ChecksAsync(v))[1];
        await v.Desk.WriteAsync(async d =>
        {
            var patient = lacking.PatientId;
            await d.Db.Set<Portico.Modules.Patients.Domain.Patient>().Where(p => p.Id == patient)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.BirthDate, (DateOnly?)null), Ct);
        });
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        await AnsweredAsync(v);
        (await BatchesAsync(v)).ShouldHaveSingleItem().Questions.ShouldBe(2);
        (await v.LineAsync(visits[1])).Standing.State.ShouldBe(Standing.CannotAsk);
        (await v.LineAsync(visits[2])).Standing.State.ShouldBe(Standing.Active);
    }

    private static async Task<PayerId> OtherPayerAsync(Verified v)
    {
        var other = Id.New<PayerId>();
        await v.Desk.WriteAsync(d =>
        {
            v.Desk.Get<IPracticeDirectory>().AddPayer(d, other, "Synthetic Other", "SYN02");
            return Task.CompletedTask;
        });
        return other;
    }

    private static async Task ChangeAsync(Verified v, PolicyId id, PayerId payer, string member)
    {
        var row = await v.Desk.ReadAsync(d => d.Db.Set<PolicyRow>().SingleAsync(p => p.Id == id, Ct));
        (await v.Desk.Get<ChangePolicy>().RunAsync(new(row.Id, row.Version, payer, member, null, null, row.Relation, null, null, null, null, null),
            v.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<ChangePolicy.Result.Changed>();
        await v.Desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_policy_that_gets_another_payer_before_the_evening_is_never_asked_of_the_one_before(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        var other = await OtherPayerAsync(v);
        await BookedAsync(v, 3);
        await QueuedAsync(v);
        var moved = (await ChecksAsync(v))[1];
        await ChangeAsync(v, moved.PolicyId, other, "SYNOTHER77");
        (await ChecksAsync(v)).Single(c => c.Id == moved.Id).State.ShouldBe(CheckState.Dropped);
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        await AnsweredAsync(v);
        (await BatchesAsync(v)).ShouldHaveSingleItem().Questions.ShouldBe(2);
        v.Box.Log.All.SelectMany(e => e.Traces).ShouldNotContain(moved.Trace);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_answer_to_the_policy_as_it_was_before_a_change_is_not_taken_for_the_changed_one(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var folder = await v.FolderRoadAsync(1);
        await v.SetAsync(a => a, ends => ends.Where(e => e.Road == folder));
        var (visit, policy, _) = await v.BookedAsync();
        await v.AskAsync(visit, policy);
        await v.BatchAsync();
        (await BatchesAsync(v)).ShouldHaveSingleItem().State.ShouldBe(BatchState.Sent);
        await ChangeAsync(v, policy, v.Day.Payer, "SYNCHANGED1");
        await AnsweredAsync(v);
        // The payer said "active" of the member id before. Of this one nobody said anything yet.
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Waiting);
        var check = (await ChecksAsync(v)).ShouldHaveSingleItem();
        (check.BatchId, check.ExchangeId).ShouldBe((null, null));
        await UntilAsync(v, async () => (await ChecksAsync(v))[0].State == CheckState.Answered);
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Unknown);
        (await v.LineAsync(visit)).Standing.IsStale.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_folder_that_is_away_for_two_days_gets_one_batch_and_that_when_it_is_back(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var folder = await v.FolderRoadAsync(1);
        await v.SetAsync(a => a, ends => ends.Where(e => e.Road == folder));
        v.TakeFolderAway();
        var (visit, policy, _) = await v.BookedAsync();
        await v.AskAsync(visit, policy);
        for (var hour = 0; hour < 48; hour++)
        {
            await v.BatchAsync();
            v.Desk.Time.Advance(TimeSpan.FromHours(1));
        }
        (await BatchesAsync(v)).ShouldHaveSingleItem().State.ShouldBe(BatchState.Made);
        (await v.Desk.Get<ShowRoads>().RunAsync(new(), v.Desk.CallAs(Roles.Administrator), Ct)).Batches[0].Problem.ShouldNotBeNull().ShouldContain("tried again");
        v.BringFolderBack();
        await AnsweredAsync(v);
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
        v.Asked.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_batch_that_cannot_go_on_holds_no_other_back_and_its_questions_are_asked_in_the_end(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        await BookedAsync(v, 2);
        await QueuedAsync(v);
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        v.Box.Faults.Add(new() { Kind = FaultKind.Error503 });
        await v.BatchAsync();
        v.Box.Faults.Clear();
        // As after a restore without its keys.
        await v.Desk.WriteAsync(d => d.Db.Set<EligibilityBatch>().ExecuteUpdateAsync(set => set.SetProperty(b => b.Sent, new byte[] { 1, 2, 3 }), Ct));
        await v.BookedAsync("Later", new(15, 0), date: OneDay.Today.AddDays(2));
        (await QueuedAsync(v)).ShouldBe(1);
        for (var hour = 0; hour < 12; hour++)
        {
            await v.BatchAsync();
            v.Desk.Time.Advance(TimeSpan.FromHours(1));
        }
        await v.DrainAsync();
        (await BatchesAsync(v))[0].State.ShouldBe(BatchState.Failed);
        (await ChecksAsync(v)).ShouldAllBe(c => c.State == CheckState.Answered);
    }

    /// <summary>Three people asked about by files, and the payer's answers, not yet looked for.</summary>
    private static async Task<(string Path, string[] Answers)> AnsweredByFileAsync(Verified v)
    {
        var folder = await v.FolderRoadAsync(1);
        await v.SetAsync(a => a, ends => ends.Where(e => e.Road == folder));
        await BookedAsync(v, 3);
        (await QueuedAsync(v)).ShouldBe(3);
        await v.BatchAsync();
        await Verified.SeenAsync(() => Task.FromResult(v.FilesOut().Any(f => f.EndsWith(".271", StringComparison.Ordinal))));
        var path = v.FilesOut().Single(f => f.EndsWith(".271", StringComparison.Ordinal));
        var segments = (await File.ReadAllTextAsync(path, Ct)).Split('~', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string Part(IEnumerable<string> sets) => string.Concat(segments[..2].Concat(sets).Append("GE*1*" + segments[1].Split('*')[6]).Append(segments[^1]).Select(l => l + "~"));
        var starts = segments.Index().Where(i => i.Item.StartsWith("ST*", StringComparison.Ordinal)).Select(i => i.Index).ToList();
        File.Delete(path);
        return (path, [.. starts.Select(at => Part(segments[at..].TakeWhile(l => !l.StartsWith("ST*", StringComparison.Ordinal) || l == segments[at]).TakeWhile(l => !l.StartsWith("GE*", StringComparison.Ordinal))))]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payer_that_answers_one_batch_in_several_files_is_read_to_the_last_of_them(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (path, answers) = await AnsweredByFileAsync(v);
        answers.Length.ShouldBe(3);
        foreach (var (n, answer) in answers.Index())
        {
            await File.WriteAllTextAsync(path, answer, Ct);
            await UntilAsync(v, async () => (await BatchesAsync(v))[0].Answers == n + 1);
            File.Exists(path).ShouldBeFalse();
            (await ChecksAsync(v)).Count(c => c.State == CheckState.Answered).ShouldBe(n + 1);
            (await BatchesAsync(v)).ShouldHaveSingleItem().State.ShouldBe(n < 2 ? BatchState.Sent : BatchState.Answered);
        }
        v.Asked.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whom_the_files_of_one_evening_leave_out_is_asked_again(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (path, answers) = await AnsweredByFileAsync(v);
        await File.WriteAllTextAsync(path, answers[1], Ct);
        await UntilAsync(v, async () => (await BatchesAsync(v))[0].Answers == 1);
        v.Desk.Time.Advance(TimeSpan.FromHours(4));
        await AnsweredAsync(v);
        var batch = (await BatchesAsync(v)).ShouldHaveSingleItem();
        (batch.Answers, batch.Fault).ShouldBe((1, "LeftOut"));
        (await ChecksAsync(v)).Count(c => c is { State: CheckState.Waiting, BatchId: null, IsByBatch: true }).ShouldBe(2);
        v.Desk.Time.Advance(TimeSpan.FromHours(1));
        await UntilAsync(v, async () => (await ChecksAsync(v)).All(c => c.State == CheckState.Answered));
        (await BatchesAsync(v)).Count.ShouldBe(2);
    }

    /// <summary>Answers are written inside acts, and each attempt of one asks for the time: there it fails.</summary>
    private sealed class Hiccups(TimeProvider time, Func<int, Exception?> failsAt) : TimeProvider
    {
        private int _attempt;

        public override DateTimeOffset GetUtcNow() => failsAt(++_attempt) is { } failure ? throw failure : time.GetUtcNow();
    }

    /// <summary>The batches' steps, where the writing of answers fails at some attempts, counted from 1.</summary>
    private static BatchRun FailingRun(Verified v, Func<int, Exception?> failsAt)
    {
        var engine = ActivatorUtilities.CreateInstance<DeskEngine>(v.Desk.Services, new PracticeClock(new Hiccups(v.Desk.Time, failsAt)));
        return ActivatorUtilities.CreateInstance<BatchRun>(v.Desk.Services, new CheckBook(engine));
    }

    /// <summary>Three people asked about by files, and the payer's answers in one, not yet looked for.</summary>
    private static async Task<RoadId> AnswersLieThereAsync(Verified v)
    {
        var folder = await v.FolderRoadAsync(1);
        await v.SetAsync(a => a, ends => ends.Where(e => e.Road == folder));
        await BookedAsync(v, 3);
        (await QueuedAsync(v)).ShouldBe(3);
        await v.BatchAsync();
        await Verified.SeenAsync(() => Task.FromResult(v.FilesOut().Any(f => f.EndsWith(".271", StringComparison.Ordinal))));
        return folder;
    }

    /// <summary>What came is still there, and so is the payer's file; in the end each answer stands once.</summary>
    private static async Task NothingIsLostAsync(Verified v, int written)
    {
        var batch = (await BatchesAsync(v)).ShouldHaveSingleItem();
        batch.State.ShouldBe(BatchState.Sent);
        batch.Received.ShouldNotBeNull();
        (await ChecksAsync(v)).Count(c => c.State == CheckState.Answered).ShouldBe(written);
        (await ChecksAsync(v)).Count(c => c.State == CheckState.Waiting && c.BatchId is not null).ShouldBe(3 - written);
        v.FilesOut().Count(f => f.EndsWith(".271", StringComparison.Ordinal)).ShouldBe(1);
        await AnsweredAsync(v);
        (await ChecksAsync(v)).ShouldAllBe(c => c.State == CheckState.Answered && c.Attempts == 1);
        (await v.Desk.ReadAsync(d => d.Db.Set<EligibilityExchange>().AsNoTracking().CountAsync(Ct))).ShouldBe(3);
        v.FilesOut().ShouldBeEmpty();
        v.Asked.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task While_no_answer_can_be_written_the_payer_keeps_its_file_and_nobody_is_asked_again(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var folder = await AnswersLieThereAsync(v);
        // As on a full disk: not a hiccup that is tried again at once.
        await FailingRun(v, _ => new InvalidOperationException("Synthetic: nothing can be written.")).RoadAsync(TestDesk.Practice, folder, Ct);
        await NothingIsLostAsync(v, written: 0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_answer_that_the_database_was_too_busy_for_is_written_later_and_not_asked_for_again(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var folder = await AnswersLieThereAsync(v);
        Exception busy = kind == StoreKind.Sqlite ? new SqliteException("Synthetic: busy.", 5) : new NpgsqlException("Synthetic: broken off.", new IOException());
        // All three together, six times; the first alone, six times; the other two go through, and the first fails six times more.
        await FailingRun(v, attempt => (attempt is <= 12 or (> 14 and <= 20)) ? busy : null).RoadAsync(TestDesk.Practice, folder, Ct);
        await NothingIsLostAsync(v, written: 2);
    }

    /// <summary>From now on the database takes no answer to this question.</summary>
    private static async Task SpoilAsync(Verified v, EligibilityCheckId id)
    {
        await using var store = new DeskStore(v.Desk.Settings.OwnerAddress);
        await using var db = store.Open();
        var hex = id.Value.ToString("N");
        var statement = db.Kind == StoreKind.Sqlite
            ? $"CREATE TRIGGER spoilt BEFORE UPDATE ON eligibility_check WHEN NEW.id = X'{hex}' AND NEW.state = 'Answered' BEGIN SELECT RAISE(ABORT, 'synthetic'); END"
            : $"ALTER TABLE eligibility_check ADD CONSTRAINT spoilt CHECK (id <> '{hex}' OR state <> 'Answered')";
        await db.Database.ExecuteSqlRawAsync(statement, Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_answer_that_can_never_be_written_is_left_out_and_keeps_no_other_from_being_read(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        await BookedAsync(v, 4);
        await QueuedAsync(v);
        var spoilt = (await ChecksAsync(v))[1].Id;
        await SpoilAsync(v, spoilt);
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        await AnsweredAsync(v);
        var batch = (await BatchesAsync(v)).ShouldHaveSingleItem();
        (batch.Answers, batch.Fault).ShouldBe((3, "LeftOut"));
        batch.Received.ShouldNotBeNull();
        var checks = await ChecksAsync(v);
        checks.Count(c => c.State == CheckState.Answered && c.Attempts == 1).ShouldBe(3);
        var left = checks.Single(c => c.Id == spoilt);
        (left.State, left.BatchId, left.Fault).ShouldBe((CheckState.Waiting, null, "LeftOut"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payer_that_takes_its_time_holds_up_no_other_payers_batch(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        var other = await OtherPayerAsync(v);
        // A door that opens and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var slow = await v.RoadAsync(1, address: new Uri($"http://{silent.LocalEndpoint}/core"));
        var folder = await v.FolderRoadAsync(1);
        await v.SetAsync(a => a, ends => ends.Where(e => e.Road == slow));
        var admin = v.Desk.CallAs(Roles.Administrator);
        var asking = (await v.Desk.Get<ShowRoads>().RunAsync(new(), admin, Ct)).Payers.Single(p => p.Id == other).Asking;
        (await v.Desk.Get<SetPayerRoads>().RunAsync(new(other, [new(folder, v.Payer, null)], asking), admin, Ct)).ShouldBeOfType<SetPayerRoads.Result.Set>();
        await BookedAsync(v, 1);
        var (_, policy, _) = await v.BookedAsync("Fast", new(15, 0), date: OneDay.Today.AddDays(2));
        await ChangeAsync(v, policy, other, "SYNOTHER77");
        await QueuedAsync(v);
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        await AtWorkAsync(v, async () => await BatchesAsync(v) is var all && all.Exists(b => b.RoadId == folder && b.State == BatchState.Sent)
            && all.Exists(b => b.RoadId == slow && b.TriedAt is not null));
        (await BatchesAsync(v)).Single(b => b.RoadId == slow).State.ShouldBe(BatchState.Made);
        (await ChecksAsync(v)).Count(c => c.BatchId is not null).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_waits_for_the_evening_of_a_payer_without_any_road_by_then_is_told_so(StoreKind kind)
    {
        await using var v = await EveningAsync(kind);
        var visits = await BookedAsync(v, 2);
        await QueuedAsync(v);
        await v.SetAsync(a => a, _ => []);
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
        await AtWorkAsync(v, async () => (await ChecksAsync(v)).All(c => !c.IsByBatch));
        await v.DrainAsync();
        (await ChecksAsync(v)).ShouldAllBe(c => c.State == CheckState.CannotAsk && c.Fault == "NoRoad");
        (await v.LineAsync(visits[0])).Standing.State.ShouldBe(Standing.CannotAsk);
        v.Asked.ShouldBe(0);
    }
}
