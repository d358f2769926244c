using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Watch;

namespace Portico.Platform.Api;

/// <summary>The JSON door: <c>POST /api/{use-case}</c> for every operation of the registry.</summary>
internal static class ApiDoor
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReasonHeader = "X-Reason";

    // A photographed card in base64 fits; a flood does not.
    private const int MostBytes = 8 << 20;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/{operation}", RunAsync).RequireAuthorization(Policies.Api).DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));

    private static async Task<IResult> RunAsync(
        string operation, HttpContext http, OperationRegistry registry, ILogger<OperationRegistry> log, CancellationToken ct)
    {
        if (registry.Find(operation) is not { } entry)
            return Answers.Problem(404, "call.unknown-operation", "There is no such operation: see /openapi/v1.json.");
        var key = http.Request.Headers[KeyHeader].ToString();
        if (key.Length == 0 && !entry.IsQuery)
            return Answers.Problem(400, "call.key-missing", $"Send an {KeyHeader} header: a new one for each new act.");
        object? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(http.Request.Body, entry.Request, DeskJson.Options, ct);
        }
        catch (JsonException malformed)
        {
            // The path names members of our own types; the text itself would repeat what was sent.
            return Answers.Problem(400, "call.bad-json", malformed.Path is { Length: > 0 } path && path.Length < 100
                ? $"The body is not what {entry.Name} takes, at line {malformed.LineNumber + 1}. See /openapi/v1.json."
                : $"The body is not what {entry.Name} takes. See /openapi/v1.json.");
        }
        catch (BadHttpRequestException bad)
        {
            return Answers.Problem(bad.StatusCode, "call.bad-body", "The body is too large, or was cut off.");
        }
        if (request is null)
            return Answers.Problem(400, "call.bad-json", $"The body is not what {entry.Name} takes. See /openapi/v1.json.");
        try
        {
            var reason = http.Request.Headers[ReasonHeader].ToString();
            var call = PorticoClaims.ToCall(http.User, Door.Api, key.Length > 0 ? key : null, reason.Length > 0 ? reason : null)
                with { From = http.Connection.RemoteIpAddress?.ToString() };
            var useCase = (Operation)http.RequestServices.GetRequiredService(entry.Type);
            return Answers.Of(await useCase.RunObjectAsync(request, call, ct), entry.Result);
        }
        catch (CallRejectedException rejected)
        {
            return Answers.Of(rejected);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            return Answers.Problem(500, "call.failed",
                $"This could not be done and nothing was changed. Try again with the same key; if it stays so, quote {Failure.Keep(log, entry.Name, failure)}.");
        }
    }
}

/// <summary>The one mapper of results, refusals and rejections to HTTP.</summary>
internal static class Answers
{
    private const string ProblemType = "application/problem+json";

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    public static int StatusOf(RejectionKind kind) => kind switch
    {
        RejectionKind.Denied => StatusCodes.Status403Forbidden,
        RejectionKind.Invalid => StatusCodes.Status400BadRequest,
        RejectionKind.NotFound => StatusCodes.Status404NotFound,
        RejectionKind.KeyReused => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    /// <param name="result">What the operation gave back.</param>
    /// <param name="declared">Its declared type, so that the body carries <c>kind</c>.</param>
    public static IResult Of(object result, Type declared)
    {
        var body = JsonSerializer.SerializeToNode(result, declared, DeskJson.Options);
        return result is IRefusal refusal
            ? Problem(StatusOf(refusal.Kind), refusal.Code, null, body)
            : Results.Text(body?.ToJsonString() ?? "null", "application/json");
    }

    public static IResult Of(CallRejectedException rejected) =>
        Problem(StatusOf(rejected.Kind), rejected.Code, rejected.Message);

    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The stable code that programs branch on.</param>
    /// <param name="detail">A sentence that says what to do. Absent when the result says it.</param>
    /// <param name="result">The refusal itself. Absent when no use case was reached.</param>
    public static IResult Problem(int status, string code, string? detail, JsonNode? result = null)
    {
        var problem = new JsonObject
        {
            ["type"] = "urn:portico:" + code,
            ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["code"] = code,
        };
        if (detail is not null)
            problem["detail"] = detail;
        if (result is not null)
            problem["result"] = result;
        return Results.Text(problem.ToJsonString(), ProblemType, null, status);
    }
}
