using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Portico.Platform;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Tests.Platform;

/// <summary>Whatever is stored for replay, or sent, reads back equal: for every request, result and event of the program.</summary>
public sealed class WireTests
{
    private static readonly Assembly s_program = typeof(Settings).Assembly;

    public static TheoryData<string> Types() => [.. new OperationRegistry(s_program).All
        .SelectMany(e => new[] { e.Request, e.Result })
        .Concat(s_program.GetTypes().Where(t => typeof(IEvent).IsAssignableFrom(t) && t is { IsClass: true, IsAbstract: false }))
        .Select(t => t.FullName ?? "").Distinct()];

    [Theory, MemberData(nameof(Types))]
    public void What_was_stored_reads_back_equal(string name)
    {
        var type = s_program.GetType(name).ShouldNotBeNull();
        foreach (var full in new[] { true, false })
        {
            foreach (var sample in Samples(type, full))
            {
                var written = JsonSerializer.Serialize(sample, type, DeskJson.Options);
                var read = JsonSerializer.Deserialize(written, type, DeskJson.Options).ShouldNotBeNull();
                read.GetType().ShouldBe(sample.GetType());
                JsonSerializer.Serialize(read, type, DeskJson.Options).ShouldBe(written);
                Same(sample, read).ShouldBeTrue(written);
                if (DeskJson.CasesOf(type).Count > 0)
                    JsonNode.Parse(written)?["kind"].ShouldNotBeNull(written);
            }
        }
    }

    [Fact]
    public void Every_id_is_a_plain_string()
    {
        foreach (var type in s_program.GetTypes().Where(Id.IsIdType))
        {
            var id = Sample(type, true, 0).ShouldNotBeNull();
            JsonSerializer.Serialize(id, type, DeskJson.Options).ShouldBe($"\"{((IId)id).Value}\"", type.Name);
        }
    }

    private static IEnumerable<object> Samples(Type type, bool full) => DeskJson.CasesOf(type) is { Count: > 0 } cases
        ? cases.Select(c => Sample(c.Type, full, 0).ShouldNotBeNull())
        : [Sample(type, full, 0).ShouldNotBeNull()];

    /// <param name="type">What to make one of.</param>
    /// <param name="full">Whether what may be absent is there.</param>
    /// <param name="depth">Ends types that hold themselves.</param>
    private static object? Sample(Type type, bool full, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return full ? Sample(inner, full, depth) : null;
        if (type == typeof(string))
            return "Synthetic é";
        if (type == typeof(bool))
            return true;
        if (type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte))
            return Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type == typeof(decimal))
            return 1.25m;
        if (type == typeof(double))
            return 0.5;
        if (type == typeof(Guid))
            return Guid.CreateVersion7();
        if (type == typeof(DateOnly))
            return new DateOnly(1945, 7, 14);
        if (type == typeof(DateTime))
            return new DateTime(1945, 7, 14, 9, 5, 0);
        if (type == typeof(TimeOnly))
            return new TimeOnly(9, 5);
        if (type == typeof(Instant))
            return Instant.FromUnixTimeTicks(17_000_000_000_000_010);
        if (type == typeof(Money))
            return new Money(4_000);
        if (type == typeof(byte[]))
            return new byte[] { 1, 2, 3 };
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Last();
        if (Id.IsIdType(type))
            return Activator.CreateInstance(type, Guid.CreateVersion7());
        if (Element(type) is { } element)
            return Collection(type, element, full, depth);
        if (DeskJson.CasesOf(type) is { Count: > 0 } cases)
            return Sample(cases[0].Type, full, depth + 1);
        return Record(type, full, depth);
    }

    private static object Record(Type type, bool full, int depth)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var nullability = new NullabilityInfoContext();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p =>
            !full && nullability.Create(p).WriteState == NullabilityState.Nullable ? null : Sample(p.ParameterType, full, depth + 1))]);
        var given = constructor.GetParameters().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && !given.Contains(p.Name)))
        {
            if (full || nullability.Create(property).WriteState != NullabilityState.Nullable)
                property.SetValue(made, Sample(property.PropertyType, full, depth + 1));
        }
        return made;
    }

    private static object Collection(Type type, Type element, bool full, int depth)
    {
        var count = full && depth < 6 ? 2 : 0;
        if (type.IsGenericType && type.GetGenericArguments() is [var key, var value] && !type.IsArray)
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value)).ShouldNotBeNull();
            if (count > 0)
                map.Add(Sample(key, full, depth + 1).ShouldNotBeNull(), Sample(value, full, depth + 1));
            return map;
        }
        var list = Array.CreateInstance(element, count);
        for (var i = 0; i < count; i++)
            list.SetValue(Sample(element, full, depth + 1), i);
        return type.IsAssignableFrom(list.GetType()) ? list : Activator.CreateInstance(type, list).ShouldNotBeNull();
    }

    private static Type? Element(Type type) => type.IsArray ? type.GetElementType()
        : type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];

    // Records compare their lists by reference, so members are compared one by one.
    private static bool Same(object? left, object? right)
    {
        if (left is null || right is null)
            return left is null && right is null;
        if (left is not string && left is IEnumerable a && right is IEnumerable b)
        {
            var (x, y) = (a.Cast<object?>().ToList(), b.Cast<object?>().ToList());
            return x.Count == y.Count && x.Zip(y).All(p => Same(p.First, p.Second));
        }
        if (left.GetType() != right.GetType())
            return false;
        return left.GetType().Namespace?.StartsWith("Portico", StringComparison.Ordinal) == true && left.GetType().IsClass
            ? left.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).All(p => Same(p.GetValue(left), p.GetValue(right)))
            : left.Equals(right);
    }
}
