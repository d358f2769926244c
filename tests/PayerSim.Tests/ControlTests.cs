using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Portico.PayerSim.Tests;

/// <summary>Directory, control page and control API.</summary>
public sealed partial class ControlTests
{
    private static readonly CancellationToken s_ct = TestContext.Current.CancellationToken;

    [GeneratedRegex("<(input|select)[^>]*>", RegexOptions.None)]
    private static partial Regex Fields();

    [Fact]
    public async Task The_directory_says_who_there_is_and_what_is_true_of_them()
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        var all = await client.GetFromJsonAsync<JsonElement>("members", s_ct);
        all.GetArrayLength().ShouldBe(box.Members.All.Count);
        var ended = (await client.GetFromJsonAsync<JsonElement>("members?payer=SYN01&case=terminated", s_ct))[0];
        var member = box.Members.Of("SYN01").First(m => m.Case == "terminated");
        (ended.GetProperty("memberId").GetString(), ended.GetProperty("state").GetString(), ended.GetProperty("truth").GetProperty("to").GetString())
            .ShouldBe((member.MemberId, "inactive", "2026-10-31"));
        var then = (await client.GetFromJsonAsync<JsonElement>($"members/SYN01/{member.MemberId}?on=2026-10-31", s_ct))[0];
        then.GetProperty("state").GetString().ShouldBe("active");
        (await client.GetAsync("members/SYN01/NOBODY", s_ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("members?on=someday", s_ct)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.GetFromJsonAsync<JsonElement>("payers", s_ct)).GetArrayLength().ShouldBe(MemberDirectory.Payers.Count);
    }

    [Fact]
    public async Task Somebody_is_enrolled_and_then_answered_for()
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        var person = new { payer = "SYN03", memberId = "SYN0001001", family = "Demo", given = "Testa", born = "1980-07-14", sex = "F" };
        (await client.PostAsJsonAsync("members", person, s_ct)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.PostAsJsonAsync("members", person, s_ct)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var member = box.Members.Of("SYN03").Single(m => m.MemberId == "SYN0001001");
        (await box.AnswerAsync(Asking.About(member))).Patient().Benefits[0].Kind.IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task Faults_are_added_listed_replaced_and_removed_as_json()
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        var added = await client.PostAsJsonAsync("api/faults", new { kind = "aaa", payer = "SYN01", level = "2100C", code = "75", count = 1 }, s_ct);
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(s_ct)).GetProperty("id").GetInt32();
        box.Faults.Rules.ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.Aaa);
        (await client.DeleteAsync($"api/faults/{id}", s_ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.DeleteAsync($"api/faults/{id}", s_ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await client.PutAsJsonAsync("api/faults", new[] { new { kind = "delay", distribution = "lognormal", milliseconds = 5.0 }, new { kind = "delay", distribution = "fixed", milliseconds = 7.0 } }, s_ct);
        box.Faults.Rules.Select(r => (r.Distribution, r.Milliseconds)).ShouldBe([(DelayDistribution.Lognormal, 5), (DelayDistribution.Fixed, 7)]);
        await client.PostAsync("api/faults/defaults", null, s_ct);
        box.Faults.Rules.Count.ShouldBe(DefaultFaults.Rules.Count);
        await client.DeleteAsync("api/faults", s_ct);
        box.Faults.Rules.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("{\"kind\":\"tornado\"}")]
    [InlineData("{\"kind\":\"error500\",\"share\":2}")]
    public async Task A_fault_that_is_none_is_a_bad_request_and_changes_nothing(string json)
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        var answer = await client.PostAsync("api/faults", new StringContent(json), s_ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        box.Faults.Rules.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_log_is_read_from_a_number_on_and_bodies_when_kept()
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        await client.PutAsync("api/log/bodies/true", null, s_ct);
        var question = Asking.About(box.Members.Of("SYN01")[0]);
        for (var i = 0; i < 3; i++)
            await box.AskAsync(question);
        // An exchange is written down when its answer has gone.
        for (var tries = 0; box.Log.Count < 3 && tries < 200; tries++)
            await Task.Delay(10, s_ct);
        (await client.GetFromJsonAsync<JsonElement>("api/log?after=1", s_ct)).GetArrayLength().ShouldBe(2);
        (await client.GetByteArrayAsync("api/log/2/request", s_ct)).ShouldBe(question);
        (await client.GetAsync("api/log/99/request", s_ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await client.DeleteAsync("api/log", s_ct);
        (await client.GetFromJsonAsync<JsonElement>("api/log", s_ct)).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_page_adds_and_removes_faults_by_its_forms()
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        async Task<string> Send(params (string, string)[] fields)
        {
            var response = await client.PostAsync("control", new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))), s_ct);
            return await response.Content.ReadAsStringAsync(s_ct);
        }
        var page = await Send(("act", "add"), ("kind", "Aaa"), ("payer", "SYN03"), ("share", "12.5"), ("level", "2100A"), ("code", "42"), ("followUp", ""), ("count", ""), ("distribution", "Fixed"), ("status", ""));
        var rule = box.Faults.Rules.ShouldHaveSingleItem();
        (rule.Payer, rule.Share, rule.Level, rule.Code).ShouldBe(("SYN03", 0.125, "2100A", "42"));
        page.ShouldContain("AAA 42 at 2100A");
        page.ShouldContain("12.5 %");
        await Send(("act", "remove"), ("id", rule.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        box.Faults.Rules.ShouldBeEmpty();
        await Send(("act", "add"), ("kind", "Maintenance"), ("dailyFrom", "22:00"), ("dailyUntil", "04:00"), ("from", "2026-11-21T00:00"), ("status", "503"));
        (box.Faults.Rules.Single().DailyFrom, box.Faults.Rules.Single().From).ShouldBe((new TimeOnly(22, 0), new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero)));
        await Send(("act", "defaults"));
        box.Faults.Rules.Count.ShouldBe(DefaultFaults.Rules.Count);
        await Send(("act", "clear"));
        box.Faults.Rules.ShouldBeEmpty();
        await Send(("act", "bodies"), ("keep", "true"));
        box.Log.KeepsBodies.ShouldBeTrue();
    }

    [Fact]
    public async Task The_page_says_what_is_wrong_with_a_form()
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        var response = await client.PostAsync("control", new FormUrlEncodedContent([KeyValuePair.Create("act", "add"), KeyValuePair.Create("kind", "Delay"), KeyValuePair.Create("milliseconds", "<soon>")]), s_ct);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(s_ct)).ShouldContain("role=\"alert\">These are no values: milliseconds.");
    }

    [Fact]
    public async Task Every_field_of_the_page_has_a_label_and_there_is_no_script()
    {
        await using var box = await Asking.BoxAsync(Asking.Options with { HasDefaultFaults = true });
        await box.AskAsync(Asking.About(box.Members.Of("SYN02")[0]));
        using var client = box.Client();
        var response = await client.GetAsync("control", s_ct);
        var page = await response.Content.ReadAsStringAsync(s_ct);
        page.ShouldNotContain("<script", Case.Insensitive);
        page.ShouldContain("<html lang=\"en\">");
        foreach (Match field in Fields().Matches(page))
        {
            if (!field.Value.Contains("type=\"hidden\"", StringComparison.Ordinal))
                page[..field.Index].LastIndexOf("<label>", StringComparison.Ordinal).ShouldBeGreaterThan(page[..field.Index].LastIndexOf("</label>", StringComparison.Ordinal), field.Value);
        }
        Regex.Count(page, "<table>").ShouldBe(Regex.Count(page, "<caption>"));
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    [Theory]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_page_of_another_site_changes_nothing(string header, string value)
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        client.DefaultRequestHeaders.Add(header, value);
        (await client.PostAsync("control", new FormUrlEncodedContent([KeyValuePair.Create("act", "defaults")]), s_ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.PostAsync("api/faults/defaults", null, s_ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.PostAsJsonAsync("api/faults", new { kind = "reset" }, s_ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.PostAsJsonAsync("members", new { payer = "SYN01" }, s_ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        box.Faults.Rules.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_only_leads_to_this_machine_is_not_answered()
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        client.DefaultRequestHeaders.Host = "payers.elsewhere.example";
        (await client.GetAsync("members", s_ct)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task A_box_listens_on_this_machine_alone()
    {
        await using var box = await Asking.BoxAsync();
        IPAddress.IsLoopback(IPAddress.Parse(box.Address.ShouldNotBeNull().Host)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_box_is_mapped_into_another_application_under_a_prefix()
    {
        await using var box = new PayerBox(Asking.Options);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        await using var app = builder.Build();
        app.MapGroup("/payers-in-a-box").MapPayerBox(box);
        await app.StartAsync(s_ct);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/payers-in-a-box/") };
        using var response = await client.PostAsync("x12", new ByteArrayContent(Asking.About(box.Members.Of("SYN01")[0])), s_ct);
        Asking.Clean(await response.Content.ReadAsByteArrayAsync(s_ct)).Patient().Benefits[0].Kind.IsActive.ShouldBeTrue();
        (await client.PostAsync("control", new FormUrlEncodedContent([KeyValuePair.Create("act", "defaults")]), s_ct)).RequestMessage?.RequestUri?.AbsolutePath.ShouldBe("/payers-in-a-box/control");
    }
}
