#pragma warning disable IDE0161 // One file breaks every rule, so it needs several namespaces.
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Platform.Broken
{
    /// <summary>The platform knows a module.</summary>
    public sealed class KnowsAModule
    {
        public Modules.Practice.Contracts.LocationId Where { get; init; }
    }
}

namespace Portico.Platform.Broken
{
    /// <summary>The platform knows the shell.</summary>
    public sealed class KnowsTheShell
    {
        public static string? Name() => typeof(Portico.Shell.DeskPage).FullName;
    }
}

namespace Portico.Shell.Broken
{
    /// <summary>The shell knows the domain.</summary>
    public sealed class ShellKnowsPatients
    {
        public static string Name(object row) => ((Modules.Patients.Contracts.PatientRow)row).Family;
    }
}

namespace Portico.Modules.Practice.Broken
{
    /// <summary>The lowest module uses the contracts of one above it.</summary>
    public sealed class LooksUp
    {
        public static Modules.Payments.Contracts.GuarantorKind Kind(object row) =>
            ((Modules.Payments.Contracts.GuarantorAccountRow)row).Kind;
    }
}

namespace Portico.Modules.Gardening
{
    /// <summary>A module that nobody gave a row: what it may use was never decided.</summary>
    public sealed class HasNoRow
    {
        public Practice.Contracts.LocationId Where { get; init; }
    }
}

namespace Portico.Modules.Coverage.Broken
{
    /// <summary>Reads another module's table in SQL, where no type names the module. Its own and its row's are fine.</summary>
    public static class ReadsTheLedger
    {
        public static string Statement() => "SELECT t.cents FROM policy p JOIN patient q ON q.id = p.patient_id JOIN ledger_transfer t ON t.patient_id = q.id";
    }

    /// <summary>A module in whose row Visits stands uses more than its Contracts, from inside an async method's body.</summary>
    public sealed class ReachesInside
    {
        public static async Task<string?> NameAsync()
        {
            await Task.Yield();
            return typeof(Modules.Visits.VisitsModule).FullName;
        }
    }
}

namespace Portico.Modules.Visits.Domain.Broken
{
    /// <summary>A domain class stores itself.</summary>
    public sealed class StoresItself
    {
        public static Task<int> SaveAsync(DbContext db) => db.SaveChangesAsync();
    }

    /// <summary>A domain class knows the web.</summary>
    public sealed class KnowsTheWeb
    {
        public static string? Path(Microsoft.AspNetCore.Http.HttpContext context) => context.Request.Path;
    }
}

namespace Portico.Modules.Work.Broken
{
    /// <summary>A page that says nothing about who may see it.</summary>
    [Route("/broken")]
    public sealed class PageWithoutPolicy : ComponentBase;

    /// <summary>Signed in is not a policy.</summary>
    [Route("/broken/2"), Microsoft.AspNetCore.Authorization.Authorize]
    public sealed class PageWithBareAuthorize : ComponentBase;

    /// <summary>Its roles would have to be written at the page a second time.</summary>
    [Route("/broken/3"), Microsoft.AspNetCore.Authorization.Authorize(Policy = "staff")]
    public sealed class PageWithoutOpening : ComponentBase;

    public sealed record FirstCode : IRefusal
    {
        public RefusalKind Kind => RefusalKind.Rule;
        public string Code => "work.twice";
    }

    public sealed record SameCode : IRefusal
    {
        public RefusalKind Kind => RefusalKind.Rule;
        public string Code => "work.twice";
    }

    public sealed record BadlyFormed : IRefusal
    {
        public RefusalKind Kind => RefusalKind.Rule;
        public string Code => "Something Else";
    }

    /// <summary>A use case whose request may be as large as the wire allows.</summary>
    public sealed class TakesAnything : UseCase<TakesAnything.Request, object>
    {
        public sealed record Request(string Title, IReadOnlyList<Part> Parts);

        public sealed record Part(string? Text, Platform.Values.Money? Amount);

        protected override Task<object> HandleAsync(Request request, Desk desk, CancellationToken ct) => Task.FromResult<object>(request);
    }

    /// <summary>A query that reads a chart without asking whether it may.</summary>
    public sealed class ReadsWithoutOpening : Query<ReadsWithoutOpening.Request, object>
    {
        public sealed record Request(Modules.Patients.Contracts.PatientId Patient);

        protected override Task<object> HandleAsync(Request request, Desk desk, CancellationToken ct) => Task.FromResult<object>(request);
    }

    /// <summary>The id stands in a list of records of the request.</summary>
    public sealed class ChangesInsideARecord : UseCase<ChangesInsideARecord.Request, object>
    {
        public sealed record Request(IReadOnlyList<Part> Parts);

        public sealed record Part(Modules.Visits.Contracts.VisitId? Visit);

        protected override async Task<object> HandleAsync(Request request, Desk desk, CancellationToken ct)
        {
            await desk.SaveAsync(ct);
            return request;
        }
    }

    /// <summary>Keeps the rule: through an interface, in an async method, inside a lambda.</summary>
    public sealed class OpensFurtherDown(OpensFurtherDown.IDoor door) : UseCase<OpensFurtherDown.Request, object>
    {
        public sealed record Request(Modules.Visits.Contracts.GuarantorAccountId Account, Modules.Patients.Contracts.PatientId Patient);

        public interface IDoor
        {
            Task KnockAsync(Desk desk, Request request, CancellationToken ct);
        }

        public sealed class Door : IDoor
        {
            public async Task KnockAsync(Desk desk, Request request, CancellationToken ct)
            {
                Func<Task> open = () => desk.OpenChartAsync(request.Patient, ct);
                await open();
            }
        }

        protected override async Task<object> HandleAsync(Request request, Desk desk, CancellationToken ct)
        {
            await door.KnockAsync(desk, request, ct);
            return request;
        }
    }

    /// <summary>After 17:00 in Denver its dates are tomorrow's.</summary>
    public sealed class TomorrowInTheAfternoon(Platform.Clock.PracticeClock clock)
    {
        public static DateOnly DateOf(NodaTime.Instant at) => DateOnly.FromDateTime(at.ToDateTimeUtc());

        public DateOnly Today() => clock.Today("UTC");
    }

    public sealed record Computed(string Which) : IRefusal
    {
        public RefusalKind Kind => RefusalKind.Rule;
        public string Code => "work." + Which;
    }
}

namespace Portico.Broken
{
    public sealed class GoodRow : TenantRow
    {
        public Guid Id { get; init; }
    }

    public sealed class KeyedById : TenantRow
    {
        public Guid Id { get; init; }
    }

    public sealed class NotATenant
    {
        public Guid Id { get; init; }
        public int PracticeId { get; init; }
    }

    public sealed class UniqueAcrossPractices : TenantRow
    {
        public Guid Id { get; init; }
        public string Number { get; init; } = "";
    }

    public sealed class PointsWithoutPractice : TenantRow
    {
        public Guid Id { get; init; }
        public Guid? OtherId { get; init; }
    }

    public sealed class CascadesAway : TenantRow
    {
        public Guid Id { get; init; }
        public Guid? GoodId { get; init; }
    }

    public sealed class CascadesWhereNoneIsNamed : TenantRow
    {
        public Guid Id { get; init; }
        public Guid? GoodId { get; init; }
    }

    public sealed class GlobalWithoutLeave
    {
        public Guid Id { get; init; }
    }

    /// <summary>One table a broken rule.</summary>
    public sealed class BrokenDb(DbContextOptions<BrokenDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<GoodRow>().ToTable("good_row").HasKey(r => new { r.PracticeId, r.Id });
            modelBuilder.Entity<KeyedById>().ToTable("keyed_by_id").HasKey(r => r.Id);
            modelBuilder.Entity<NotATenant>().ToTable("not_a_tenant").HasKey(r => new { r.PracticeId, r.Id });
            modelBuilder.Entity<GlobalWithoutLeave>().ToTable("global_without_leave").HasKey(r => r.Id);
            modelBuilder.Entity<UniqueAcrossPractices>(row =>
            {
                row.ToTable("unique_across_practices").HasKey(r => new { r.PracticeId, r.Id });
                row.HasIndex(r => r.Number).IsUnique();
            });
            modelBuilder.Entity<PointsWithoutPractice>(row =>
            {
                row.ToTable("points_without_practice").HasKey(r => new { r.PracticeId, r.Id });
                row.HasOne<KeyedById>().WithMany().HasForeignKey(r => r.OtherId).OnDelete(DeleteBehavior.Restrict);
            });
            modelBuilder.Entity<CascadesAway>(row =>
            {
                row.ToTable("cascades_away").HasKey(r => new { r.PracticeId, r.Id });
                row.HasOne<GoodRow>().WithMany().HasForeignKey(r => new { r.PracticeId, r.GoodId })
                    .OnDelete(DeleteBehavior.ClientSetNull);
            });
            modelBuilder.Entity<CascadesWhereNoneIsNamed>(row =>
            {
                row.ToTable("cascades_where_none_is_named").HasKey(r => new { r.PracticeId, r.Id });
                row.HasOne<GoodRow>().WithMany().HasForeignKey(r => new { r.PracticeId, r.GoodId }).OnDelete(DeleteBehavior.Cascade);
            });
        }
    }
}
