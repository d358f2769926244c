using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Practice.ChangeProvider;

/// <summary>Changes someone patients are booked with, or takes it out of use; what happened with it keeps its name.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class ChangeProvider(IEnumerable<IRestsOnDirectory> users) : UseCase<ChangeProvider.Request, ChangeProvider.Result>
{
    public sealed record Request(
        ProviderId Provider,
        [property: Required(ErrorMessage = "Give the name the desk says, such as Dr. Okafor."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string DisplayName,
        [property: Required(ErrorMessage = "Give a specialty."), StringLength(100, ErrorMessage = "Use 100 characters at most for the specialty.")] string Specialty,
        [property: Identifier, StringLength(10, ErrorMessage = "An NPI has ten digits.")] string? Npi,
        bool IsActive);

    public abstract record Result
    {
        public sealed record Changed : Result;

        /// <param name="What">What has to be moved or finished first, counted.</param>
        public sealed record InUse(IReadOnlyList<string> What) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "practice.provider-in-use";
        }

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-such-provider";
        }

        /// <summary>Not ten digits, or the check digit does not fit: a digit was mistyped.</summary>
        public sealed record NotAnNpi : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "practice.npi-does-not-check-changed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (request.Npi is { Length: > 0 } npi && !Provider.IsNpi(npi.Trim()))
            return new Result.NotAnNpi();
        if (await desk.Db.Set<Provider>().SingleOrDefaultAsync(r => r.Id == request.Provider, ct) is not { } provider)
            return new Result.NotFound();
        if (provider.IsActive && !request.IsActive)
        {
            List<string> what = [];
            foreach (var user in users)
                what.AddRange(await user.OnProviderAsync(desk, request.Provider, ct));
            if (what.Count > 0)
                return new Result.InUse(what);
        }
        provider.Change(request.DisplayName, request.Specialty, request.Npi);
        provider.Use(request.IsActive);
        desk.Note("id", request.Provider.Value.ToString());
        return new Result.Changed();
    }
}
