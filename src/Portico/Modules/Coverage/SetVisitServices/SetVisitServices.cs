using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Sets what a kind of visit asks payers for; without an entry the provider's specialty decides.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class SetVisitServices(IPracticeDirectory directory) : UseCase<SetVisitServices.Request, SetVisitServices.Result>
{
    private const int Most = 10;

    /// <param name="VisitType">Which kind of visit.</param>
    /// <param name="Payer">Of this payer alone. Null: of each that has no entry of its own.</param>
    /// <param name="ServiceTypes">X12's codes with commas or blanks between, the one to collect for first. Empty: the entry goes.</param>
    public sealed record Request(VisitTypeId VisitType, PayerId? Payer, [property: StringLength(100, ErrorMessage = "Ten codes at most.")] string ServiceTypes);

    public abstract record Result
    {
        public sealed record Set : Result;

        /// <param name="Typed">What is no service type. Null: there are too many.</param>
        public sealed record NoServiceType(string? Typed) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.no-service-type";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-such-visit-type-or-payer";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (type, payer) = (request.VisitType, request.Payer);
        if ((await directory.EveryVisitTypeAsync(desk, ct)).All(t => t.Id != type) || payer is not null && (await directory.EveryPayerAsync(desk, ct)).All(p => p.Id != payer))
            return new Result.Unknown();
        List<string> codes = [.. request.ServiceTypes.ToUpperInvariant().Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (codes.Find(c => !ServiceTypeMap.IsCode(c)) is { } wrong)
            return new Result.NoServiceType(wrong);
        if (codes.Count > Most)
            return new Result.NoServiceType(null);
        var entry = await desk.Db.Set<VisitServices>().FirstOrDefaultAsync(s => s.VisitTypeId == type && s.PayerId == payer, ct);
        if (codes.Count == 0)
        {
            if (entry is not null)
                desk.Db.Remove(entry);
        }
        else if (entry is null)
        {
            desk.Db.Add(new VisitServices { Id = Guid.CreateVersion7(), VisitTypeId = type, PayerId = payer, ServiceTypes = string.Join(',', codes) });
        }
        else
        {
            entry.ServiceTypes = string.Join(',', codes);
        }
        desk.Touch(CoverageTopics.Roads);
        return new Result.Set();
    }
}
