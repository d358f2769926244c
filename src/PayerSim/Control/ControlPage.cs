using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Portico.PayerSim;

/// <summary>The control page: plain HTML and forms, no script.</summary>
internal static class ControlPage
{
    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
        body { margin: 0 auto; max-width: 76rem; padding: 1rem }
        table { border-collapse: collapse; margin: .5rem 0 1.5rem } caption { text-align: start; font-weight: 600 }
        th, td { border: 1px solid #8888; padding: .25rem .5rem; text-align: start; vertical-align: top } td.n { text-align: end; font-variant-numeric: tabular-nums }
        form.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem; align-items: end } label { display: block }
        input, select, button { font: inherit; min-height: 2rem; box-sizing: border-box } .fields input:not([type=checkbox]), .fields select { width: 100% }
        fieldset { border: 1px solid #8888; margin: 0 0 1.5rem; padding: 1rem } .row { display: flex; flex-wrap: wrap; gap: .5rem } form { margin: 0 }
        [role=alert] { border: 2px solid; padding: .5rem 1rem } .scroll { overflow-x: auto } :focus-visible { outline: 3px solid; outline-offset: 2px }
        """;

    public static void Map(IEndpointRouteBuilder routes, PayerBox box)
    {
        routes.MapGet("/control", context => ShowAsync(context, box, null, 200));
        routes.MapPost("/control", ControlApi.Own(context => ActAsync(context, box)));
    }

    private static async Task ActAsync(HttpContext context, PayerBox box)
    {
        if (!context.Request.HasFormContentType)
        {
            await ShowAsync(context, box, "The form could not be read.", 400);
            return;
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string? problem = null;
        switch (form["act"].ToString())
        {
            case "add":
                problem = Add(box, form);
                break;
            case "remove" when int.TryParse(form["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id):
                box.Faults.Remove(id);
                break;
            case "defaults":
                box.Faults.UseDefaults();
                break;
            case "clear":
                box.Faults.Clear();
                break;
            case "forget":
                box.Log.Clear();
                break;
            case "bodies":
                box.Log.KeepsBodies = form["keep"] == "true";
                break;
            default:
                problem = "There is no such act.";
                break;
        }
        if (problem is not null)
        {
            await ShowAsync(context, box, problem, 400);
            return;
        }
        // A reload must not do it again.
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Request.PathBase + context.Request.Path.Value;
    }

    private static string? Add(PayerBox box, IFormCollection form)
    {
        var wrong = new List<string>();
        string? Text(string name) => form[name].ToString().Trim() is { Length: > 0 } value ? value : null;
        T? Value<T>(string name) where T : struct, IParsable<T>
        {
            if (Text(name) is not { } text)
                return null;
            if (T.TryParse(text, CultureInfo.InvariantCulture, out var value))
                return value;
            wrong.Add(name);
            return null;
        }
        if (!Enum.TryParse<FaultKind>(Text("kind"), out var kind))
            return "Say what goes wrong.";
        _ = Enum.TryParse<DelayDistribution>(Text("distribution"), out var distribution);
        var rule = new FaultRule
        {
            Payer = Text("payer") ?? "*", Kind = kind, Share = Value<double>("share") / 100, Count = Value<int>("count"), Seed = Value<int>("seed") ?? 0,
            Distribution = distribution, Milliseconds = Value<double>("milliseconds") ?? 0, MaxMilliseconds = Value<double>("maxMilliseconds") ?? 0,
            Sigma = Value<double>("sigma") ?? 0.5, BytesPerSecond = Value<int>("bytesPerSecond") ?? 200, Level = kind == FaultKind.Aaa ? Text("level") : null,
            Code = Text("code"), FollowUp = Text("followUp"), KeepsTrace = Text("keepsTrace") is not null, Status = Value<int>("status"),
            From = Value<DateTime>("from") is { } from ? new(from, TimeSpan.Zero) : null, Until = Value<DateTime>("until") is { } until ? new(until, TimeSpan.Zero) : null,
            DailyFrom = Value<TimeOnly>("dailyFrom"), DailyUntil = Value<TimeOnly>("dailyUntil"),
        };
        if (wrong.Count > 0)
            return $"These are no values: {string.Join(", ", wrong)}.";
        if (rule.Problem() is { } problem)
            return problem;
        box.Faults.Add(rule);
        return null;
    }

    private static async Task ShowAsync(HttpContext context, PayerBox box, string? problem, int status)
    {
        var page = new StringBuilder($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Payer box: faults</title>
            <style>{Style}</style></head><body>
            <header><h1>Payer box</h1><p>Seed {box.Options.Seed}, members of {box.Members.Today:yyyy-MM-dd}, {box.Members.All.Count} persons,
            {box.Log.Count} exchanges. Everybody is synthetic.
            <a href="members">Members (JSON)</a>, <a href="api/faults">faults (JSON)</a>, <a href="api/log">log (JSON)</a>.</p></header><main>
            """);
        if (problem is not null)
            page.Append(CultureInfo.InvariantCulture, $"<p role=\"alert\">{Safe(problem)}</p>");
        Faults(page, box);
        Form(page);
        Log(page, box);
        page.Append("<h2>Payers</h2>");
        Table(page, "Payers", "How they answer", ["Id", "Name", "Style", "Members"]);
        foreach (var payer in MemberDirectory.Payers)
        {
            var members = $"<a href=\"members?payer={payer.Id}\">{box.Members.Of(payer.Id).Count} of {payer.Id}</a>";
            Row(page, payer.Id, [Safe(payer.Name), Safe(payer.Style), members]);
        }
        page.Append("</table></div></main></body></html>");
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        await context.Response.WriteAsync(page.ToString(), context.RequestAborted);
    }

    private static void Table(StringBuilder page, string label, string caption, IReadOnlyList<string> columns)
    {
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table><caption>{caption}</caption><tr>");
        foreach (var column in columns)
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{column}</th>");
        page.Append("</tr>");
    }

    /// <param name="cells">HTML.</param>
    private static void Row(StringBuilder page, string head, IReadOnlyList<string> cells)
    {
        page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{head}</th>");
        foreach (var cell in cells)
            page.Append(cell.Length > 0 && cell.All(char.IsAsciiDigit) ? "<td class=\"n\">" : "<td>").Append(cell).Append("</td>");
        page.Append("</tr>");
    }

    private static void Faults(StringBuilder page, PayerBox box)
    {
        var rules = box.Faults.Rules;
        page.Append("<h2>What goes wrong</h2>");
        if (rules.Count == 0)
        {
            page.Append("<p>Nothing: every question is answered at once and rightly.</p>");
        }
        else
        {
            Table(page, "Faults", "Faults, in the order they are tried", ["Rule", "Payer", "Fault", "When", "Seed", "Remove"]);
            foreach (var rule in rules)
            {
                var id = rule.Id.ToString(CultureInfo.InvariantCulture);
                var remove = $"<form method=\"post\"><input type=\"hidden\" name=\"id\" value=\"{id}\"><button name=\"act\" value=\"remove\">Remove rule {id}</button></form>";
                Row(page, id, [rule.Payer == "*" ? "all" : rule.Payer, Safe(Words(rule)), When(rule), rule.Seed.ToString(CultureInfo.InvariantCulture), remove]);
            }
            page.Append("</table></div>");
        }
        page.Append("<form method=\"post\" class=\"row\"><button name=\"act\" value=\"defaults\">Use the default faults</button>"
            + "<button name=\"act\" value=\"clear\">Remove all</button></form>");
    }

    internal static string Words(FaultRule rule) => FormattableString.Invariant(rule.Kind switch
    {
        FaultKind.Delay when rule.Distribution == DelayDistribution.Uniform => $"Delay, {rule.Milliseconds:0} to {rule.MaxMilliseconds:0} ms",
        FaultKind.Delay when rule.Distribution == DelayDistribution.Lognormal => $"Delay, lognormal, median {rule.Milliseconds:0} ms, sigma {rule.Sigma:0.##}",
        FaultKind.Delay => $"Delay, {rule.Milliseconds:0} ms",
        FaultKind.Timeout => $"Never answers",
        FaultKind.Error500 => $"HTTP 500",
        FaultKind.Error503 => $"HTTP 503",
        FaultKind.Reset => $"Connection reset",
        FaultKind.HalfBody => $"Half a body",
        FaultKind.Garbage => $"Garbage bytes",
        FaultKind.Trickle => $"Trickle, {rule.BytesPerSecond} bytes a second",
        FaultKind.OtherPatient => $"Another patient's answer{(rule.KeepsTrace ? ", with the asker's trace" : "")}",
        FaultKind.Aaa => $"AAA {rule.Code} at {rule.Level}, follow-up {rule.FollowUp ?? "R"}",
        FaultKind.Duplicate => $"The same answer twice in a batch",
        _ => $"Maintenance, {(rule.Status is null ? "AAA 42" : "HTTP 503")}{Window(rule)}",
    });

    private static string Window(FaultRule rule)
    {
        var words = new StringBuilder();
        if (rule.From is { } from)
            words.Append(CultureInfo.InvariantCulture, $", from {from.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        if (rule.Until is { } until)
            words.Append(CultureInfo.InvariantCulture, $", until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        if (rule.DailyFrom is { } daily)
            words.Append(CultureInfo.InvariantCulture, $", daily {daily:HH:mm} to {rule.DailyUntil:HH:mm} UTC");
        return words.ToString();
    }

    private static string When(FaultRule rule)
    {
        var share = rule.Share is { } part ? FormattableString.Invariant($"{part * 100:0.###} %") : "always";
        return rule.Count is { } count ? FormattableString.Invariant($"{share}, {count} times") : share;
    }

    private static void Form(StringBuilder page)
    {
        string Options(IEnumerable<(string Value, string Text)> values) => string.Concat(values.Select(v => $"<option value=\"{v.Value}\">{Safe(v.Text)}</option>"));
        string Input(string name, string label, string rest) => $"<label>{label}<input name=\"{name}\" {rest}></label>";
        string Select(string name, string label, IEnumerable<(string, string)> values) => $"<label>{label}<select name=\"{name}\">{Options(values)}</select></label>";
        page.Append("<h2 id=\"add\">Add a fault</h2><fieldset><legend>What is left empty is not used</legend><form method=\"post\" class=\"fields\">");
        page.Append(Select("kind", "Fault", Enum.GetValues<FaultKind>().Select(k => (k.ToString(), Words(new FaultRule { Kind = k }).Split(',')[0]))));
        page.Append(Select("payer", "Payer", [("*", "all"), .. MemberDirectory.Payers.Select(p => (p.Id, $"{p.Id} {p.Name}"))]));
        page.Append(Input("share", "Share, percent (always when empty)", "inputmode=\"decimal\""));
        page.Append(Input("count", "Count, then no more", "inputmode=\"numeric\""));
        page.Append(Input("seed", "Seed", "inputmode=\"numeric\""));
        page.Append(Select("distribution", "Delay: distribution", Enum.GetNames<DelayDistribution>().Select(n => (n, n))));
        page.Append(Input("milliseconds", "Delay: ms (shortest or median)", "inputmode=\"decimal\""));
        page.Append(Input("maxMilliseconds", "Delay: longest ms", "inputmode=\"decimal\""));
        page.Append(Input("sigma", "Delay: sigma", "inputmode=\"decimal\""));
        page.Append(Input("bytesPerSecond", "Trickle: bytes a second", "inputmode=\"numeric\""));
        page.Append(Select("level", "AAA: level", FaultRule.AaaCodes.Keys.Select(k => (k, k))));
        page.Append(Input("code", "AAA: code", "size=\"3\""));
        page.Append(Select("followUp", "AAA: follow-up", new[] { "", "C", "N", "P", "R", "S", "W", "X", "Y" }.Select(c => (c, c.Length == 0 ? "R" : c))));
        page.Append(Input("keepsTrace", "Another patient's: with the asker's trace ", "type=\"checkbox\" value=\"true\""));
        page.Append(Select("status", "Maintenance: answer", [("", "AAA 42"), ("503", "HTTP 503")]));
        page.Append(Input("from", "Maintenance: from, UTC", "type=\"datetime-local\""));
        page.Append(Input("until", "Maintenance: until, UTC", "type=\"datetime-local\""));
        page.Append(Input("dailyFrom", "Maintenance: daily from, UTC", "type=\"time\""));
        page.Append(Input("dailyUntil", "Maintenance: daily until, UTC", "type=\"time\""));
        page.Append("<button name=\"act\" value=\"add\">Add</button></form></fieldset>");
    }

    private static void Log(StringBuilder page, PayerBox box)
    {
        var keeps = box.Log.KeepsBodies;
        page.Append("<h2>Exchanges</h2>");
        Table(page, "Exchanges", "The last fifty, the newest first", ["No.", "At (UTC)", "Road", "Payers", "Persons", "Result", "Status", "ms", "Faults"]);
        foreach (var e in box.Log.All.Reverse().Take(50))
        {
            static string Text(IFormattable value, string? format = null) => value.ToString(format, CultureInfo.InvariantCulture);
            Row(page, Text(e.Number),
            [
                Text(e.At.UtcDateTime, "yyyy-MM-dd HH:mm:ss"), e.Road, Safe(string.Join(' ', e.Payers.Take(3))), Text(e.People), Safe(e.Result),
                Text(e.Status), Text(e.Milliseconds, "0"), string.Join(", ", e.Faults.Take(5).Select(f => $"{f.Kind} ({f.Rule})")),
            ]);
        }
        page.Append(CultureInfo.InvariantCulture, $"</table></div><form method=\"post\" class=\"row\"><input type=\"hidden\" name=\"keep\" value=\"{(keeps ? "false" : "true")}\">")
            .Append(CultureInfo.InvariantCulture, $"<button name=\"act\" value=\"bodies\">{(keeps ? "Keep no bodies any more" : "Keep the bodies of exchanges")}</button>")
            .Append("<button name=\"act\" value=\"forget\">Forget the log</button></form>");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
