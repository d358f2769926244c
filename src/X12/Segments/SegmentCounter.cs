namespace Portico.X12;

/// <summary>Counts interchanges, groups, transactions and segments as they pass.</summary>
internal struct SegmentCounter
{
    public int Interchange { get; private set; }

    public int Group { get; private set; }

    public int Transaction { get; private set; }

    public int Segment { get; private set; }

    public bool IsInTransaction { get; private set; }

    private bool _isInGroup;
    private bool _isClosing;
    private bool _isClosingGroup;
    private int _outside;

    public void Count(SegmentCursor cursor)
    {
        if (cursor.IsPlain && IsInTransaction && !_isClosing)
            Segment++;
        else
            Count(cursor.Id, cursor.Kind);
    }

    private void Count(uint id, SegmentKind kind)
    {
        if (_isClosing)
            (_isClosing, IsInTransaction, Segment) = (false, false, _outside);
        if (_isClosingGroup)
            (_isClosingGroup, _isInGroup) = (false, false);
        if (kind == SegmentKind.Skipped)
            return;
        switch (id)
        {
            case SegmentId.Isa:
                Interchange++;
                (Group, Transaction, Segment, _outside, IsInTransaction, _isInGroup) = (0, 0, 1, 1, false, false);
                return;
            case SegmentId.Gs:
                Group++;
                Leave();
                (Transaction, Segment, _isInGroup) = (0, ++_outside, true);
                return;
            case SegmentId.St:
                Transaction++;
                (Segment, IsInTransaction) = (1, true);
                return;
            case SegmentId.Se when IsInTransaction:
                Segment++;
                _isClosing = true;
                return;
            case SegmentId.Ge:
                Leave();
                Segment = ++_outside;
                _isClosingGroup = true;
                return;
            case SegmentId.Iea:
                Leave();
                _isInGroup = false;
                Segment = ++_outside;
                return;
            default:
                if (IsInTransaction)
                    Segment++;
                else
                    Segment = ++_outside;
                return;
        }
    }

    public readonly Place Place(long offset, int element) => new(Interchange, _isInGroup ? Group : 0,
        IsInTransaction ? Transaction : 0, Segment, offset, (short)Math.Min(element, short.MaxValue));

    private void Leave() => IsInTransaction = false;
}
