using System.Globalization;

namespace Portico.X12;

/// <content>What is being answered: the interchange that is read, its groups and transactions.</content>
public sealed partial class Acknowledger
{
    private sealed class OpenInterchange(int number)
    {
        private readonly List<OpenGroup> _groups = [];
        private InterchangeNoteCode? _note;
        private bool _isRejected;

        public int Number { get; } = number;

        public EnvelopeSegment Header { get; set; }

        public bool HasAcknowledgement { get; set; }

        public OpenGroup Group(int number)
        {
            // In the order of their numbers: what is looked for is nearly always the last.
            var at = _groups.Count;
            for (; at > 0 && _groups[at - 1].Number >= number; at--)
            {
                if (_groups[at - 1].Number == number)
                    return _groups[at - 1];
            }
            var group = new OpenGroup(number);
            _groups.Insert(at, group);
            return group;
        }

        // The first error is what a TA1 has room for; a warning only until there is one.
        public void Add(InterchangeNoteCode note, bool isError)
        {
            if (_note is null || (isError && !_isRejected))
                _note = note;
            _isRejected |= isError;
        }

        public void RejectUnseen((int Interchange, int Group, int Transaction) from)
        {
            if (from.Interchange > Number)
                return;
            foreach (var group in _groups)
                group.RejectUnseen(from.Interchange < Number || from.Group < group.Number ? 0 : from.Group == group.Number ? from.Transaction : int.MaxValue);
        }

        public InterchangeReply? Answer(Delimiters delimiters)
        {
            if (!Header.Exists || (_groups.Count > 0 || HasAcknowledgement) && _groups.TrueForAll(g => g.IsAcknowledgement))
                return null;
            var groups = _isRejected ? [] : _groups.Where(g => !g.IsAcknowledgement).Select(Answer).ToList();
            var isAsked = _note is not null || Header.Text(14) == "1";
            return !isAsked && groups.Count == 0 ? null : new()
            {
                SenderQualifier = Header.Text(7),
                Sender = Header.Text(8),
                ReceiverQualifier = Header.Text(5),
                Receiver = Header.Text(6),
                IsTest = Header.Text(15) == "T",
                Delimiters = delimiters,
                Groups = groups,
                Interchange = !isAsked ? null : new()
                {
                    ControlNumber = Digits(Header.Text(13), 9, 9),
                    Date = InterchangeAcknowledgement.DateOf(Header.Text(9)),
                    Time = InterchangeAcknowledgement.TimeOf(Header.Text(10)),
                    Verdict = _isRejected ? InterchangeVerdict.Rejected : _note is null ? InterchangeVerdict.Accepted : InterchangeVerdict.AcceptedWithErrors,
                    Note = _note ?? InterchangeNoteCode.None,
                },
            };

            GroupReply Answer(OpenGroup group)
            {
                var (sender, receiver) = (group.Header.Text(3), group.Header.Text(2));
                return new(Fits(sender) ? sender : Header.Text(8), Fits(receiver) ? receiver : Header.Text(6), group.Answer(delimiters));
            }

            bool Fits(string application) => application.Length is >= 2 and <= 15 && IsWritable(application, delimiters);
        }
    }

    private sealed class OpenGroup(int number)
    {
        private readonly List<OpenTransaction> _transactions = [];
        private readonly List<GroupErrorCode> _errors = [];
        private bool _isRejected;

        public int Number { get; } = number;

        public EnvelopeSegment Header { get; set; }

        public EnvelopeSegment Trailer { get; set; }

        public bool IsAcknowledgement =>
            Header.Text(1) == "FA" || (_transactions.Count > 0 && _transactions.TrueForAll(t => t.Id is "997" or "999"));

        // Issues come for the transaction that was begun last, or the one before.
        public OpenTransaction Transaction(int number)
        {
            var at = _transactions.Count;
            for (; at > 0 && _transactions[at - 1].Number >= number; at--)
            {
                if (_transactions[at - 1].Number == number)
                    return _transactions[at - 1];
            }
            var transaction = new OpenTransaction(number);
            _transactions.Insert(at, transaction);
            return transaction;
        }

        public void Name(LoopTree tree)
        {
            var st = tree.Root.First;
            var transaction = Transaction(tree.Transaction);
            (transaction.Id, transaction.Control, transaction.Guide) = (st.Text(1), st.Text(2), st.Text(3));
        }

        public void Add(GroupErrorCode error, bool isError)
        {
            if (!_errors.Contains(error))
                _errors.Add(error);
            _isRejected |= isError;
        }

        public void RejectUnseen(int from)
        {
            foreach (var transaction in _transactions.Where(t => t.Number >= from))
                transaction.IsUnread = true;
        }

        public GroupAcknowledgement Answer(Delimiters delimiters)
        {
            var answers = _transactions.Select(t => t.Answer(delimiters)).ToList();
            var accepted = _isRejected ? 0 : answers.Count(a => a.Verdict.IsTaken);
            var hasErrors = _errors.Count > 0 || answers.Exists(a => a.Verdict != AcknowledgementVerdict.Accepted);
            return new()
            {
                AnsweredKind = Header.Text(1) is { Length: 2 } kind && IsWritable(kind, delimiters) ? kind : "??",
                AnsweredControlNumber = Digits(Header.Text(6), 1, 9),
                AnsweredGuide = Header.Text(8) is { Length: > 0 and <= 12 } guide && IsWritable(guide, delimiters) ? guide : "?",
                Transactions = _isRejected ? [.. answers.Where(a => a.Verdict.IsRejected)] : answers,
                Verdict = _isRejected || (accepted == 0 && answers.Count > 0) ? AcknowledgementVerdict.Rejected
                    : accepted < answers.Count ? AcknowledgementVerdict.PartlyAccepted
                    : hasErrors ? AcknowledgementVerdict.AcceptedWithErrors
                    : AcknowledgementVerdict.Accepted,
                Included = int.TryParse(Trailer.Text(1), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said <= 999_999 ? said : answers.Count,
                Received = answers.Count,
                Accepted = accepted,
                Errors = [.. _errors.Take(5)],
            };
        }
    }

    private sealed class OpenTransaction(int number)
    {
        private readonly List<TransactionErrorCode> _codes = [];
        private readonly List<SegmentError> _segments = [];
        private Dictionary<int, List<ElementError>>? _elements;
        private int _errors;
        private bool _isRejected;
        private bool _hasIssues;

        public int Number { get; } = number;

        public string Id { get; set; } = "";

        public string Control { get; set; } = "";

        public string Guide { get; set; } = "";

        // No grammar, or more errors than were kept: nobody may say that it is right.
        public bool IsUnread { get; set; }

        public bool HasRoom => _errors < MostErrors;

        public void Count(bool isError) => (_hasIssues, _isRejected) = (true, _isRejected | isError);

        public void Add(TransactionErrorCode code)
        {
            if (!_codes.Contains(code))
                _codes.Add(code);
        }

        public void Add(SegmentError error)
        {
            _errors++;
            _segments.Add(error);
            AddSegments(error.Code.Value.StartsWith('I'));
        }

        public void Add(int position, string id, string? loop, ElementError error, Func<List<ErrorContext>> contexts)
        {
            _errors++;
            _elements ??= [];
            if (!_elements.TryGetValue(position, out var known))
            {
                _elements[position] = known = [];
                _segments.Add(new() { SegmentId = id, Position = position, Loop = loop, Code = SegmentErrorCode.ElementsInError, Contexts = contexts(), Elements = known });
            }
            known.Add(error);
            AddSegments(error.Code.Value.StartsWith('I'));
        }

        private void AddSegments(bool isOfGuide) => Add(isOfGuide ? TransactionErrorCode.GuideSegmentsInError : TransactionErrorCode.SegmentsInError);

        public TransactionAcknowledgement Answer(Delimiters delimiters)
        {
            // I6 is for another guide of a transaction that is known here.
            if (IsUnread && !X12.Guide.All.Any(g => g.Transaction == Id) && _codes.Remove(TransactionErrorCode.GuideNotSupported))
                _codes.Insert(0, TransactionErrorCode.NotSupported);
            if (IsUnread && _codes.Count == 0)
                _codes.Add(TransactionErrorCode.SegmentsInError);
            return new()
            {
                Transaction = Id.Length == 3 && IsWritable(Id, delimiters) ? Id : "???",
                ControlNumber = Control.Length <= 9 && IsWritable(Control, delimiters) ? Control.PadLeft(4, '0') : "0000",
                Guide = Guide.Length is > 0 and <= 35 && IsWritable(Guide, delimiters) ? Guide : null,
                Segments = [.. _segments.OrderBy(s => s.Position)],
                Verdict = _isRejected || IsUnread ? AcknowledgementVerdict.Rejected
                    : _hasIssues ? AcknowledgementVerdict.AcceptedWithErrors
                    : AcknowledgementVerdict.Accepted,
                Errors = [.. _codes.Take(5)],
            };
        }
    }
}
