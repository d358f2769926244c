using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portico.Modules.Coverage.Domain.Benefits;

namespace Portico.Modules.Coverage.ReadEligibility;

/// <summary>Writes a reading as one line of JSON. docs/eligibility-reading.md has its fields.</summary>
internal static class ReadingJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, BenefitReading reading)
    {
        using (var json = new Utf8JsonWriter(output, s_options))
            Write(json, reading);
        output.WriteByte((byte)'\n');
    }

    public static string Word(PolicyState state) => state switch
    {
        PolicyState.Active => "active",
        PolicyState.BillElsewhere => "active-bill-elsewhere",
        PolicyState.NotForService => "active-not-for-service",
        PolicyState.Inactive => "inactive",
        _ => "unknown",
    };

    public static string Word(FigureKind kind) => kind switch
    {
        FigureKind.OutOfPocket => "out-of-pocket",
        FigureKind.SpendDown => "spend-down",
        _ => Lower(kind),
    };

    public static string? Word(FigureScope scope) => scope == FigureScope.NotSaid ? null : Lower(scope);

    public static string Word(FigureNetwork network) => network == FigureNetwork.NotSaid ? "unknown" : Lower(network);

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter json, BenefitReading reading)
    {
        json.WriteStartObject();
        json.WriteString("state", Word(reading.State));
        json.WriteString("sentence", reading.Sentence);
        json.WriteString("asOf", reading.AsOf?.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteBoolean("isAnswer", reading.IsAnswer);
        json.WriteString("trace", reading.Trace);
        json.WriteString("payer", reading.Payer);
        json.WriteString("plan", reading.Plan);
        Remarks(json, "why", reading.Why);
        json.WriteStartArray("figures");
        foreach (var figure in reading.Figures)
            Write(json, figure);
        json.WriteEndArray();
        json.WriteStartObject("auth");
        json.WriteString("status", Lower(reading.Authorization.Status));
        Maybe(json, "required", reading.Authorization.IsRequired);
        Remarks(json, "candidates", reading.Authorization.Candidates);
        Remarks(json, "numbers", reading.Authorization.Numbers);
        json.WriteEndObject();
        json.WriteStartObject("pcp");
        json.WriteString("status", Lower(reading.PrimaryCare.Status));
        json.WriteString("name", reading.PrimaryCare.Name);
        json.WriteString("npi", reading.PrimaryCare.Npi);
        json.WriteString("phone", reading.PrimaryCare.Phone);
        Remarks(json, "candidates", reading.PrimaryCare.Candidates);
        json.WriteEndObject();
        json.WriteStartArray("otherPayers");
        foreach (var payer in reading.OtherPayers)
            Write(json, payer);
        json.WriteEndArray();
        Remarks(json, "messages", reading.Messages);
        Remarks(json, "collectNothing", reading.CollectNothing);
        json.WriteStartArray("differences");
        foreach (var difference in reading.Differences)
        {
            json.WriteStartObject();
            json.WriteString("field", difference.Field);
            json.WriteString("ours", difference.Ours);
            json.WriteString("payers", difference.Payers);
            Cite(json, "segment", difference.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("actions");
        foreach (var action in reading.Actions)
        {
            json.WriteStartObject();
            json.WriteString("code", action.Code);
            json.WriteString("level", action.Level);
            json.WriteString("meaning", action.Meaning);
            json.WriteString("action", action.Act);
            json.WriteString("who", action.Who);
            json.WriteBoolean("mayAskAgain", action.MayAskAgain);
            Cite(json, "segment", action.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Figure figure)
    {
        json.WriteStartObject();
        json.WriteString("kind", Word(figure.Kind));
        json.WriteString("measure", Lower(figure.Measure));
        json.WriteStartArray("services");
        foreach (var service in figure.ServiceTypes)
            json.WriteStringValue(service);
        json.WriteEndArray();
        json.WriteString("status", Lower(figure.Status));
        Value(json, figure.Cents, figure.Fraction, figure.Count);
        if (figure.Unit is not null)
            json.WriteString("unit", figure.Unit);
        json.WriteString("scope", Word(figure.Scope));
        json.WriteString("period", figure.Period);
        json.WriteString("network", Word(figure.Network));
        if (figure.IsDerived)
            json.WriteBoolean("derived", true);
        if (figure.Why is not null)
            json.WriteString("why", figure.Why);
        json.WriteStartArray("candidates");
        foreach (var candidate in figure.Candidates)
        {
            json.WriteStartObject();
            Value(json, candidate.Cents, candidate.Fraction, candidate.Count);
            json.WriteString("scope", Word(candidate.Scope));
            json.WriteString("period", candidate.Period);
            json.WriteString("network", Word(candidate.Network));
            json.WriteStartArray("doubts");
            foreach (var doubt in candidate.Doubts)
                json.WriteStringValue(doubt);
            json.WriteEndArray();
            Cite(json, "segment", candidate.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Cite(json, "segment", figure.Sources.Count > 0 ? figure.Sources[0] : null);
        if (figure.Sources.Count > 1)
        {
            json.WriteStartArray("segments");
            foreach (var source in figure.Sources)
                Cite(json, source);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, long? cents, decimal? fraction, decimal? count)
    {
        if (cents is { } money)
            json.WriteNumber("cents", money);
        if (fraction is { } share)
            json.WriteNumber("fraction", share);
        if (count is { } number)
            json.WriteNumber("count", number);
    }

    private static void Write(Utf8JsonWriter json, OtherPayer payer)
    {
        json.WriteStartObject();
        json.WriteString("name", payer.Name);
        json.WriteString("order", payer.Order);
        json.WriteString("insuranceType", payer.InsuranceType);
        json.WriteString("payerId", payer.PayerId);
        json.WriteString("policyNumber", payer.PolicyNumber);
        json.WriteString("phone", payer.Phone);
        json.WriteString("from", payer.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("to", payer.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Cite(json, "segment", payer.Source);
        json.WriteEndObject();
    }

    private static void Remarks(Utf8JsonWriter json, string name, IReadOnlyList<Remark> remarks)
    {
        json.WriteStartArray(name);
        foreach (var remark in remarks)
        {
            json.WriteStartObject();
            json.WriteString("text", remark.Text);
            Cite(json, "segment", remark.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Cite(Utf8JsonWriter json, string name, Citation? citation)
    {
        json.WritePropertyName(name);
        Cite(json, citation);
    }

    private static void Cite(Utf8JsonWriter json, Citation? citation)
    {
        if (citation is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteNumber("number", citation.Place.Segment);
        json.WriteNumber("element", citation.Place.Element);
        json.WriteNumber("byte", citation.Place.Offset);
        json.WriteString("text", citation.Text);
        json.WriteString("words", citation.Words);
        json.WriteEndObject();
    }

    private static void Maybe(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } said)
            json.WriteBoolean(name, said);
        else
            json.WriteNull(name);
    }
}
