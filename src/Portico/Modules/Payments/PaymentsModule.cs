using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Shell;

namespace Portico.Modules.Payments;

public static class PaymentsModule
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services
        .AddSingleton<Ledger>().AddSingleton<OpenEnds>().AddSingleton<PaymentTargets>().AddSingleton<Approvals>().AddSingleton<VisitsToPay>()
        .AddSingleton<IPayments, AccountBooks>().AddSingleton<IRestsOnDirectory, MoneyOpen>()
        .AddSingleton(new EndedElsewhere(Approvals.TaskKind, "/payments/approvals", "Decide…"))
        .AddSingleton(new PatientLink("Accounts and money", "/payments/accounts/{0}", 30, Roles.Desk | Roles.Biller | Roles.Auditor))
        .AddSingleton(new PatientPanel(typeof(PatientBalance.BalancePanel), PatientPlace.Chart, 20, Roles.Desk | Roles.Biller | Roles.Auditor))
        .AddSingleton(new NavItem("Payments", "/payments/drawer", 50, Roles.MoneyDesk, "g m"))
        .AddSingleton(new NavItem("Day close", "/payments/close", 52, Roles.MoneyDesk | Roles.Auditor, "g c", HomeOf: Roles.Auditor))
        .AddSingleton(new NavItem("Approvals", "/payments/approvals", 54, Roles.Seniors | Roles.Auditor, "g a"))
        .AddSingleton(new PaletteAction("Open drawer", "/payments/drawer", Roles.MoneyDesk))
        .AddSingleton(new PaletteAction("Count drawer", "/payments/drawer", Roles.MoneyDesk))
        .AddSingleton(new PaletteAction("Close the day", "/payments/close", Roles.Seniors | Roles.Biller))
        .AddSingleton(new PaletteAction("Approve voids, refunds and differences", "/payments/approvals", Roles.Seniors));

    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder routes) => routes;
}
