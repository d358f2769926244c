using Microsoft.EntityFrameworkCore;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Platform.Outbox;

/// <summary>Gives a parked message all its attempts again.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class RetryParkedMessage : UseCase<RetryParkedMessage.Request, RetryParkedMessage.Result>
{
    public sealed record Request(MessageId Message);

    public abstract record Result
    {
        public sealed record Waiting : Result;

        public sealed record NotParked : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "platform.not-parked";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Message.Value;
        if (await desk.Db.Set<OutboxRow>().SingleOrDefaultAsync(m => m.Id == id && m.ParkedFor != null, ct) is not { } message)
            return new Result.NotParked();
        (message.ParkedFor, message.Attempts, message.DueAt) = (null, 0, desk.Now);
        desk.Note("message", id.ToString());
        return new Result.Waiting();
    }
}
