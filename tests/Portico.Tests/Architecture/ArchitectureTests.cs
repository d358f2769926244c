using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using Portico.Broken;
using Portico.Platform;
using Portico.Platform.Store;

namespace Portico.Tests.Architecture;

/// <summary>Each rule holds for the program, and catches the fixture that breaks it.</summary>
public sealed class ArchitectureTests
{
    private static ModuleDefinition Program => ModuleDefinition.ReadModule(typeof(PorticoHost).Assembly.Location);
    private static ModuleDefinition Fixture => ModuleDefinition.ReadModule(typeof(BrokenDb).Assembly.Location);

    [Fact]
    public void Platform_knows_no_module() => Rules.PlatformKnowsNoModule(Program).ShouldBeEmpty();

    [Fact]
    public void A_platform_type_with_a_modules_id_is_caught() =>
        Rules.PlatformKnowsNoModule(Fixture).ShouldContain(v => v.Contains("KnowsAModule") && v.Contains("LocationId"));

    [Fact]
    public void A_platform_type_that_knows_the_shell_is_caught() =>
        Rules.PlatformKnowsNoModule(Fixture).ShouldContain(v => v.Contains("KnowsTheShell") && v.Contains("Portico.Shell.DeskPage"));

    [Fact]
    public void Shell_knows_no_module() => Rules.ShellKnowsNoModule(Program).ShouldBeEmpty();

    [Fact]
    public void A_shell_type_that_reads_a_patient_is_caught() =>
        Rules.ShellKnowsNoModule(Fixture).ShouldContain(v => v.Contains("ShellKnowsPatients"));

    [Fact]
    public void Modules_use_only_the_contracts_of_their_row() => Rules.ModulesUseOnlyContractsOfTheirRow(Program).ShouldBeEmpty();

    [Fact]
    public void A_module_that_looks_up_is_caught() =>
        Rules.ModulesUseOnlyContractsOfTheirRow(Fixture).ShouldContain(v => v.Contains("Practice may not use Payments"));

    [Fact]
    public void A_module_without_a_row_is_caught() =>
        Rules.ModulesUseOnlyContractsOfTheirRow(Fixture).ShouldContain(v => v.Contains("module Gardening has no row"));

    [Fact]
    public void A_module_that_reaches_inside_another_is_caught() =>
        Rules.ModulesUseOnlyContractsOfTheirRow(Fixture).ShouldContain(v => v.Contains("only the Contracts of Visits"));

    [Fact]
    public void Domain_is_pure() => Rules.DomainIsPure(Program).ShouldBeEmpty();

    [Theory, InlineData("StoresItself", "EntityFrameworkCore"), InlineData("KnowsTheWeb", "AspNetCore")]
    public void A_domain_class_that_is_not_pure_is_caught(string type, string library) =>
        Rules.DomainIsPure(Fixture).ShouldContain(v => v.Contains(type) && v.Contains(library));

    [Fact]
    public void Every_page_has_a_policy() => Rules.EveryPageHasAPolicy(Program).ShouldBeEmpty();

    [Theory, InlineData("PageWithoutPolicy"), InlineData("PageWithBareAuthorize")]
    public void A_page_without_a_policy_is_caught(string page) =>
        Rules.EveryPageHasAPolicy(Fixture).ShouldContain(v => v.Contains(page));

    [Fact]
    public void Every_page_of_a_module_names_its_opening_operation() =>
        Rules.EveryPageOfAModuleNamesItsOpeningOperation(Program).ShouldBeEmpty();

    [Fact]
    public void A_page_that_names_no_operation_is_caught() =>
        Rules.EveryPageOfAModuleNamesItsOpeningOperation(Fixture).ShouldContain(v => v.Contains("PageWithoutOpening"));

    [Fact]
    public async Task Every_endpoint_has_a_policy()
    {
        var folder = Directory.CreateTempSubdirectory("portico-test-").FullName;
        await using (var app = PorticoHost.Build(Settings.FromEnvironment(n => n == "PORTICO_DATA" ? folder : null), null))
            Rules.EveryEndpointHasAPolicy(Endpoints(app)).ShouldBeEmpty();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_endpoint_without_a_policy_is_caught()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddAuthorization();
        await using var app = builder.Build();
        app.MapGet("/open", () => "").AllowAnonymous();
        app.MapGet("/bare", () => "").RequireAuthorization();
        app.MapGet("/forgotten", () => "");
        Rules.EveryEndpointHasAPolicy(Endpoints(app)).Select(v => v.Split(' ')[0]).ShouldBe(["/bare", "/forgotten"]);
    }

    [Fact]
    public async Task Sql_names_only_tables_of_its_row()
    {
        await using var store = new DeskStore(new StoreAddress(StoreKind.Sqlite, ":memory:"));
        await using var db = store.Open();
        var model = db.GetService<Microsoft.EntityFrameworkCore.Metadata.IDesignTimeModel>().Model;
        Rules.SqlNamesOnlyTablesOfItsRow(Program, model).ShouldBeEmpty();
        Rules.SqlNamesOnlyTablesOfItsRow(Fixture, model).ShouldHaveSingleItem()
            .ShouldBe("Portico.Modules.Coverage.Broken.ReadsTheLedger.Statement: Coverage names ledger_transfer, a table of Payments, in SQL");
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Every_table_puts_the_practice_first(StoreKind kind)
    {
        await using var store = new DeskStore(new StoreAddress(kind, kind == StoreKind.Sqlite ? ":memory:" : "Host=model"));
        await using var db = store.Open();
        Rules.TablesPutPracticeFirst(db.GetService<Microsoft.EntityFrameworkCore.Metadata.IDesignTimeModel>().Model).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("keyed_by_id has a key")]
    [InlineData("not_a_tenant is neither")]
    [InlineData("global_without_leave is neither")]
    [InlineData("unique_across_practices has an index")]
    [InlineData("points_without_practice has a foreign key that does not begin")]
    [InlineData("cascades_away has an optional foreign key")]
    [InlineData("cascades_where_none_is_named has an optional foreign key")]
    public void A_table_that_breaks_the_rules_is_caught(string violation)
    {
        using var db = new BrokenDb(new DbContextOptionsBuilder<BrokenDb>().UseSqlite("Data Source=:memory:").Options);
        var found = Rules.TablesPutPracticeFirst(db.Model).ToList();
        found.ShouldContain(v => v.StartsWith(violation));
        found.ShouldNotContain(v => v.StartsWith("good_row"));
    }

    [Fact]
    public void Error_codes_are_unique() => Rules.ErrorCodesAreUnique(Program).ShouldBeEmpty();

    [Theory]
    [InlineData("share the code work.twice")]
    [InlineData("BadlyFormed has a code that is not module.words")]
    [InlineData("Computed has a code that is not a constant")]
    public void A_code_that_breaks_the_rules_is_caught(string violation) =>
        Rules.ErrorCodesAreUnique(Fixture).ShouldContain(v => v.Contains(violation));

    [Fact]
    public void Who_is_told_a_patient_opens_the_chart() => Rules.WhoIsToldAPatientOpensTheChart(Program).ShouldBeEmpty();

    [Theory]
    [InlineData("ReadsWithoutOpening is told a PatientId and opens no chart")]
    [InlineData("ChangesInsideARecord is told a VisitId and opens no chart")]
    public void An_operation_that_opens_no_chart_is_caught(string violation) =>
        Rules.WhoIsToldAPatientOpensTheChart(Fixture).ShouldContain(v => v.EndsWith(violation));

    [Fact]
    public void An_operation_that_opens_the_chart_in_what_it_calls_is_not_caught() =>
        Rules.WhoIsToldAPatientOpensTheChart(Fixture).ShouldNotContain(v => v.Contains("OpensFurtherDown"));

    [Fact]
    public void Requests_are_bounded() => Rules.RequestsAreBounded(typeof(PorticoHost).Assembly.GetTypes()).ShouldBeEmpty();

    [Theory]
    [InlineData("Request.Title has no maximum length")]
    [InlineData("Part.Text has no maximum length")]
    [InlineData("Part.Amount has no bounds")]
    public void A_request_without_bounds_is_caught(string violation) =>
        Rules.RequestsAreBounded(typeof(BrokenDb).Assembly.GetTypes()).ShouldContain(v => v.EndsWith(violation));

    [Fact]
    public void No_date_is_utcs() => Rules.NoDateIsUtcs(Program).ShouldBeEmpty();

    [Theory, InlineData("TomorrowInTheAfternoon.DateOf"), InlineData("TomorrowInTheAfternoon.Today")]
    public void A_date_made_of_utc_is_caught(string method) =>
        Rules.NoDateIsUtcs(Fixture).ShouldContain(v => v.Contains(method));

    private static IEnumerable<Endpoint> Endpoints(IEndpointRouteBuilder app) => app.DataSources.SelectMany(s => s.Endpoints);
}
