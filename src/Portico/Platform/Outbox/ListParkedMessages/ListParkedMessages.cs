using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Platform.Outbox;

/// <summary>One event that waits for one handler.</summary>
public readonly record struct MessageId(Guid Value) : IId<MessageId>
{
    public static MessageId From(Guid value) => new(value);
}

/// <summary>Messages that failed too often and wait for a person.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class ListParkedMessages : Query<ListParkedMessages.Request, ListParkedMessages.Result>
{
    public sealed record Request;

    public sealed record Result(IReadOnlyList<Parked> Messages);

    /// <param name="Message">What to retry.</param>
    /// <param name="Event">The kind of event.</param>
    /// <param name="Handler">Who was to hear it.</param>
    /// <param name="Attempts">How often it was tried.</param>
    /// <param name="ParkedFor">The kind of error; its text may carry PHI and is not kept.</param>
    /// <param name="DueAt">When it was last due.</param>
    public sealed record Parked(MessageId Message, string Event, string Handler, int Attempts, string ParkedFor, Instant DueAt);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var rows = await desk.Db.Set<OutboxRow>().Where(m => m.ParkedFor != null).OrderBy(m => m.DueAt).Take(200)
            .Select(m => new { m.Id, m.Event, m.Handler, m.Attempts, m.ParkedFor, m.DueAt }).ToListAsync(ct);
        return new([.. rows.Select(m => new Parked(new MessageId(m.Id), m.Event, m.Handler, m.Attempts, m.ParkedFor ?? "", m.DueAt))]);
    }
}
