using System.Reflection;
using System.Text.Json;
using Portico.Platform.Access;

namespace Portico.Platform.UseCases;

/// <summary>One use case or query as the doors see it. <c>Name</c> is the class's, in kebab-case.</summary>
public sealed record OperationEntry(string Name, Type Type, Type Request, Type Result, Roles AllowedTo, bool IsQuery);

/// <summary>All use cases and queries: the API, the OpenAPI document and the role matrix are made from it.</summary>
public sealed class OperationRegistry
{
    private readonly Dictionary<string, OperationEntry> _byName;

    public OperationRegistry(Assembly assembly) : this(assembly.GetTypes())
    {
    }

    internal OperationRegistry(IEnumerable<Type> types)
    {
        var entries = types
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsSubclassOf(typeof(Operation)))
            .Select(Describe).OrderBy(e => e.Name, StringComparer.Ordinal).ToList();
        All = entries;
        _byName = entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<OperationEntry> All { get; }

    public OperationEntry? Find(string name) => _byName.GetValueOrDefault(name);

    internal static string NameOf(Type type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name);

    private static OperationEntry Describe(Type type)
    {
        var generic = type.BaseType ?? throw new InvalidOperationException(type.Name);
        while (!generic.IsGenericType)
            generic = generic.BaseType ?? throw new InvalidOperationException(type.Name);
        var arguments = generic.GetGenericArguments();
        var allowed = type.GetCustomAttribute<AllowedToAttribute>()
            ?? throw new InvalidOperationException(type.Name + " says nobody may run it: add [AllowedTo].");
        return new(NameOf(type), type, arguments[0], arguments[1], allowed.Roles,
            generic.GetGenericTypeDefinition() == typeof(Query<,>));
    }
}

public static class OperationServices
{
    /// <summary>Makes every operation of the assembly once, by its own type, and the handlers of its events.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, Assembly assembly)
    {
        var registry = new OperationRegistry(assembly);
        services.AddSingleton(registry);
        services.AddSingleton<DeskEngine>();
        foreach (var entry in registry.All)
            services.AddSingleton(entry.Type, provider =>
            {
                var operation = (Operation)ActivatorUtilities.CreateInstance(provider, entry.Type);
                operation.Attach(provider.GetRequiredService<DeskEngine>());
                return operation;
            });
        services.AddSingleton(new HandlerRegistry(assembly));
        foreach (var handler in assembly.GetTypes().Where(HandlerRegistry.IsHandler))
            services.AddSingleton(handler);
        return services;
    }
}

/// <summary>Who hears which event.</summary>
public sealed class HandlerRegistry
{
    private readonly ILookup<Type, Type> _handlers;
    private readonly Dictionary<string, Type> _events;
    private readonly Dictionary<string, Type> _byName;

    public HandlerRegistry(Assembly assembly) : this(assembly.GetTypes())
    {
    }

    internal HandlerRegistry(IReadOnlyCollection<Type> types)
    {
        _handlers = types.Where(IsHandler)
            .SelectMany(t => Heard(t).Select(e => (Event: e, Handler: t)))
            .ToLookup(x => x.Event, x => x.Handler);
        _byName = types.Where(IsHandler).ToDictionary(NameOf, StringComparer.Ordinal);
        _events = types.Where(t => typeof(IEvent).IsAssignableFrom(t) && t is { IsClass: true, IsAbstract: false })
            .ToDictionary(NameOf, StringComparer.Ordinal);
    }

    internal IEnumerable<Type> Of(Type @event) => _handlers[@event];
    internal Type? Event(string name) => _events.GetValueOrDefault(name);
    internal Type? Handler(string name) => _byName.GetValueOrDefault(name);

    // The module is part of the name, so that moving a file inside its module keeps what waits in the outbox.
    internal static string NameOf(Type type) =>
        (type.Namespace ?? "").Split('.').Skip(2).FirstOrDefault("platform").ToLowerInvariant() + "." + type.Name;

    internal static bool IsHandler(Type type) => type is { IsClass: true, IsAbstract: false } && Heard(type).Any();

    private static IEnumerable<Type> Heard(Type type) => type.GetInterfaces()
        .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHandle<>))
        .Select(i => i.GetGenericArguments()[0]);
}
