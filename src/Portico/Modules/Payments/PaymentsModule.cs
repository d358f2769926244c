namespace Portico.Modules.Payments;

public static class PaymentsModule
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder routes) => routes;
}
