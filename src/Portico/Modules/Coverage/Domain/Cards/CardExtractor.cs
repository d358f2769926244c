using System.Text.RegularExpressions;

namespace Portico.Modules.Coverage.Domain.Cards;

/// <summary>Finds the fields of an insurance card among its words. Proposes alone: a person compares each with the card.</summary>
/// <remarks>
/// A label is followed by its value in the same line, stands left of it, above it or below it. Where two places fit, the field is
/// kept with a confidence that says so; nothing is put right in a value.
/// </remarks>
public static partial class CardExtractor
{
    private const double Ambiguous = 0.6;
    private const double Contested = 0.8;

    /// <summary>A word, or the part of one on one side of a colon, a number sign or a slash.</summary>
    private sealed record Piece(string Text, double Confidence, CardBox Box)
    {
        public string Plain { get; } = CardLabels.Plain(Text);
        public bool IsTaken { get; set; }
        public bool IsLabel { get; set; }
    }

    private sealed record Label(CardFieldKind? Kind, int Row, int At, int Words, CardBox Box)
    {
        public bool IsDone { get; set; }
    }

    private sealed record Candidate(List<Piece> Pieces, double Gap);

    [GeneratedRegex(@"\b(?:P ?\.? ?O ?\.? ?)?BOX\b", RegexOptions.IgnoreCase)]
    private static partial Regex PostBox();

    [GeneratedRegex(@"\b[A-Z]{2},? [0-9]{5}(?:-[0-9]{4})?$")]
    private static partial Regex StateAndZip();

    [GeneratedRegex(@"(?:1[-. ])?\(?\b[0-9]{3}\)?[-. ] ?[0-9]{3}[-. ][0-9]{4}\b")]
    private static partial Regex PhoneIn();

    /// <param name="words">Of one side of a card, in any order.</param>
    /// <returns>Each kind once at most, in the order of <see cref="CardFieldKind"/>.</returns>
    public static IReadOnlyList<CardField> Extract(IReadOnlyList<CardWord> words)
    {
        var rows = Rows([.. words.SelectMany(Split)]);
        var labels = Labels(rows);
        List<CardField> found = [];
        InLine(rows, labels, found);
        Stacked(rows, labels, found);
        Medicare(rows, found);
        Address(rows, found);
        Phones(rows, found);
        PayerName(rows, found);
        return [.. found.GroupBy(f => f.Kind).OrderBy(g => g.Key).Select(Best)];
    }

    /// <summary>Two readings of one card. What they agree in is as sure as the surer; where they differ, nobody is sure.</summary>
    public static IReadOnlyList<CardField> Merge(IReadOnlyList<CardField> first, IReadOnlyList<CardField> second) =>
        [.. first.Concat(second).GroupBy(f => f.Kind).OrderBy(g => g.Key).Select(Best)];

    // Twice the same is one. Twice something else is a doubt.
    private static CardField Best(IEnumerable<CardField> same)
    {
        var all = same.OrderByDescending(f => f.Confidence).ToList();
        return all.Exists(f => !Same(f.Value, all[0].Value)) ? all[0] with { Confidence = Math.Min(all[0].Confidence, Ambiguous) } : all[0];
    }

    private static bool Same(string left, string right) => string.Equals(Letters(left), Letters(right), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static IEnumerable<Piece> Split(CardWord word)
    {
        List<string> parts = [];
        foreach (var glued in CardLabels.Glued.Where(g => word.Text.Length > g.Length && word.Text.StartsWith(g, StringComparison.OrdinalIgnoreCase)
            && (char.IsAsciiDigit(word.Text[g.Length]) || word.Text[g.Length] is ':' or '#')))
        {
            parts = [word.Text[..glued.Length], word.Text[glued.Length..].TrimStart(':', '#')];
            break;
        }
        if (parts.Count == 0 && word.Text.IndexOfAny([':', '#']) is > 0 and var sign && word.Text[..sign].Any(char.IsLetter))
            parts = word.Text[sign] == '#' ? [word.Text[..sign], "#", word.Text[(sign + 1)..].TrimStart(':')] : [word.Text[..(sign + 1)], word.Text[(sign + 1)..]];
        if (parts.Count == 0 && word.Text.StartsWith('#') && word.Text.Length > 1)
            parts = ["#", word.Text[1..].TrimStart(':')];
        if (parts.Count == 0 && word.Text.Contains('/', StringComparison.Ordinal) && word.Text.Split('/') is { Length: > 1 } alternatives
            && (alternatives.All(a => a.StartsWith('$')) || (CardLabels.At([CardLabels.Plain(alternatives[0])], 0).Words > 0 && !word.Text.Any(char.IsAsciiDigit))))
            parts = [.. alternatives];
        if (parts.Count == 0)
            parts = [word.Text];
        var (at, whole) = (0, Math.Max(1, parts.Sum(p => p.Length)));
        foreach (var part in parts)
        {
            var (left, right) = (word.Box.Left + word.Box.Width * at / whole, word.Box.Left + word.Box.Width * (at + part.Length) / whole);
            at += part.Length;
            // A sign alone between a label and its value is neither.
            if (part.Any(char.IsLetterOrDigit) || part is "#")
                yield return new(part, word.Confidence, word.Box with { Left = left, Width = Math.Max(1, right - left) });
        }
    }

    private static List<List<Piece>> Rows(List<Piece> pieces)
    {
        List<List<Piece>> rows = [];
        foreach (var piece in pieces.OrderBy(p => p.Box.MiddleY))
        {
            // By the last one: a line that is not quite level is one line all the same.
            var row = rows.LastOrDefault(r => r.MinBy(p => Math.Abs(p.Box.Left - piece.Box.Left)) is { } near
                && Math.Min(near.Box.Bottom, piece.Box.Bottom) - Math.Max(near.Box.Top, piece.Box.Top) > 0.5 * Math.Min(near.Box.Height, piece.Box.Height));
            if (row is null)
                rows.Add([piece]);
            else
                row.Add(piece);
        }
        foreach (var row in rows)
            row.Sort((a, b) => a.Box.Left.CompareTo(b.Box.Left));
        return [.. rows.OrderBy(r => r.Average(p => p.Box.MiddleY))];
    }

    private static bool IsGap(Piece left, Piece right) => right.Box.Left - left.Box.Right > 1.6 * Math.Max(left.Box.Height, right.Box.Height);

    private static List<Label> Labels(List<List<Piece>> rows)
    {
        List<Label> labels = [];
        foreach (var (index, row) in rows.Index())
        {
            var plain = row.ConvertAll(p => p.Plain);
            for (var at = 0; at < row.Count; at++)
            {
                var (count, kind) = CardLabels.At(plain, at);
                // A label stands together.
                while (count > 1 && Enumerable.Range(at, count - 1).Any(i => IsGap(row[i], row[i + 1])))
                    (count, kind) = CardLabels.At(plain[..(at + count - 1)], at);
                if (count == 0)
                    continue;
                var begins = at == 0 || IsGap(row[at - 1], row[at]) || row[at - 1].IsLabel;
                var ends = at + count == row.Count || IsGap(row[at + count - 1], row[at + count]);
                var isMarked = row[at + count - 1].Text.EndsWith(':') || row[at + count - 1].Text == "#" || count > 1;
                // "Health plan" at a line's end is a name; "Plan" before a value, or alone, is a label.
                if (!begins && !isMarked && (ends || !row[at - 1].Text.Any(char.IsAsciiDigit)))
                    continue;
                for (var i = at; i < at + count; i++)
                    row[i].IsLabel = true;
                labels.Add(new(kind, index, at, count, row.Skip(at).Take(count).Select(p => p.Box).Aggregate((a, b) => a.With(b))));
                at += count - 1;
            }
        }
        return labels;
    }

    /// <summary>Values right of their labels, close by or across a gap.</summary>
    private static void InLine(List<List<Piece>> rows, List<Label> labels, List<CardField> found)
    {
        foreach (var group in labels.GroupBy(l => l.Row))
        {
            var row = rows[group.Key];
            List<Label> waiting = [];
            foreach (var label in group.OrderBy(l => l.At))
            {
                var run = Run(row, label.At + label.Words);
                waiting.Add(label);
                if (run.Count == 0)
                    continue;
                // "PCP/Specialist $25/$50": as many labels as values, in one order.
                if (waiting.Count > 1 && waiting.TrueForAll(l => IsCopay(l.Kind)) && run.Count >= waiting.Count && run.Take(waiting.Count).All(p => p.Text.StartsWith('$')))
                {
                    foreach (var (i, one) in waiting.Index())
                        Take(one, [run[i]], 1, found);
                    waiting.Clear();
                    continue;
                }
                waiting.Clear();
                if (label.Kind is not { } kind)
                {
                    label.IsDone = true;
                    foreach (var piece in run)
                        piece.IsTaken = !piece.Text.StartsWith('$') && !PostBox().IsMatch(piece.Text) && piece.Text.Any(char.IsAsciiDigit) && !IsNearPhone(run);
                    continue;
                }
                var isFar = IsGap(row[label.At + label.Words - 1], run[0]);
                var fits = CardValues.Fit(kind, run.ConvertAll(p => p.Text));
                if (fits == 0)
                    continue;
                var most = 1.0;
                if (isFar)
                {
                    // In another column, it may be the value of a label that stands above or below it.
                    var owner = labels.Exists(l => l != label && !l.IsDone && Math.Abs(l.Row - label.Row) == 1 && l.Kind is not null
                        && Overlap(l.Box, run[0].Box) > 0 && CardValues.Fit(l.Kind.Value, run.ConvertAll(p => p.Text)) > 0);
                    var stacked = Vertical(rows, label, 1) is not null || Vertical(rows, label, -1) is not null;
                    if (owner && stacked)
                        continue;
                    most = owner ? Ambiguous : stacked ? Contested : 1;
                }
                Take(label, run[..fits], most, found);
            }
        }
    }

    // To the next label or the next gap.
    private static List<Piece> Run(List<Piece> row, int from)
    {
        List<Piece> run = [];
        for (var i = from; i < row.Count && !row[i].IsLabel && (run.Count == 0 || !IsGap(row[i - 1], row[i])); i++)
        {
            if (row[i].IsTaken)
                break;
            run.Add(row[i]);
        }
        return run;
    }

    private static int Overlap(CardBox a, CardBox b) => Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);

    /// <summary>What stands in the next line above or below a label, in its own column, when it fits.</summary>
    private static Candidate? Vertical(List<List<Piece>> rows, Label label, int step)
    {
        if (label.Kind is not { } kind)
            return null;
        var own = rows[label.Row];
        var (left, right) = (label.Box.Left - 1.5 * label.Box.Height, double.MaxValue);
        if (label.At + label.Words < own.Count)
            right = own[label.At + label.Words].Box.Left - 0.3 * label.Box.Height;
        for (var index = label.Row + step; index >= 0 && index < rows.Count; index += step)
        {
            var pieces = rows[index].Where(p => p.Box.Left >= left && p.Box.Left < right).ToList();
            // What stands in the next column only is not in the way.
            if (pieces.Count == 0 || pieces[0].Box.Left > label.Box.Right + 2 * label.Box.Height)
                continue;
            double gap = step > 0 ? pieces[0].Box.Top - label.Box.Bottom : label.Box.Top - pieces[0].Box.Bottom;
            if (gap > 2.5 * Math.Max(label.Box.Height, pieces[0].Box.Height))
                return null;
            var run = Run(pieces, 0);
            var fits = run.Count == 0 ? 0 : CardValues.Fit(kind, run.ConvertAll(p => p.Text));
            return fits == 0 ? null : new(run[..fits], Math.Max(gap, 0));
        }
        return null;
    }

    /// <summary>Values below or above their labels. A card does one of the two: what most of its labels say decides for the rest.</summary>
    private static void Stacked(List<List<Piece>> rows, List<Label> labels, List<CardField> found)
    {
        var open = labels.Where(l => !l.IsDone && l.Kind is not null).Select(l => (Label: l, Down: Vertical(rows, l, 1), Up: Vertical(rows, l, -1))).ToList();
        var (down, up) = (open.Count(o => o.Down is not null && o.Up is null), open.Count(o => o.Up is not null && o.Down is null));
        // Where a value could belong to two labels, the nearer has it.
        foreach (var (label, below, above) in open.OrderBy(o => Math.Min(o.Down?.Gap ?? double.MaxValue, o.Up?.Gap ?? double.MaxValue)))
        {
            if (below is null && above is null)
                continue;
            var isDown = above is null || (below is not null && (down > up || (down == up && below.Gap <= above.Gap)));
            var chosen = (isDown ? below : above) ?? throw new System.Diagnostics.UnreachableException();
            var other = isDown ? above : below;
            if (chosen.Pieces.Exists(p => p.IsTaken))
                continue;
            var agrees = isDown ? down >= up : up >= down;
            var most = !agrees ? Ambiguous : other is null ? (down > 0 && up > 0 ? Contested : 1) : down == up ? Ambiguous : chosen.Gap < 0.6 * other.Gap ? 1 : Contested;
            Take(label, chosen.Pieces, most, found);
        }
    }

    private static bool IsCopay(CardFieldKind? kind) =>
        kind is CardFieldKind.CopayOffice or CardFieldKind.CopaySpecialist or CardFieldKind.CopayUrgentCare or CardFieldKind.CopayEmergency;

    private static void Take(Label label, List<Piece> pieces, double most, List<CardField> found)
    {
        if (label.Kind is not { } kind)
            return;
        label.IsDone = true;
        foreach (var piece in pieces)
            piece.IsTaken = true;
        var isId = kind is CardFieldKind.MemberId or CardFieldKind.GroupNumber or CardFieldKind.PayerId or CardFieldKind.RxBin or CardFieldKind.RxGroup;
        // "W123456789 01": who of the family it is, printed behind the id. Some payers count it to the id.
        if (kind == CardFieldKind.MemberId && pieces.Count > 1 && pieces[^1].Text is { Length: 2 } suffix && suffix.All(char.IsAsciiDigit) && pieces[^2].Text.Length >= 8)
        {
            found.Add(Field(CardFieldKind.Suffix, pieces[^1..], Contested));
            (pieces, most) = (pieces[..^1], Math.Min(most, Contested));
        }
        var field = Field(kind, pieces, most);
        if (isId && !(kind == CardFieldKind.MemberId && CardValues.IsMedicare(field.Value)) && CardValues.HasDoubtfulLetter(field.Value))
            field = field with { Confidence = Math.Min(field.Confidence, Ambiguous) };
        found.Add(field);
    }

    private static CardField Field(CardFieldKind kind, List<Piece> pieces, double most) => new(kind,
        string.Join(' ', pieces.Select(p => p.Text)).Trim(',', ';', '.', ':'), Math.Min(most, pieces.Min(p => p.Confidence)),
        pieces.Select(p => p.Box).Aggregate((a, b) => a.With(b)));

    /// <summary>A number of Medicare's form is known without its label, which those cards print in two languages.</summary>
    private static void Medicare(List<List<Piece>> rows, List<CardField> found)
    {
        if (found.Exists(f => f.Kind == CardFieldKind.MemberId))
            return;
        var isMedicare = rows.Exists(r => r.Exists(p => p.Plain == "MEDICARE"));
        foreach (var piece in rows.SelectMany(r => r).Where(p => !p.IsTaken && CardValues.IsMedicare(p.Text)))
        {
            piece.IsTaken = true;
            found.Add(Field(CardFieldKind.MemberId, [piece], isMedicare ? 1 : Contested));
        }
    }

    /// <summary>Where paper claims go: a post office box or a street, to the ZIP code.</summary>
    private static void Address(List<List<Piece>> rows, List<CardField> found)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            var start = rows[index].FindIndex(p => p.Plain is "PO" or "P.O" or "BOX" or "POB" or "P");
            if (start < 0 || !PostBox().IsMatch(string.Join(' ', rows[index].Skip(start).Select(p => p.Text))))
                continue;
            List<Piece> address = [];
            var left = rows[index][start].Box;
            for (var line = index; line < Math.Min(index + 3, rows.Count); line++)
            {
                var from = line == index ? start : rows[line].FindIndex(p => Math.Abs(p.Box.Left - left.Left) < 3 * left.Height || p.Box.Left > left.Left);
                if (from < 0)
                    continue;
                for (var i = from; i < rows[line].Count && (i == from || !IsGap(rows[line][i - 1], rows[line][i])); i++)
                    address.Add(rows[line][i]);
                if (!StateAndZip().IsMatch(string.Join(' ', address.Select(p => p.Text))))
                    continue;
                var isNamed = rows.Take(index + 1).TakeLast(4).Any(r => r.Exists(p => p.Plain.StartsWith("CLAIM", StringComparison.Ordinal)));
                foreach (var piece in address)
                    piece.IsTaken = true;
                found.Add(Field(CardFieldKind.ClaimsAddress, address, isNamed ? 1 : Contested));
                break;
            }
        }
    }

    private static bool IsNearPhone(List<Piece> run) => PhoneIn().IsMatch(string.Join(' ', run.Select(p => p.Text)));

    private static void Phones(List<List<Piece>> rows, List<CardField> found)
    {
        foreach (var (index, row) in rows.Index())
        {
            var text = "";
            List<int> starts = [];
            foreach (var piece in row)
            {
                starts.Add(text.Length);
                text += piece.Text + " ";
            }
            foreach (Match match in PhoneIn().Matches(text))
            {
                var pieces = row.Where((_, i) => starts[i] < match.Index + match.Length && starts[i] + row[i].Text.Length > match.Index).ToList();
                // What stands before it in the line says whose it is, and the line above where nothing does.
                var before = text[..match.Index];
                var who = WhoseIs(before) ?? (before.Any(char.IsLetter) ? null : index > 0 ? WhoseIs(string.Join(' ', rows[index - 1].Select(p => p.Text))) : null);
                if (who is { IsOther: true })
                    continue;
                found.Add(Field(who?.Kind ?? CardFieldKind.PayerPhone, pieces, who is null ? Ambiguous : 1) with { Value = match.Value.Trim() });
            }
        }
    }

    private static (CardFieldKind Kind, bool IsOther)? WhoseIs(string words)
    {
        (string Word, CardFieldKind? Kind)[] signs =
        [
            ("PROVIDER", CardFieldKind.ProviderPhone), ("DOCTOR", CardFieldKind.ProviderPhone), ("AUTHORIZATION", CardFieldKind.ProviderPhone), ("CUSTOMER", CardFieldKind.PayerPhone),
            ("MEMBER", CardFieldKind.PayerPhone), ("BENEFITS", CardFieldKind.PayerPhone), ("PHARMAC", null), ("NURSE", null), ("RX", null), ("TTY", null), ("FAX", null), ("DENTAL", null),
        ];
        var last = signs.Select(s => (s.Kind, At: words.LastIndexOf(s.Word, StringComparison.OrdinalIgnoreCase))).MaxBy(s => s.At);
        return last.At < 0 ? null : (last.Kind ?? CardFieldKind.PayerPhone, last.Kind is null);
    }

    /// <summary>The largest writing of the upper half that is no label and no value: payers set their own names so.</summary>
    private static void PayerName(List<List<Piece>> rows, List<CardField> found)
    {
        if (rows.Count == 0)
            return;
        var (top, bottom) = (rows.Min(r => r.Min(p => p.Box.Top)), rows.Max(r => r.Max(p => p.Box.Bottom)));
        List<List<Piece>> names = [];
        foreach (var row in rows.Where(r => r.Average(p => p.Box.MiddleY) < top + 0.5 * (bottom - top)))
        {
            List<Piece> run = [];
            foreach (var (i, piece) in row.Index())
            {
                if (run.Count > 0 && (IsGap(row[i - 1], piece) || piece.IsTaken))
                {
                    names.Add(run);
                    run = [];
                }
                if (!piece.IsTaken)
                    run.Add(piece);
            }
            if (run.Count > 0)
                names.Add(run);
        }
        var telling = names.Where(n => !n.TrueForAll(p => p.IsLabel) && !n[0].Text.EndsWith(':') && n.TrueForAll(p => p.Text.All(c => char.IsLetter(c) || c is '&' or '\'' or '-' or '.' or ','))
            && n.Sum(p => p.Text.Count(char.IsLetter)) >= 4).OrderByDescending(Height).ToList();
        if (telling.Count > 0)
            found.Add(Field(CardFieldKind.PayerName, telling[0], telling.Count > 1 && Height(telling[1]) > 0.9 * Height(telling[0]) ? Contested : 1));

        static double Height(List<Piece> run) => run.Max(p => p.Box.Height);
    }
}
