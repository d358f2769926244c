using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;
using Portico.Platform.Ids;

namespace Portico.Platform.UseCases;

/// <summary>The one way anything is written as JSON: on the wire, for replay, in the outbox.</summary>
/// <remarks>Ids are strings, enums their names, instants ISO 8601 with microseconds; a closed set of records carries <c>kind</c>.</remarks>
public static class DeskJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            AllowOutOfOrderMetadataProperties = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameTheCases } },
        };
        Configure(options);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Adds the converters to another set of options: the web framework's own.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new IdJsonConverterFactory());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new InstantJsonConverter());
    }

    /// <summary>The cases of a closed set: the sealed records nested in an abstract one.</summary>
    public static IReadOnlyList<(string Kind, Type Type)> CasesOf(Type type) =>
        type is { IsClass: true, IsAbstract: true, IsSealed: false }
            ? [.. type.GetNestedTypes().Where(t => t.IsSealed && t.IsSubclassOf(type))
                .Select(t => (JsonNamingPolicy.KebabCaseLower.ConvertName(t.Name), t))]
            : [];

    private static void NameTheCases(JsonTypeInfo info)
    {
        // A refusal's RefusalKind is for the mapper; on the wire "kind" names the case.
        if (typeof(IRefusal).IsAssignableFrom(info.Type))
        {
            for (var i = info.Properties.Count - 1; i >= 0; i--)
            {
                if (info.Properties[i].PropertyType == typeof(RefusalKind))
                    info.Properties.RemoveAt(i);
            }
        }
        var cases = CasesOf(info.Type);
        if (cases.Count == 0)
            return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        foreach (var (kind, type) in cases)
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, kind));
    }

    private sealed class InstantJsonConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "") is { Success: true } parsed
                ? parsed.Value
                : throw new JsonException("An instant is ISO 8601 in UTC, such as 2026-11-23T14:00:00Z.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
