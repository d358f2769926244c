using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using NodaTime;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Platform.Api;

/// <summary>OpenAPI 3.1 of the JSON API, made from the registry and from the very options that read and write the wire.</summary>
internal sealed class OpenApiDocument(OperationRegistry registry)
{
    private readonly Lazy<byte[]> _document = new(() => JsonSerializer.SerializeToUtf8Bytes(Make(registry)));

    public byte[] Bytes => _document.Value;

    private static JsonObject Make(OperationRegistry registry)
    {
        var schemas = new JsonObject { ["Problem"] = Problem() };
        var paths = new JsonObject();
        foreach (var entry in registry.All)
        {
            var (request, result) = (entry.Type.Name + "Request", entry.Type.Name + "Result");
            schemas[request] = SchemaOf(entry.Request, request);
            schemas[result] = SchemaOf(entry.Result, result);
            paths["/api/" + entry.Name] = new JsonObject { ["post"] = Post(entry, request, result) };
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Portico", ["version"] = "v1" },
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                },
                ["schemas"] = schemas,
            },
        };
    }

    private static JsonObject Post(OperationEntry entry, string request, string result)
    {
        var parameters = new JsonArray(Header(ApiDoor.ReasonHeader, false, "Why, where the act demands a reason."));
        if (!entry.IsQuery)
            parameters.Insert(0, Header(ApiDoor.KeyHeader, true,
                "One an act: the same key and body give the first answer again; another body is refused with 422."));
        var responses = new JsonObject
        {
            ["200"] = Response("Done.", "application/json", result),
            ["400"] = Response("The call has the wrong shape.", "application/problem+json", "Problem"),
            ["401"] = new JsonObject { ["description"] = "No valid bearer token." },
            ["403"] = Response("Not allowed.", "application/problem+json", "Problem"),
            ["404"] = Response("No such thing.", "application/problem+json", "Problem"),
            ["409"] = Response("Someone or something got there first.", "application/problem+json", "Problem"),
            ["422"] = Response("A rule forbids it, or the key was used for another body.", "application/problem+json", "Problem"),
        };
        return new JsonObject
        {
            ["operationId"] = entry.Name,
            ["tags"] = new JsonArray(entry.IsQuery ? "queries" : "use cases"),
            ["parameters"] = parameters,
            ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", request) },
            ["responses"] = responses,
        };
    }

    private static JsonObject Header(string name, bool required, string description) => new JsonObject
    {
        ["name"] = name, ["in"] = "header", ["required"] = required, ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string", ["maxLength"] = 200 },
    };

    private static JsonObject Response(string description, string type, string schema) =>
        new() { ["description"] = description, ["content"] = Content(type, schema) };

    private static JsonObject Content(string type, string schema) => new()
    {
        [type] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/" + schema } },
    };

    private static JsonObject Problem() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("type", "title", "status", "code"),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string" },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["code"] = new JsonObject { ["type"] = "string", ["description"] = "Stable: module.words-with-dashes." },
            ["detail"] = new JsonObject { ["type"] = "string", ["description"] = "What to do." },
            ["result"] = new JsonObject { ["type"] = "object", ["description"] = "The refusal, with its kind." },
        },
    };

    private static JsonNode SchemaOf(Type type, string name)
    {
        var schema = DeskJson.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => OfOurs(Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type,
                Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null) ?? node,
        });
        Root(schema, "#/components/schemas/" + name);
        return schema;
    }

    // Converters of our own are opaque to the exporter.
    private static JsonObject? OfOurs(Type type, bool nullable)
    {
        JsonNode Kind(string kind) => nullable ? new JsonArray(kind, "null") : JsonValue.Create(kind);
        if (Id.IsIdType(type))
            return new JsonObject { ["type"] = Kind("string"), ["format"] = "uuid" };
        if (type == typeof(Instant))
            return new JsonObject { ["type"] = Kind("string"), ["format"] = "date-time" };
        return type == typeof(Money)
            ? new JsonObject { ["type"] = Kind("integer"), ["description"] = "US cents." }
            : null;
    }

    // The exporter points from the schema's own root; here the schema stands deeper in a document.
    private static void Root(JsonNode? node, string root)
    {
        if (node is JsonObject map)
        {
            if (map["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var at) && at.StartsWith('#'))
                map["$ref"] = root + at[1..];
            foreach (var (_, child) in map.ToList())
                Root(child, root);
        }
        else if (node is JsonArray list)
        {
            foreach (var child in list)
                Root(child, root);
        }
    }
}
