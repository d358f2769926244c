namespace Portico.Modules.Interop;

public static class InteropModule
{
    public static IServiceCollection AddInterop(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapInterop(this IEndpointRouteBuilder routes) => routes;
}
