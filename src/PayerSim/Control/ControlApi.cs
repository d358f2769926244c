using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Portico.PayerSim;

/// <summary>Directory, faults and log as JSON.</summary>
internal static class ControlApi
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    /// <summary>A member as the directory shows it.</summary>
    private sealed record Entry(
        string Payer, string PayerName, string MemberId, string Family, string Given, DateOnly Born, string Sex, MemberRelation Relation, bool IsAskedBelowSubscriber,
        Entry? Subscriber, string Plan, string? GroupNumber, string Case, DateOnly On, CoverageState State, Truth Truth, IReadOnlyList<KnownElsewhere> AlsoAt);

    public static void Map(IEndpointRouteBuilder routes, PayerBox box)
    {
        routes.MapGet("/payers", context => WriteAsync(context, MemberDirectory.Payers.Select(
            p => new { p.Id, p.Name, p.Plan, p.Style, p.MonthsBack, p.MonthsAhead, p.HasIdPerPerson, Cases = AllCases(p) })));
        routes.MapGet("/members", context => MembersAsync(context, box));
        routes.MapGet("/members/{payer}/{id}", context => MembersAsync(context, box));
        routes.MapPost("/members", context => EnrollAsync(context, box));
        routes.MapGet("/api/faults", context => WriteAsync(context, box.Faults.Rules));
        routes.MapPost("/api/faults", context => AddAsync(context, box, isWhole: false));
        routes.MapPut("/api/faults", context => AddAsync(context, box, isWhole: true));
        routes.MapPost("/api/faults/defaults", Own(async context =>
        {
            box.Faults.UseDefaults();
            await WriteAsync(context, box.Faults.Rules);
        }));
        routes.MapDelete("/api/faults", Own(context =>
        {
            box.Faults.Clear();
            return NoContent(context);
        }));
        routes.MapDelete("/api/faults/{id:int}", Own(context => box.Faults.Remove(Number(context, "id")) ? NoContent(context) : ProblemAsync(context, 404, "There is no fault of this id.")));
        routes.MapGet("/api/log", context =>
        {
            var after = long.TryParse(context.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            return WriteAsync(context, box.Log.All.Where(e => e.Number > after));
        });
        routes.MapDelete("/api/log", Own(context =>
        {
            box.Log.Clear();
            return NoContent(context);
        }));
        routes.MapPut("/api/log/bodies/{keep:bool}", Own(context =>
        {
            box.Log.KeepsBodies = bool.Parse((string)context.Request.RouteValues["keep"]!);
            return NoContent(context);
        }));
        routes.MapGet("/api/log/{id:int}/request", context => BodyAsync(context, box, isRequest: true));
        routes.MapGet("/api/log/{id:int}/response", context => BodyAsync(context, box, isRequest: false));
    }

    private static IEnumerable<string> AllCases(Payer payer) => ["active", "family", "terminated", "future", "ends-this-month", .. payer.Cases];

    private static async Task MembersAsync(HttpContext context, PayerBox box)
    {
        var query = context.Request.Query;
        var payer = context.Request.RouteValues["payer"] as string ?? query["payer"].ToString();
        var id = context.Request.RouteValues["id"] as string;
        var on = box.Members.Today;
        if (query["on"].ToString() is { Length: > 0 } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out on))
        {
            await ProblemAsync(context, 400, "on is a date such as 2026-11-20.");
            return;
        }
        var kind = query["case"].ToString();
        var members = (payer.Length > 0 ? box.Members.Of(payer) : box.Members.All)
            .Where(m => (id is null || m.MemberId.Equals(id, StringComparison.OrdinalIgnoreCase)) && (kind.Length == 0 || m.Case == kind)).Select(m => Show(m, on)!).ToArray();
        if (id is not null && members.Length == 0)
            await ProblemAsync(context, 404, "The payer knows nobody of this id.");
        else
            await WriteAsync(context, members);
    }

    private static Entry? Show(Member? m, DateOnly on) => m is null ? null : new(
        m.Payer, MemberDirectory.Payers.Single(p => p.Id == m.Payer).Name, m.MemberId, m.Family, m.Given, m.Born, m.Sex, m.Relation, m.IsAskedBelowSubscriber,
        Show(m.Subscriber, on), m.Plan, m.GroupNumber, m.Case, on, m.Truth.On(on), m.Truth, m.AlsoAt);

    private static Task EnrollAsync(HttpContext context, PayerBox box) => Own(async c =>
    {
        if (await ReadAsync<NewMember>(c) is not { } person)
            return;
        if (box.Members.Enroll(person) is { } member)
            await WriteAsync(c, Show(member, box.Members.Today), StatusCodes.Status201Created);
        else
            await ProblemAsync(c, 409, "The payer or the subscriber is unknown, or the person is enrolled already.");
    })(context);

    private static Task AddAsync(HttpContext context, PayerBox box, bool isWhole) => Own(async c =>
    {
        if (isWhole)
        {
            if (await ReadAsync<FaultRule[]>(c) is not { } rules)
                return;
            if (rules.Select(r => r.Problem()).FirstOrDefault(p => p is not null) is { } wrong)
            {
                await ProblemAsync(c, 400, wrong);
                return;
            }
            box.Faults.Clear();
            foreach (var rule in rules)
                box.Faults.Add(rule);
            await WriteAsync(c, box.Faults.Rules);
            return;
        }
        if (await ReadAsync<FaultRule>(c) is not { } added)
            return;
        if (added.Problem() is { } problem)
            await ProblemAsync(c, 400, problem);
        else
            await WriteAsync(c, box.Faults.Add(added), StatusCodes.Status201Created);
    })(context);

    private static async Task BodyAsync(HttpContext context, PayerBox box, bool isRequest)
    {
        if (box.Log.Body(Number(context, "id"), isRequest) is not { } body)
        {
            await ProblemAsync(context, 404, "The bytes of this exchange were not kept.");
            return;
        }
        context.Response.ContentType = "application/octet-stream";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Refuses what a page of another site sends: the box changes for its own pages and for programs alone.</summary>
    internal static RequestDelegate Own(RequestDelegate handler) => context =>
    {
        var (origin, site) = (context.Request.Headers.Origin.ToString(), context.Request.Headers["Sec-Fetch-Site"].ToString());
        var isForeign = origin.Length > 0 && origin != $"{context.Request.Scheme}://{context.Request.Host}" || site is "cross-site" or "same-site";
        return isForeign ? ProblemAsync(context, 403, "Pages of other sites may not change this box.") : handler(context);
    };

    private static int Number(HttpContext context, string name) => int.Parse((string)context.Request.RouteValues[name]!, CultureInfo.InvariantCulture);

    private static async Task<T?> ReadAsync<T>(HttpContext context)
    {
        try
        {
            if (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Json, context.RequestAborted) is { } value)
                return value;
            await ProblemAsync(context, 400, "The body is empty.");
        }
        catch (JsonException wrong)
        {
            await ProblemAsync(context, 400, $"The JSON at {wrong.Path} cannot be read.");
        }
        return default;
    }

    private static Task NoContent(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task ProblemAsync(HttpContext context, int status, string detail) => WriteAsync(context, new { status, detail }, status);

    private static async Task WriteAsync<T>(HttpContext context, T value, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(value, Json, context.RequestAborted);
    }
}
