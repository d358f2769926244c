using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Portico.PayerSim.Tests;

/// <summary>Each fault does what it says, over a real connection, as often as it says, and is written down.</summary>
public sealed class FaultTests
{
    private static Member Someone(PayerBox box, string payer = "SYN01") => box.Members.Of(payer).First(m => m.Case == "active");

    private static async Task<PayerBox> BoxAsync(FaultRule rule)
    {
        var box = await Asking.BoxAsync();
        box.Faults.Add(rule);
        return box;
    }

    private static async Task<Exchange> LoggedAsync(PayerBox box)
    {
        // The log is written when the answer has gone.
        for (var tries = 0; box.Log.Count == 0 && tries < 200; tries++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        return box.Log.All.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(FaultKind.Error500, 500)]
    [InlineData(FaultKind.Error503, 503)]
    public async Task A_server_error_has_its_status(FaultKind kind, int status)
    {
        await using var box = await BoxAsync(new() { Kind = kind });
        using var response = await box.PostAsync(Asking.About(Someone(box)));
        ((int)response.StatusCode).ShouldBe(status);
        (response.Headers.RetryAfter?.Delta).ShouldBe(status == 503 ? TimeSpan.FromSeconds(90) : null);
        var logged = await LoggedAsync(box);
        (logged.Status, logged.Faults.Single().Kind).ShouldBe((status, kind));
    }

    [Fact]
    public async Task A_timeout_never_answers_and_ends_when_the_client_goes()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Timeout });
        using var client = box.Client();
        client.Timeout = TimeSpan.FromMilliseconds(300);
        await Should.ThrowAsync<TaskCanceledException>(client.PostAsync("x12", new ByteArrayContent(Asking.About(Someone(box))), TestContext.Current.CancellationToken));
        var logged = await LoggedAsync(box);
        (logged.Status, logged.Faults.Single().Kind).ShouldBe((0, FaultKind.Timeout));
    }

    [Fact]
    public async Task A_box_that_stops_lets_nobody_wait()
    {
        var box = await BoxAsync(new() { Kind = FaultKind.Timeout });
        using var client = box.Client();
        var waiting = client.PostAsync("x12", new ByteArrayContent(Asking.About(Someone(box))), TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        await box.DisposeAsync();
        await Should.ThrowAsync<HttpRequestException>(waiting);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_reset_is_a_reset_and_no_orderly_end()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Reset });
        using var client = box.Client();
        var thrown = await Should.ThrowAsync<HttpRequestException>(client.PostAsync("x12", new ByteArrayContent(Asking.About(Someone(box))), TestContext.Current.CancellationToken));
        Exception? cause = thrown;
        while (cause is not (null or SocketException))
            cause = cause.InnerException;
        cause.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Half_a_body_ends_in_the_middle_of_what_was_promised()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.HalfBody });
        for (var i = 0; i < 50; i++)
            await HalfAsync(box);
    }

    private static async Task HalfAsync(PayerBox box)
    {
        using var client = box.Client();
        using var response = await client.SendAsync(
            new(HttpMethod.Post, "x12") { Content = new ByteArrayContent(Asking.About(Someone(box))) }, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var promised = response.Content.Headers.ContentLength.ShouldNotBeNull();
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var came = new MemoryStream();
        await Should.ThrowAsync<IOException>(() => body.CopyToAsync(came, TestContext.Current.CancellationToken));
        came.Length.ShouldBe(promised / 2);
    }

    [Fact]
    public async Task Garbage_is_no_x12_and_the_same_for_the_same_seed()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Garbage, Seed = 3 });
        var first = await box.AskAsync(Asking.About(Someone(box)));
        Document.Read(first).Transactions.ShouldBeEmpty();
        (await box.AskAsync(Asking.About(Someone(box)))).ShouldBe(first);
    }

    [Fact]
    public async Task A_fixed_delay_is_waited_for()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Delay, Milliseconds = 400 });
        var watch = Stopwatch.StartNew();
        await box.AnswerAsync(Asking.About(Someone(box)));
        // Timers of the system may be some milliseconds early.
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(380));
        (await LoggedAsync(box)).Faults.Single().Kind.ShouldBe(FaultKind.Delay);
    }

    [Fact]
    public void Uniform_delays_fill_their_range_evenly()
    {
        var delays = Delays(new() { Kind = FaultKind.Delay, Distribution = DelayDistribution.Uniform, Milliseconds = 100, MaxMilliseconds = 300 });
        delays[0].ShouldBeInRange(100, 101);
        delays[5_000].ShouldBeInRange(195, 205);
        delays[^1].ShouldBeInRange(299, 300);
    }

    [Fact]
    public void The_default_delays_are_lognormal_as_documented()
    {
        var delays = Delays(DefaultFaults.Rules.Single(r => r.Kind == FaultKind.Delay));
        delays[5_000].ShouldBeInRange(870, 930);
        delays[9_500].ShouldBeInRange(2_700, 3_050);
        delays[9_900].ShouldBeInRange(4_300, 5_100);
    }

    private static List<double> Delays(FaultRule rule)
    {
        var plan = new FaultPlan(TimeProvider.System, seed: 7);
        plan.Add(rule);
        return [.. Enumerable.Range(0, 10_000).Select(_ => plan.DrawTransport("SYN01").Delay.TotalMilliseconds).Order()];
    }

    [Fact]
    public async Task A_trickle_comes_slowly_and_whole()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Trickle, BytesPerSecond = 1_500 });
        var watch = Stopwatch.StartNew();
        var bytes = await box.AskAsync(Asking.About(Someone(box)));
        Asking.Clean(bytes);
        watch.Elapsed.TotalSeconds.ShouldBeGreaterThan(bytes.Length / 1_500.0 * 0.8);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Another_patients_answer_is_about_somebody_else_of_the_same_payer(bool keepsTrace)
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.OtherPatient, KeepsTrace = keepsTrace });
        var member = Someone(box);
        var patient = (await box.AnswerAsync(Asking.About(member))).Patient();
        patient.Person?.Id.ShouldNotBe(member.MemberId);
        box.Members.Of("SYN01").Any(m => m.MemberId == patient.Person?.Id && m.Born == patient.Born).ShouldBeTrue();
        (patient.Traces.Single().Number == "TRACE1").ShouldBe(keepsTrace);
    }

    public static TheoryData<string, string> AaaCodes => [.. FaultRule.AaaCodes.SelectMany(l => l.Value.Select(c => (l.Key, c)))];

    [Theory, MemberData(nameof(AaaCodes))]
    public async Task Every_aaa_of_every_level_can_be_asked_for_and_checks_clean(string level, string code)
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Aaa, Level = level, Code = code, FollowUp = "N" });
        var member = level.EndsWith('D') ? box.Members.Of("SYN01").Last(m => m.Case == "family") : Someone(box);
        var response = await box.AnswerAsync(Asking.About(member));
        if (!level.StartsWith("2110", StringComparison.Ordinal))
        {
            response.Refusal().ShouldBe((level, code));
            response.Answers.SelectMany(a => a.Benefits).ShouldBeEmpty();
            return;
        }
        var rejection = response.Patient().Benefits.ShouldHaveSingleItem().Rejections.ShouldHaveSingleItem();
        (rejection.Loop, rejection.Reason, rejection.FollowUp).ShouldBe((level, code, "N"));
    }

    [Fact]
    public async Task A_fault_is_that_payers_alone()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Error500, Payer = "SYN02" });
        await box.AnswerAsync(Asking.About(Someone(box)));
        using var response = await box.PostAsync(Asking.About(Someone(box, "SYN02")));
        ((int)response.StatusCode).ShouldBe(500);
    }

    [Fact]
    public async Task A_count_is_used_up()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Error500, Count = 2 });
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await box.PostAsync(Asking.About(Someone(box)));
            statuses.Add((int)response.StatusCode);
        }
        statuses.ShouldBe([500, 500, 200, 200]);
    }

    [Fact]
    public void A_share_is_met_and_its_cases_follow_from_the_seed()
    {
        static List<int> Hits(int seed, int box)
        {
            var plan = new FaultPlan(TimeProvider.System, box);
            plan.Add(new() { Kind = FaultKind.Error500, Share = 0.1, Seed = seed });
            return [.. Enumerable.Range(0, 10_000).Where(_ => plan.DrawTransport("SYN01").Ends is not null)];
        }
        var first = Hits(1, 7);
        first.Count.ShouldBeInRange(900, 1_100);
        Hits(1, 7).ShouldBe(first);
        Hits(2, 7).ShouldNotBe(first);
        Hits(1, 8).ShouldNotBe(first);
    }

    [Fact]
    public void A_rule_that_is_taken_out_and_put_in_again_hits_the_same_cases()
    {
        var plan = new FaultPlan(TimeProvider.System, 7);
        List<int> Hits()
        {
            plan.Clear();
            plan.Add(new() { Kind = FaultKind.Error500, Share = 0.1 });
            return [.. Enumerable.Range(0, 1_000).Where(_ => plan.DrawTransport("SYN01").Ends is not null)];
        }
        Hits().ShouldBe(Hits());
    }

    [Fact]
    public void Two_rules_of_one_seed_hit_different_cases()
    {
        var plan = new FaultPlan(TimeProvider.System, 7);
        plan.Add(new() { Kind = FaultKind.Delay, Share = 0.5, Milliseconds = 1 });
        plan.Add(new() { Kind = FaultKind.Error500, Share = 0.5 });
        var both = Enumerable.Range(0, 1_000).Select(_ => plan.DrawTransport("SYN01")).Count(f => f.Delayed is not null && f.Ends is not null);
        both.ShouldBeInRange(200, 300);
    }

    [Fact]
    public async Task Maintenance_is_a_refusal_of_the_payer_in_its_window_and_nothing_outside()
    {
        var clock = new Asking.FixedClock(Asking.Now);
        await using var box = await Asking.BoxAsync(Asking.Options with { Time = clock });
        box.Faults.Add(new() { Kind = FaultKind.Maintenance, Payer = "SYN01", From = Asking.Now.AddHours(1), Until = Asking.Now.AddHours(2) });
        (await box.AnswerAsync(Asking.About(Someone(box)))).Rejections.ShouldBeEmpty();
        clock.Now = Asking.Now.AddHours(1);
        (await box.AnswerAsync(Asking.About(Someone(box)))).Refusal().ShouldBe(("2100A", "42"));
        (await box.AnswerAsync(Asking.About(Someone(box, "SYN02")))).Rejections.ShouldBeEmpty();
        clock.Now = Asking.Now.AddHours(2);
        (await box.AnswerAsync(Asking.About(Someone(box)))).Rejections.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("22:30", 503)]
    [InlineData("03:59", 503)]
    [InlineData("04:00", 200)]
    [InlineData("21:59", 200)]
    public async Task A_daily_window_may_go_past_midnight_and_answer_503(string at, int status)
    {
        var clock = new Asking.FixedClock(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        await using var box = await Asking.BoxAsync(Asking.Options with { Time = clock });
        box.Faults.Add(new() { Kind = FaultKind.Maintenance, DailyFrom = new(22, 0), DailyUntil = new(4, 0), Status = 503 });
        using var response = await box.PostAsync(Asking.About(Someone(box)));
        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task A_fault_of_the_road_happens_to_envelopes_too()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Error503, Count = 1 });
        var (fields, payload) = (Envelopes.Fields(Envelopes.Inquiry, "RealTime"), Asking.About(Someone(box)));
        (await box.SendAsync(Envelopes.Mime(fields, payload))).Status.ShouldBe(503);
        // What was received was received, whatever became of the answer: the next try needs a number of its own.
        (await box.SendAsync(Envelopes.Mime(fields, payload)))["ErrorCode"].ShouldBe("PayloadIDIllegal");
    }

    [Fact]
    public async Task A_duplicate_comes_twice_in_the_batch_and_each_answer_has_the_same_trace()
    {
        await using var box = await BoxAsync(new() { Kind = FaultKind.Duplicate, Count = 1 });
        var people = box.Members.Of("SYN01").Where(m => m.Subscriber is null).Take(3).Select((m, i) => Asking.Person(m, FormattableString.Invariant($"T{i}"))).ToArray();
        var answered = box.Clearinghouse.Batch(Asking.Interchange(Asking.Inquiry("SYN01", people)));
        var traces = Asking.CleanAll(answered.Reply).SelectMany(r => r.Answers).Select(a => a.Traces[0].Number);
        traces.ShouldBe(["T0", "T1", "T2", "T0"]);
        answered.Faults.Single().Kind.ShouldBe(FaultKind.Duplicate);
    }

    [Fact]
    public async Task The_default_faults_leave_about_three_of_a_hundred_questions_without_an_answer()
    {
        await using var box = await Asking.BoxAsync(Asking.Options with { HasDefaultFaults = true });
        var member = Someone(box);
        var (question, without) = (Asking.About(member), 0);
        for (var i = 0; i < 4_000; i++)
        {
            var ends = box.Faults.DrawTransport("SYN01").Ends;
            var patient = EligibilityResponse.Read(Document.Read(box.Clearinghouse.RealTime(question).Reply).Transactions.Single());
            var isRight = patient.Answers.Any(a => a.Person?.Id == member.MemberId && a.Benefits.Count > 0);
            without += ends is not null || !isRight ? 1 : 0;
        }
        (without / 4_000.0).ShouldBeInRange(0.02, 0.035);
    }

    [Fact]
    public void Rules_that_mean_nothing_are_refused_with_the_reason()
    {
        var plan = new FaultPlan(TimeProvider.System, 7);
        foreach (var rule in new FaultRule[]
        {
            new() { Kind = FaultKind.Error500, Payer = "SYN99" }, new() { Kind = FaultKind.Error500, Share = 1.5 }, new() { Kind = FaultKind.Error500, Share = double.NaN },
            new() { Kind = FaultKind.Error500, Count = 0 }, new() { Kind = FaultKind.Delay, Milliseconds = -1 }, new() { Kind = FaultKind.Delay, Milliseconds = double.PositiveInfinity },
            new() { Kind = FaultKind.Delay, Distribution = DelayDistribution.Uniform, Milliseconds = 9, MaxMilliseconds = 5 }, new() { Kind = FaultKind.Trickle, BytesPerSecond = 0 },
            new() { Kind = FaultKind.Aaa }, new() { Kind = FaultKind.Aaa, Level = "2100C", Code = "T4" }, new() { Kind = FaultKind.Aaa, Level = "2100C", Code = "75", FollowUp = "P" },
            new() { Kind = FaultKind.Maintenance, Status = 200 }, new() { Kind = FaultKind.Maintenance, DailyFrom = new(1, 0) }, new() { Kind = (FaultKind)99 },
        })
            Should.Throw<ArgumentException>(() => plan.Add(rule), rule.ToString());
        plan.Rules.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_log_has_ids_and_times_and_no_word_of_what_was_said()
    {
        await using var box = await Asking.BoxAsync();
        var member = Someone(box);
        await box.SendAsync(Envelopes.Mime(Envelopes.Fields(Envelopes.Inquiry, "RealTime"), Asking.About(member)));
        var logged = await LoggedAsync(box);
        (logged.Road, logged.Operation, logged.People, logged.Status, logged.Traces.Single(), logged.Payers.Single()).ShouldBe(("mime", "RealTime", 1, 200, "TRACE1", "SYN01"));
        var text = System.Text.Json.JsonSerializer.Serialize(logged);
        text.ShouldNotContain(member.MemberId);
        text.ShouldNotContain(member.Family);
        box.Log.Body(1, isRequest: true).ShouldBeNull();
    }

    [Fact]
    public async Task Bodies_are_kept_where_that_was_asked_for()
    {
        await using var box = await Asking.BoxAsync();
        box.Log.KeepsBodies = true;
        var question = Asking.About(Someone(box));
        var answer = await box.AskAsync(question);
        await LoggedAsync(box);
        Encoding.ASCII.GetString(box.Log.Body(1, isRequest: true).ShouldNotBeNull().Span).ShouldBe(Encoding.ASCII.GetString(question));
        box.Log.Body(1, isRequest: false).ShouldNotBeNull().ToArray().ShouldBe(answer);
    }
}
