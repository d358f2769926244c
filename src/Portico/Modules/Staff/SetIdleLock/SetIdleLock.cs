using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.SetIdleLock;

/// <summary>Says after how many minutes without a hand at it a screen locks.</summary>
[AllowedTo(Roles.Administrator)]
public sealed class SetIdleLock : UseCase<SetIdleLock.Request, SetIdleLock.Result>
{
    public sealed record Request([property: Range(1, 60, ErrorMessage = "A screen locks after 1 to 60 minutes.")] int Minutes);

    public abstract record Result
    {
        public sealed record Saved : Result;
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var rules = await desk.Db.Set<DeskRules>().SingleOrDefaultAsync(ct);
        if (rules is null)
            desk.Db.Add(rules = new DeskRules());
        desk.Note("from", rules.IdleMinutes.ToString(CultureInfo.InvariantCulture));
        desk.Note("to", request.Minutes.ToString(CultureInfo.InvariantCulture));
        rules.LockAfter(request.Minutes);
        return new Result.Saved();
    }
}
