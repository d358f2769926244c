using System.Globalization;

namespace Portico.X12;

/// <summary>An input for people to read: an indented tree with plain words, and each issue below what it is about.</summary>
/// <remarks>
/// The words are those of this codec's grammars; values are shown as they were sent. Piece by piece: memory does not grow with
/// the input. What it writes is about patients where the input is.
/// </remarks>
public static class Outline
{
    /// <summary>Writes the whole input.</summary>
    /// <param name="input">Read from where it stands, and left open.</param>
    /// <param name="output">Gets one line a segment.</param>
    /// <param name="hasColour">True for a terminal that understands ANSI colours.</param>
    /// <returns>How many issues were found; none is kept.</returns>
    /// <remarks>Errors of the streams come through.</remarks>
    public static IssueLog Write(Stream input, TextWriter output, bool hasColour) => new Writer(output, hasColour).Walk(input);

    private sealed class Writer(TextWriter output, bool hasColour) : InputWalk
    {
        private const string Bold = "\e[1m";
        private const string Faint = "\e[2m";
        private const string Red = "\e[31m";
        private const string Yellow = "\e[33m";
        private const string Plain = "\e[0m";

        private int _depth;

        protected override void BeginInterchange(EnvelopeSegment isa) => Head(
            $"Interchange {Shown(isa.Text(13))}{(isa.Text(15) == "T" ? ", test" : "")}: {Shown(isa.Text(5))} {Shown(isa.Text(6))} to {Shown(isa.Text(7))} {Shown(isa.Text(8))}, {Shown(isa.Text(9))} {Shown(isa.Text(10))}");

        protected override void EndInterchange() => _depth--;

        protected override void BeginGroup(EnvelopeSegment gs) => Head(
            $"Group {Shown(gs.Text(6))}: {Shown(gs.Text(1))}, {Shown(gs.Text(8))}, {Shown(gs.Text(2))} to {Shown(gs.Text(3))}");

        protected override void EndGroup() => _depth--;

        protected override void BeginTransaction(LoopTree tree)
        {
            var st = tree.Root.First;
            Head($"Transaction {Shown(st.Text(2))}: {Shown(st.Text(1))}{(tree.Guide is { } guide ? $" {guide.Name}, {guide.Id}" : "")}");
        }

        protected override void EndTransaction() => _depth--;

        protected override void BeginLoop(LoopSpec spec) => Head($"{spec.Id} {spec.Name}");

        protected override void EndLoop() => _depth--;

        protected override void Segment(LoopSegment segment, IReadOnlyList<Issue> issues)
        {
            var standard = StandardDictionary.For(segment.Loop.Tree.Guide?.Id ?? "").Find(Bytewise.Id(segment.Id));
            Begin(Faint);
            output.Write(Shown(Bytewise.Text(segment.Id)).PadRight(4));
            Finish();
            if ((segment.Spec?.Name ?? standard?.Name) is { } name)
                output.Write($"{name}: ");
            var elements = segment.Spec?.Elements;
            var isFirst = true;
            for (var number = 1; number <= segment.Count; number++)
            {
                if (segment[number].IsEmpty)
                    continue;
                if (!isFirst)
                    output.Write(" · ");
                isFirst = false;
                Element(segment, number, elements is not null && number <= elements.Count ? elements[number - 1] : null);
            }
            output.WriteLine();
            _depth++;
            foreach (var issue in issues)
                Say(issue, isNear: true);
            _depth--;
        }

        private void Element(LoopSegment segment, int number, ElementSpec? spec)
        {
            if (hasColour)
                output.Write(Faint);
            output.Write(spec?.Name ?? string.Create(CultureInfo.InvariantCulture, $"{Bytewise.Id(segment.Id)}{number:00}"));
            Finish();
            output.Write(' ');
            var value = segment.Text(number);
            output.Write(Shown(value));
            if (spec is not null && CodeWords.Find(spec, value) is { } words)
                output.Write($" ({words})");
        }

        protected override void Outside(EnvelopeSegment segment)
        {
            Begin(Faint);
            output.Write(string.Join(' ', segment.Elements.Select(e => Shown(e.Trim())).Where(e => e.Length > 0)));
            Finish();
            output.WriteLine();
        }

        protected override void Late(Issue issue) => Say(issue, isNear: false);

        protected override void End() => output.Flush();

        private void Say(Issue issue, bool isNear)
        {
            Begin(issue.Severity == Severity.Warning ? Yellow : Red);
            output.Write($"! {issue.Severity} {issue.Code}");
            Finish();
            output.WriteLine(isNear
                ? issue.Place.Element > 0 ? string.Create(CultureInfo.InvariantCulture, $" at {issue.SegmentId}{issue.Place.Element:00}: {issue.Text}") : $": {issue.Text}"
                : $" at {issue.Place}: {issue.Text}");
        }

        private void Head(string text)
        {
            Begin(Bold);
            output.Write(text);
            Finish();
            output.WriteLine();
            _depth++;
        }

        private void Begin(string colour)
        {
            for (var i = 0; i < _depth; i++)
                output.Write("  ");
            if (hasColour)
                output.Write(colour);
        }

        private void Finish()
        {
            if (hasColour)
                output.Write(Plain);
        }

        // What came from outside must not steer the terminal.
        private static string Shown(string value) =>
            value.Any(char.IsControl) ? string.Concat(value.Select(c => char.IsControl(c) ? '?' : c)) : value;
    }
}
