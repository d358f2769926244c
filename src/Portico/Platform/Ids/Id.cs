using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portico.Platform.Ids;

/// <summary>One kind of thing's id: a <c>readonly record struct XId(Guid Value)</c>. Never a bare Guid across a method.</summary>
/// <remarks>uuid on PostgreSQL, 16 big-endian bytes on SQLite, a plain string on the wire. Version 7, so ids sort by time.</remarks>
public interface IId
{
    Guid Value { get; }
}

/// <inheritdoc/>
public interface IId<TSelf> : IId where TSelf : struct, IId<TSelf>
{
    static abstract TSelf From(Guid value);
}

/// <summary>Makes and reads ids of every kind.</summary>
public static class Id
{
    public static TId New<TId>() where TId : struct, IId<TId> => TId.From(Guid.CreateVersion7());

    public static TId From<TId>(Guid value) where TId : struct, IId<TId> => TId.From(value);

    public static bool IsIdType(Type type) =>
        type.IsValueType && typeof(IId).IsAssignableFrom(type);
}

/// <summary>Writes every id as a plain string: <c>"0190…"</c>, not <c>{"value":…}</c>.</summary>
public sealed class IdJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => Id.IsIdType(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)(Activator.CreateInstance(typeof(IdJsonConverter<>).MakeGenericType(typeToConvert))
            ?? throw new InvalidOperationException("No converter for " + typeToConvert.Name));
}

internal sealed class IdJsonConverter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(Guid.Parse(reader.GetString() ?? throw new JsonException("An id cannot be null.")));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value.ToString());
}
