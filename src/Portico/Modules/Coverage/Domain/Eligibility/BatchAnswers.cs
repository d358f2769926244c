using System.Buffers;
using System.Globalization;
using System.Text;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Eligibility;

/// <summary>Cuts the interchange that answers a batch into one for each question, which is read like an answer in real time.</summary>
/// <remarks>
/// A payer may answer many people in one transaction set. Of it each piece has the levels above its subscriber, the subscriber and the
/// dependents; segments stand as they were sent, and only the counts and the ends of the envelopes are new. Never throws for bad input.
/// Source: 005010X279A1.
/// </remarks>
public static class BatchAnswers
{
    /// <param name="received">The interchange.</param>
    /// <returns>By TRN02, and by BHT03 where the payer refuses above the person: an interchange each. Of two for one trace the last.</returns>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> received)
    {
        var cutter = new Cutter();
        using var reader = new SegmentReader(received);
        while (reader.Read())
            cutter.Follow(reader.Current);
        return cutter.Pieces;
    }

    private sealed class Cutter
    {
        private readonly ArrayBufferWriter<byte> _head = new();
        private readonly ArrayBufferWriter<byte> _above = new();
        private readonly ArrayBufferWriter<byte> _person = new();
        private readonly HashSet<string> _traces = [];
        private byte[] _interchange = [];
        private byte[] _group = [];
        private string _control = "";
        private string _groupControl = "";
        private string _set = "";
        private string _reference = "";
        private int _sourceEnd;
        private int _headCount;
        private int _aboveCount;
        private int _sourceCount;
        private int _personCount;
        private bool _hasPerson;
        private bool _isOpen;
        private int _people;

        public Dictionary<string, ReadOnlyMemory<byte>> Pieces { get; } = [];

        public void Follow(Segment segment)
        {
            if (segment.Kind != SegmentKind.Segment)
                return;
            if (segment.Is("ISA"u8))
                (_interchange, _control) = (Raw(segment), segment.Text(13).Trim());
            else if (segment.Is("GS"u8))
                (_group, _groupControl) = (Raw(segment), segment.Text(6));
            else if (segment.Is("ST"u8))
                Open(segment);
            else if (!_isOpen)
                return;
            else if (segment.Is("SE"u8))
                Close(segment.Delimiters);
            else if (segment.Is("HL"u8))
                Level(segment);
            else
                Add(segment);
        }

        private static byte[] Raw(Segment segment) => [.. segment.Bytes, segment.Delimiters.Segment];

        private void Open(Segment segment)
        {
            _head.ResetWrittenCount();
            _above.ResetWrittenCount();
            Begin();
            (_set, _reference, _isOpen, _headCount, _aboveCount, _sourceEnd, _sourceCount, _hasPerson) = (segment.Text(2), "", segment.Text(1) == "271", 0, 0, 0, 0, false);
            _people = 0;
            Add(segment);
        }

        private void Begin()
        {
            _person.ResetWrittenCount();
            _traces.Clear();
            (_personCount, _hasPerson) = (0, false);
        }

        private void Level(Segment segment)
        {
            switch (segment.Text(3))
            {
                case "20":
                    Keep(segment.Delimiters);
                    _above.ResetWrittenCount();
                    (_aboveCount, _sourceEnd, _sourceCount) = (0, 0, 0);
                    break;
                case "21":
                    Keep(segment.Delimiters);
                    if (_sourceEnd == 0)
                        (_sourceEnd, _sourceCount) = (_above.WrittenCount, _aboveCount);
                    // Another provider below the same payer.
                    var source = _above.WrittenSpan[.._sourceEnd].ToArray();
                    _above.ResetWrittenCount();
                    _above.Write(source);
                    _aboveCount = _sourceCount;
                    break;
                case "22":
                    Keep(segment.Delimiters);
                    (_hasPerson, _people) = (true, _people + 1);
                    break;
            }
            Add(segment);
        }

        private void Add(Segment segment)
        {
            if (segment.Is("BHT"u8))
                _reference = segment.Text(3).Trim();
            if (_hasPerson && segment.Is("TRN"u8))
                _traces.Add(segment.Text(2).Trim());
            var to = _hasPerson ? _person : _aboveCount > 0 || segment.Is("HL"u8) ? _above : _head;
            to.Write(segment.Bytes);
            to.Write([segment.Delimiters.Segment]);
            if (_hasPerson)
                _personCount++;
            else if (to == _above)
                _aboveCount++;
            else
                _headCount++;
        }

        // Whoever is refused above the person, or above the dependent, has no trace: the reference of the transaction set is that of its one question.
        private void Close(Delimiters delimiters)
        {
            if (_traces.Count == 0 && _people <= 1 && _reference.Length > 0)
                _traces.Add(_reference);
            Keep(delimiters);
            _isOpen = false;
        }

        private void Keep(Delimiters delimiters)
        {
            if (_traces.Count > 0)
            {
                var piece = new ArrayBufferWriter<byte>(_interchange.Length + _group.Length + _head.WrittenCount + _above.WrittenCount + _person.WrittenCount + 64);
                piece.Write(_interchange);
                piece.Write(_group);
                piece.Write(_head.WrittenSpan);
                piece.Write(_above.WrittenSpan);
                piece.Write(_person.WrittenSpan);
                End(piece, delimiters, "SE", _headCount + _aboveCount + _personCount + 1, _set);
                End(piece, delimiters, "GE", 1, _groupControl);
                End(piece, delimiters, "IEA", 1, _control);
                foreach (var trace in _traces)
                    Pieces[trace] = piece.WrittenMemory;
            }
            Begin();
        }

        private static void End(ArrayBufferWriter<byte> piece, Delimiters delimiters, string id, int count, string control)
        {
            var (element, end) = ((char)delimiters.Element, (char)delimiters.Segment);
            piece.Write(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}{element}{count}{element}{control}{end}")));
        }
    }
}
