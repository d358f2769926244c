using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portico.X12;

/// <summary>An input as one JSON document, for programs that know no X12.</summary>
/// <remarks>
/// <para>What contains something has <c>content</c>: interchanges, groups, transactions, loops. A segment has its elements by name
/// (<c>CLM01</c>), those that are absent left out: a string, an array for a composite, an array of those where the guide lets an
/// element repeat; where no guide has the segment, a string as it was sent. Amounts and dates are strings too, as sent. An issue stands
/// with its segment, or in <c>issues</c> of what it was found at the end of.</para>
/// <para>Piece by piece: memory does not grow with the input.</para>
/// </remarks>
public static class OutlineJson
{
    /// <summary>Writes the whole input.</summary>
    /// <param name="input">Read from where it stands, and left open.</param>
    /// <param name="output">Gets UTF-8; left open.</param>
    /// <param name="isIndented">True for people: a value a line. False for programs: all on one line.</param>
    /// <returns>How many issues were found; none is kept.</returns>
    /// <remarks>Errors of the streams come through.</remarks>
    public static IssueLog Write(Stream input, Stream output, bool isIndented)
    {
        // For files and pipes, never for a web page: letters beyond ASCII stay readable.
        using var json = new Utf8JsonWriter(output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = isIndented });
        return new Writer(json).Walk(input);
    }

    /// <summary>Writes one issue as an object: code, severity, where it is, and what to do.</summary>
    public static void Write(Utf8JsonWriter json, Issue issue)
    {
        var place = issue.Place;
        json.WriteStartObject();
        json.WriteString("code", issue.Code);
        json.WriteString("severity", issue.Severity switch { Severity.Warning => "warning", Severity.Error => "error", _ => "fatal" });
        json.WriteNumber("interchange", place.Interchange);
        json.WriteNumber("group", place.Group);
        json.WriteNumber("transaction", place.Transaction);
        json.WriteNumber("segment", place.Segment);
        json.WriteNumber("element", place.Element);
        json.WriteNumber("repetition", place.Repetition);
        json.WriteNumber("component", place.Component);
        json.WriteNumber("offset", place.Offset);
        json.WriteString("id", issue.SegmentId);
        json.WriteString("loop", issue.Loop);
        json.WriteString("text", issue.Text);
        json.WriteEndObject();
    }

    private sealed class Writer : InputWalk
    {
        private const int Pending = 32 * 1024;

        private readonly Utf8JsonWriter _json;

        // For each object that is open, what was found when its segments were gone.
        private readonly Stack<List<Issue>> _issues = new([[]]);

        public Writer(Utf8JsonWriter json)
        {
            _json = json;
            json.WriteStartObject();
            json.WriteStartArray("content");
        }

        protected override void BeginInterchange(EnvelopeSegment isa)
        {
            Open("interchange", isa.Text(13));
            Header(isa);
            Content();
        }

        protected override void EndInterchange() => Close();

        protected override void BeginGroup(EnvelopeSegment gs)
        {
            Open("group", gs.Text(6));
            Header(gs);
            Content();
        }

        protected override void EndGroup() => Close();

        protected override void BeginTransaction(LoopTree tree)
        {
            var st = tree.Root.First;
            Open("transaction", st.Text(2));
            _json.WriteString("id", st.Text(1));
            _json.WriteString("guide", tree.Guide?.Id);
            _json.WriteString("name", tree.Guide?.Name);
            Content();
        }

        protected override void EndTransaction() => Close();

        protected override void BeginLoop(LoopSpec spec)
        {
            Open("loop", spec.Id);
            _json.WriteString("name", spec.Name);
            Content();
        }

        protected override void EndLoop() => Close();

        protected override void Segment(LoopSegment segment, IReadOnlyList<Issue> issues)
        {
            _json.WriteStartObject();
            _json.WriteString("segment", Bytewise.Text(segment.Id));
            if (segment.Spec is { } spec)
                _json.WriteString("name", spec.Name);
            var place = segment.Place();
            _json.WriteNumber("number", place.Segment);
            _json.WriteNumber("offset", place.Offset);
            _json.WriteStartObject("elements");
            for (var number = 1; number <= segment.Count; number++)
            {
                if (segment[number].IsEmpty)
                    continue;
                _json.WritePropertyName(NameOf(Bytewise.Text(segment.Id), number));
                Element(segment, number);
            }
            _json.WriteEndObject();
            Issues(issues);
            _json.WriteEndObject();
            if (_json.BytesPending > Pending)
                _json.Flush();
        }

        private void Element(LoopSegment segment, int number)
        {
            var elements = segment.Spec?.Elements;
            var spec = elements is not null && number <= elements.Count ? elements[number - 1] : null;
            var element = segment.Element(number);
            if (spec is null)
            {
                _json.WriteStringValue(segment.Text(number));
                return;
            }
            if (spec.MaxRepetitions == 1)
            {
                Value(element.Bytes, spec, segment);
                return;
            }
            _json.WriteStartArray();
            for (var repetition = 1; repetition <= element.Repetitions; repetition++)
                Value(element.Repetition(repetition).Bytes, spec, segment);
            _json.WriteEndArray();
        }

        private void Value(ReadOnlySpan<byte> value, ElementSpec spec, LoopSegment segment)
        {
            if (spec.Components.Count == 0)
            {
                _json.WriteStringValue(Bytewise.Text(value));
                return;
            }
            _json.WriteStartArray();
            foreach (var part in value.Split(segment.Loop.Tree.Delimiters.Component))
                _json.WriteStringValue(Bytewise.Text(value[part]));
            _json.WriteEndArray();
        }

        protected override void Outside(EnvelopeSegment segment)
        {
            _json.WriteStartObject();
            _json.WriteString("segment", segment.Elements[0]);
            _json.WriteNumber("offset", segment.Place.Offset);
            Elements(segment);
            _json.WriteEndObject();
        }

        protected override void Late(Issue issue)
        {
            // What is wrong everywhere does not fill memory: check counts all of it.
            if (_issues.Peek().Count < IssueLog.DefaultLimit)
                _issues.Peek().Add(issue);
        }

        protected override void End()
        {
            _json.WriteEndArray();
            Issues(_issues.Pop());
            _json.WriteEndObject();
            _json.Flush();
        }

        private void Open(string what, string id)
        {
            _json.WriteStartObject();
            _json.WriteString(what, id);
            _issues.Push([]);
        }

        private void Content() => _json.WriteStartArray("content");

        private void Close()
        {
            _json.WriteEndArray();
            Issues(_issues.Pop());
            _json.WriteEndObject();
        }

        private void Header(EnvelopeSegment header)
        {
            _json.WriteNumber("offset", header.Place.Offset);
            Elements(header);
        }

        private void Elements(EnvelopeSegment segment)
        {
            _json.WriteStartObject("elements");
            for (var number = 1; number < segment.Elements.Count; number++)
            {
                if (segment.Text(number).Length > 0)
                    _json.WriteString(NameOf(segment.Elements[0], number), segment.Text(number));
            }
            _json.WriteEndObject();
        }

        private void Issues(IReadOnlyList<Issue> issues)
        {
            if (issues.Count == 0)
                return;
            _json.WriteStartArray("issues");
            foreach (var issue in issues)
                Write(_json, issue);
            _json.WriteEndArray();
        }

        private static string NameOf(string id, int number) => string.Create(CultureInfo.InvariantCulture, $"{id}{number:00}");
    }
}
