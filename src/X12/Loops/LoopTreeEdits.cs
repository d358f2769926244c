using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portico.X12;

/// <content>Edits lie over the text: what they do not touch is written as it was read.</content>
public sealed partial class LoopTree
{
    private Dictionary<int, Edit>? _edits;

    private sealed class Edit
    {
        public bool IsRemoved;
        public Dictionary<int, string>? Elements;
        public List<string[]>? Behind;
    }

    /// <summary>True when something was edited since it was read.</summary>
    public bool IsEdited => _edits is not null;

    /// <summary>Gives an element another value. What the tree shows stays as it was read; what is written changes.</summary>
    /// <param name="segment">Of this tree.</param>
    /// <param name="element">Counted from 1.</param>
    /// <param name="value">Components separated by the interchange's component separator; empty to take the value out.</param>
    /// <returns>Null when it is done; else what is in the way, a delimiter in the value.</returns>
    public Issue? Set(LoopSegment segment, int element, string value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(element, 1);
        if (Refuse(value, segment, element) is { } refusal)
            return refusal;
        var edit = EditOf(segment);
        edit.Elements ??= [];
        edit.Elements[element] = value;
        return null;
    }

    /// <summary>Leaves a segment out.</summary>
    public void Remove(LoopSegment segment) => EditOf(segment).IsRemoved = true;

    /// <summary>Leaves a loop out, with all that is in it.</summary>
    public void Remove(Loop loop)
    {
        for (var index = loop.FirstSegment; index < loop.End; index++)
            EditOf(new(this, index)).IsRemoved = true;
    }

    /// <summary>Adds a segment behind another one, and behind those added there before.</summary>
    /// <param name="segment">Of this tree.</param>
    /// <param name="elements">The id first, then the elements.</param>
    /// <returns>Null when it is done; else what is in the way, a delimiter in a value.</returns>
    public Issue? InsertBehind(LoopSegment segment, params string[] elements)
    {
        for (var i = 0; i < elements.Length; i++)
        {
            if (Refuse(elements[i], segment, i) is { } refusal)
                return refusal;
        }
        var edit = EditOf(segment);
        (edit.Behind ??= []).Add(elements);
        return null;
    }

    /// <summary>Writes it: byte for byte as it was read, with the edits, and then with SE01 counted again.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        if (_edits is null)
        {
            output.Write(Text);
            return;
        }
        var count = 0;
        for (var index = 0; index < SegmentCount; index++)
        {
            var edit = _edits.GetValueOrDefault(index);
            var isTrailer = index == SegmentCount - 1 && new LoopSegment(this, index).Is("SE"u8);
            if (edit?.IsRemoved != true)
                count++;
            if (isTrailer)
                Changed(output, index, new() { [1] = (count + CountBehind(edit)).ToString(CultureInfo.InvariantCulture) });
            else if (edit?.IsRemoved != true && edit?.Elements is { } elements)
                Changed(output, index, elements);
            else if (edit?.IsRemoved != true)
                output.Write(Raw(index));
            foreach (var added in edit?.Behind ?? [])
            {
                count++;
                Add(output, string.Join((char)Delimiters.Element, added));
            }
        }
    }

    private static int CountBehind(Edit? edit) => edit?.Behind?.Count ?? 0;

    private void Changed(IBufferWriter<byte> output, int index, Dictionary<int, string> elements)
    {
        var entry = Segments[index];
        output.Write(_text.AsSpan(entry.LeadingStart, entry.Start - entry.LeadingStart));
        var most = Math.Max(entry.EndCount - 1, elements.Keys.Max());
        var values = Enumerable.Range(0, most + 1).Select(i => elements.TryGetValue(i, out var value) ? value : Bytewise.Text(Value(index, i))).ToList();
        while (values.Count > 1 && values[^1].Length == 0)
            values.RemoveAt(values.Count - 1);
        Add(output, string.Join((char)Delimiters.Element, values));
    }

    private void Add(IBufferWriter<byte> output, string segment)
    {
        output.Write(Encoding.UTF8.GetBytes(segment));
        output.Write([Delimiters.Segment]);
    }

    private Edit EditOf(LoopSegment segment)
    {
        if (segment.Loop.Tree != this)
            throw new ArgumentException("The segment is of another tree.", nameof(segment));
        _edits ??= [];
        if (!_edits.TryGetValue(segment.Index, out var edit))
            _edits[segment.Index] = edit = new();
        return edit;
    }

    private Issue? Refuse(string value, LoopSegment segment, int element)
    {
        var at = value.AsSpan().IndexOfAny((char)Delimiters.Element, (char)Delimiters.Segment);
        if (at < 0)
            return null;
        return new(IssueKind.ElementCharacter, segment.Place() with { Element = (short)Math.Min(element, short.MaxValue) }, Bytewise.Id(segment.Id),
            "The value holds a character that cuts this interchange into elements or segments: X12 has no escape, so write it another way, or choose other delimiters.",
            segment.Loop.Id, 0, Severity.Error);
    }
}
