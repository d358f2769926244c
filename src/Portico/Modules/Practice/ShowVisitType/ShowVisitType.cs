using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.ShowVisitType;

/// <summary>A kind of visit with all that booking it asks and takes.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor | Roles.Auditor)]
public sealed class ShowVisitType : Query<ShowVisitType.Request, ShowVisitType.Result>
{
    public sealed record Request(VisitTypeId VisitType);

    /// <param name="Type">Null: there is no such visit type; the lists are empty then.</param>
    /// <param name="Phases">In order.</param>
    /// <param name="Kinds">Of rooms, devices and nurses that the practice has, to choose from.</param>
    /// <param name="Providers">In use, to choose from.</param>
    public sealed record Result(VisitTypeRow? Type, IReadOnlyList<VisitPhaseRow> Phases, IReadOnlyList<VisitNeedRow> Needs,
        IReadOnlyList<VisitLengthRow> Lengths, IReadOnlyList<VisitInstructionRow> Instructions, IReadOnlyList<string> Kinds,
        IReadOnlyList<ProviderRow> Providers);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.VisitType;
        if (await desk.Db.Set<VisitTypeRow>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } type)
            return new Result(null, [], [], [], [], [], []);
        return new Result(type,
            await desk.Db.Set<VisitPhaseRow>().Where(p => p.VisitTypeId == id).OrderBy(p => p.Number).ToListAsync(ct),
            await desk.Db.Set<VisitNeedRow>().Where(n => n.VisitTypeId == id).OrderBy(n => n.Number).ToListAsync(ct),
            await desk.Db.Set<VisitLengthRow>().Where(l => l.VisitTypeId == id).ToListAsync(ct),
            await desk.Db.Set<VisitInstructionRow>().Where(i => i.VisitTypeId == id).OrderBy(i => i.Language).ToListAsync(ct),
            await desk.Db.Set<ResourceRow>().Where(r => r.IsActive && r.Class != ResourceClass.Interpreter).Select(r => r.Kind).Distinct().OrderBy(k => k).ToListAsync(ct),
            await desk.Db.Set<ProviderRow>().Where(p => p.IsActive).OrderBy(p => p.DisplayName).ToListAsync(ct));
    }
}
