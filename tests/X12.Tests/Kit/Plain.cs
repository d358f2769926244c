using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Portico.X12.Tests;

/// <summary>Models as text, without their places: equal text is an equal model.</summary>
internal static class Plain
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutPlaces } },
    };

    public static string Text<T>(T model) => JsonSerializer.Serialize(model, s_options);

    private static void WithoutPlaces(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].PropertyType == typeof(Place))
                type.Properties.RemoveAt(i);
        }
    }
}
