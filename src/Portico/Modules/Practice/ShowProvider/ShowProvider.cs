using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.ShowProvider;

/// <summary>What the practice keeps about a provider beside the name: languages, licences, networks.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor | Roles.Auditor)]
public sealed class ShowProvider : Query<ShowProvider.Request, ShowProvider.Result>
{
    public sealed record Request(ProviderId Provider);

    /// <param name="Provider">Null: nobody has that id; the lists are empty then.</param>
    /// <param name="Languages">BCP 47.</param>
    /// <param name="Networks">The newest first; what ended too.</param>
    /// <param name="Locations">To choose from.</param>
    /// <param name="Payers">To choose from.</param>
    public sealed record Result(ProviderRow? Provider, IReadOnlyList<string> Languages, IReadOnlyList<ProviderLicenseRow> Licenses,
        IReadOnlyList<ParticipationRow> Networks, IReadOnlyList<LocationRow> Locations, IReadOnlyList<PayerRow> Payers);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Provider;
        if (await desk.Db.Set<ProviderRow>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } provider)
            return new Result(null, [], [], [], [], []);
        return new Result(provider,
            await desk.Db.Set<ProviderLanguageRow>().Where(l => l.ProviderId == id).OrderBy(l => l.Language).Select(l => l.Language).ToListAsync(ct),
            await desk.Db.Set<ProviderLicenseRow>().Where(l => l.ProviderId == id).OrderBy(l => l.State).ToListAsync(ct),
            await desk.Db.Set<ParticipationRow>().Where(p => p.ProviderId == id).OrderByDescending(p => p.ValidFrom).ThenBy(p => p.Product).ToListAsync(ct),
            await desk.Db.Set<LocationRow>().OrderBy(l => l.Name).ToListAsync(ct),
            await desk.Db.Set<PayerRow>().OrderBy(p => p.Name).ToListAsync(ct));
    }
}
