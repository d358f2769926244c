using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Platform.Audit;

/// <summary>Who did what to whom, from where, why, and how it ended.</summary>
/// <remarks>Its bytes are canonical: fixed order of members, UTF-8, no white space. They are what the chain hashes.</remarks>
public sealed record AuditEntry
{
    public required Guid Id { get; init; }
    public required Instant At { get; init; }
    public required UserId User { get; init; }
    public required string Act { get; init; }
    public required string Outcome { get; init; }
    public required Door Door { get; init; }

    /// <summary>The first chart that the act opened. Absent where it was about no patient.</summary>
    public Guid? Patient { get; init; }
    public IReadOnlyList<Guid> Others { get; init; } = [];
    public SignInId? SignIn { get; init; }

    /// <summary>The API token that acted in the person's stead. Absent when the person acted.</summary>
    public Guid? Token { get; init; }
    public string? From { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    internal static AuditEntry Of(Desk desk, string act, string outcome) => Of(desk.Call, desk.Now, act, outcome) with
    {
        Patient = desk.Opened.Count > 0 ? desk.Opened[0] : null,
        Others = [.. desk.Opened.Skip(1)],
        Facts = desk.Facts,
    };

    internal static AuditEntry Of(Call call, Instant at, string act, string outcome) => new()
    {
        Id = Guid.CreateVersion7(), At = at, User = call.User, Act = act, Outcome = outcome, Door = call.Door,
        SignIn = call.SignIn, Token = call.Token, From = call.From, Reason = call.Reason,
    };

    internal byte[] Bytes()
    {
        using var stream = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("id", Id);
            json.WriteString("at", InstantPattern.ExtendedIso.Format(At));
            json.WriteString("user", User.Value);
            json.WriteString("act", Act);
            json.WriteString("outcome", Outcome);
            json.WriteString("door", Door.ToString());
            if (Patient is { } patient)
                json.WriteString("patient", patient);
            if (Others.Count > 0)
            {
                json.WriteStartArray("others");
                foreach (var other in Others)
                    json.WriteStringValue(other);
                json.WriteEndArray();
            }
            if (SignIn is { } signIn)
                json.WriteString("signIn", signIn.Value);
            if (Token is { } token)
                json.WriteString("token", token);
            if (From is not null)
                json.WriteString("from", From);
            if (Reason is not null)
                json.WriteString("reason", Reason);
            foreach (var (name, value) in Facts)
                json.WriteString("fact." + name, value);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}
