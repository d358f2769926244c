using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Store;

namespace Portico.Modules.Payments;

public static class PaymentsModule
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services
        .AddSingleton<Ledger>().AddSingleton<PaymentTargets>().AddSingleton<Approvals>().AddSingleton<IPayments, AccountBooks>();

    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder routes) => routes;
}
