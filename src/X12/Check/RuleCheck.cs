namespace Portico.X12;

/// <summary>Rules between the segments of a transaction, followed as they pass: nothing is looked at twice.</summary>
internal abstract class RuleCheck(IssueLog issues)
{
    public static RuleCheck? For(Guide guide, IssueLog issues) => guide.Transaction switch
    {
        "835" => new RemittanceRules(issues),
        "837" => new ClaimRules(issues),
        "271" => new EligibilityRules(issues),
        _ => null,
    };

    /// <summary>Marks what the rules of a transaction look at, so that the rest passes them by.</summary>
    public static void Mark(string transaction, List<SegmentSpec> segments, List<LoopSpec> loops)
    {
        foreach (var segment in segments)
        {
            segment.Trigger = (transaction, segment.Id, segment.Loop.Id) switch
            {
                ("835", "BPR", _) => RuleTrigger.Payment,
                ("835", "CLP", _) => RuleTrigger.ClaimPayment,
                ("835", "SVC", _) => RuleTrigger.ServicePayment,
                ("835", "CAS", _) => RuleTrigger.Adjustment,
                ("835", "PLB", _) => RuleTrigger.ProviderAdjustment,
                ("837", "SBR", "2000B") => RuleTrigger.Subscriber,
                ("837", "PAT", "2000C") => RuleTrigger.Patient,
                ("837", "CLM", _) => RuleTrigger.Claim,
                ("837", "REF", "2300") when segment.QualifierCodes?.Contains(PackedCode.Of("F8")) == true => RuleTrigger.OriginalReference,
                ("837", "HI", _) => RuleTrigger.Diagnoses,
                ("837", "SV1" or "SV2" or "SV3", _) => RuleTrigger.ServiceLine,
                ("271", "EB", _) => RuleTrigger.Benefit,
                ("271", "AAA", _) => RuleTrigger.Refusal,
                _ => RuleTrigger.None,
            };
        }
        foreach (var loop in loops)
        {
            loop.Trigger = (transaction, loop.Id) switch
            {
                ("835", "2100") => RuleTrigger.ClaimPayment,
                ("835", "2110") => RuleTrigger.ServicePayment,
                ("837", "2300") => RuleTrigger.Claim,
                ("271", "2100C" or "2100D") => RuleTrigger.Person,
                _ => RuleTrigger.None,
            };
        }
    }

    public virtual void Follow(LoopTree tree, int index, SegmentSpec spec)
    {
    }

    /// <summary>A loop is complete; the tree still holds it.</summary>
    public virtual void Close(LoopTree tree, int loop, LoopSpec spec)
    {
    }

    public virtual void End(LoopTree tree)
    {
    }

    protected void Say(IssueKind kind, Place place, string segment, SegmentSpec spec, string text, int dataElement = 0) =>
        issues.Add(kind, place, segment, text, spec.Loop.Id, dataElement);

    protected void Say(IssueKind kind, Place place, string segment, string loop, string text, int dataElement = 0) =>
        issues.Add(kind, place, segment, text, loop, dataElement);
}

/// <summary>835: everything adds up, and a reversal comes before its correction.</summary>
/// <remarks>Source: 005010X221A1, balancing rules of its front matter. Sums are whole cents.</remarks>
internal sealed class RemittanceRules(IssueLog issues) : RuleCheck(issues)
{
    private RecentKeys? _seen;
    private Place _bprPlace;
    private int _clp;
    private int _svc;
    private bool _hasPayment;
    private bool _inClaim;
    private bool _inLine;
    private bool _isCertain = true;
    private long _payment;
    private long _paid;
    private long _adjusted;
    private bool _claimIsCertain;
    private long _charge;
    private long _claimPaid;
    private long _claimAdjusted;
    private bool _saysPatient;
    private long _patient;
    private long _patientAdjusted;
    private bool _hasLines;
    private long _linesCharge;
    private bool _lineIsCertain;
    private long _lineCharge;
    private long _linePaid;
    private long _lineAdjusted;

    public override void Follow(LoopTree tree, int index, SegmentSpec spec)
    {
        switch (spec.Trigger)
        {
            case RuleTrigger.ServicePayment:
                Line(tree, index);
                break;
            case RuleTrigger.Adjustment:
                Adjustment(tree, index);
                break;
            case RuleTrigger.ClaimPayment:
                Claim(tree, index, spec);
                break;
            case RuleTrigger.ProviderAdjustment:
                Provider(tree, index);
                break;
            case RuleTrigger.Payment:
                (_hasPayment, _bprPlace) = (Cents.TryRead(tree.Value(index, 2), out _payment), tree.Place(index, 2, 0, 0));
                break;
        }
    }

    private void Claim(LoopTree tree, int index, SegmentSpec spec)
    {
        _clp = index;
        _claimIsCertain = Cents.TryRead(tree.Value(index, 3), out _charge);
        _claimIsCertain &= Cents.TryRead(tree.Value(index, 4), out _claimPaid);
        _isCertain &= _claimIsCertain;
        _paid += _claimPaid;
        (_saysPatient, _patientAdjusted) = (Cents.TryRead(tree.Value(index, 5), out _patient), 0);
        (_inClaim, _inLine, _hasLines, _claimAdjusted, _linesCharge) = (true, false, false, 0, 0);
        var key = RecentKeys.Key(tree.Value(index, 1));
        if (!tree.Value(index, 2).SequenceEqual("22"u8))
        {
            (_seen ??= new()).Add(key);
            return;
        }
        if (_claimIsCertain && (_charge > 0 || _claimPaid > 0))
            Say(IssueKind.ReversalSign, tree.Place(_clp, 4, 0, 0), "CLP", spec, "A reversal (CLP02 is 22) takes back what was said before: its charge and payment are negative or zero. Do not post it; ask the payer.", 782);
        if (_seen?.Contains(key) == true)
            Say(IssueKind.ReversalOrder, tree.Place(index, 2, 0, 0), "CLP", spec, "This reversal stands behind the claim that corrects it: post the reversal first, whatever the order here.", 1029);
    }

    private void Line(LoopTree tree, int index)
    {
        CloseLine(tree);
        _svc = index;
        _lineIsCertain = Cents.TryRead(tree.Value(index, 2), out _lineCharge);
        _lineIsCertain &= Cents.TryRead(tree.Value(index, 3), out _linePaid);
        _claimIsCertain &= _lineIsCertain;
        (_inLine, _hasLines, _lineAdjusted) = (true, true, 0);
        _linesCharge += _lineCharge;
    }

    private void Adjustment(LoopTree tree, int index)
    {
        var count = Math.Min(18, tree.Segments[index].EndCount - 1);
        var isPatients = tree.Value(index, 1) is [(byte)'P', (byte)'R'];
        for (var element = 3; element <= count; element += 3)
        {
            var amount = tree.Value(index, element);
            if (amount.IsEmpty)
                continue;
            if (!Cents.TryRead(amount, out var cents))
                (_claimIsCertain, _lineIsCertain) = (false, false);
            if (_inLine)
                _lineAdjusted += cents;
            else
                _claimAdjusted += cents;
            if (isPatients)
                _patientAdjusted += cents;
        }
    }

    private void Provider(LoopTree tree, int index)
    {
        for (var element = 4; element <= 14; element += 2)
        {
            if (tree.Value(index, element) is { IsEmpty: false } amount)
            {
                _isCertain &= Cents.TryRead(amount, out var cents);
                _adjusted += cents;
            }
        }
    }

    private void CloseLine(LoopTree tree)
    {
        if (!_inLine)
            return;
        _inLine = false;
        if (_lineIsCertain && _linePaid != _lineCharge - _lineAdjusted)
            Say(IssueKind.LineBalance, tree.Place(_svc, 3, 0, 0), "SVC", "2110", $"SVC03 is {Cents.Text(_linePaid)}, and SVC02 less the line's adjustments is {Cents.Text(_lineCharge - _lineAdjusted)}: do not post the claim; ask the payer for a corrected remittance.", 782);
        _claimAdjusted += _lineAdjusted;
    }

    public override void Close(LoopTree tree, int loop, LoopSpec spec)
    {
        if (spec.Trigger == RuleTrigger.ServicePayment)
            CloseLine(tree);
        else
            CloseClaim(tree);
    }

    private void CloseClaim(LoopTree tree)
    {
        CloseLine(tree);
        if (!_inClaim)
            return;
        _inClaim = false;
        if (!_claimIsCertain)
            return;
        if (_claimPaid != _charge - _claimAdjusted)
            Say(IssueKind.ClaimBalance, tree.Place(_clp, 4, 0, 0), "CLP", "2100", $"CLP04 is {Cents.Text(_claimPaid)}, and CLP03 less all adjustments is {Cents.Text(_charge - _claimAdjusted)}: do not post the claim; ask the payer for a corrected remittance.", 782);
        if (_saysPatient && _patient != _patientAdjusted)
            Say(IssueKind.PatientBalance, tree.Place(_clp, 5, 0, 0), "CLP", "2100", $"CLP05 is {Cents.Text(_patient)}, and the adjustments of group PR come to {Cents.Text(_patientAdjusted)}: do not bill the patient for either before the payer has said which is right.", 782);
        if (_hasLines && _linesCharge != _charge)
            Say(IssueKind.LinesBalance, tree.Place(_clp, 3, 0, 0), "CLP", "2100", $"CLP03 is {Cents.Text(_charge)}, and the lines' charges come to {Cents.Text(_linesCharge)}: do not post the claim; ask the payer for a corrected remittance.", 782);
    }

    public override void End(LoopTree tree)
    {
        CloseClaim(tree);
        if (_hasPayment && _isCertain && _payment != _paid - _adjusted)
            Say(IssueKind.PaymentBalance, _bprPlace, "BPR", "ST", $"BPR02 is {Cents.Text(_payment)}, and claims less provider adjustments come to {Cents.Text(_paid - _adjusted)}: put the remittance aside, post nothing from it, and ask the payer.", 782);
    }
}

/// <summary>837: the claim is the sum of its lines, and what it refers to is there.</summary>
/// <remarks>Source: 005010X222A1, X223A2, X224A2: CLM02, CLM05-3, SBR02, SV107.</remarks>
internal sealed class ClaimRules(IssueLog issues) : RuleCheck(issues)
{
    private bool _isSelf;
    private bool _isPatientLevel;
    private bool _inClaim;
    private int _clm;
    private bool _isCertain;
    private long _charge;
    private long _lines;
    private bool _hasLines;
    private bool _needsOriginal;
    private bool _hasOriginal;
    private int _diagnoses;

    public override void Follow(LoopTree tree, int index, SegmentSpec spec)
    {
        switch (spec.Trigger)
        {
            case RuleTrigger.ServiceLine when spec.Id == "SV1":
                Line(tree, index, spec, 2, 7);
                break;
            case RuleTrigger.ServiceLine when spec.Id == "SV2":
                Line(tree, index, spec, 3, 0);
                break;
            case RuleTrigger.ServiceLine:
                Line(tree, index, spec, 2, 11);
                break;
            case RuleTrigger.Claim:
                Claim(tree, index, spec);
                break;
            case RuleTrigger.OriginalReference:
                _hasOriginal |= tree.Value(index, 1).SequenceEqual("F8"u8) && !tree.Value(index, 2).IsEmpty;
                break;
            case RuleTrigger.Diagnoses:
                CountDiagnoses(tree, index);
                break;
            case RuleTrigger.Subscriber:
                (_isSelf, _isPatientLevel) = (tree.Value(index, 2).SequenceEqual("18"u8), false);
                break;
            case RuleTrigger.Patient:
                Patient(tree, index, spec);
                break;
        }
    }

    private void Patient(LoopTree tree, int index, SegmentSpec spec)
    {
        _isPatientLevel = true;
        if (_isSelf)
            Say(IssueKind.PatientLevel, tree.Place(index, 0, 0, 0), "PAT", spec, "SBR02 says that the subscriber is the patient, so there is no patient level: leave out HL 23, or correct SBR02.");
    }

    private void Claim(LoopTree tree, int index, SegmentSpec spec)
    {
        _inClaim = true;
        _clm = index;
        _isCertain = Cents.TryRead(tree.Value(index, 2), out _charge);
        (_lines, _hasLines, _hasOriginal, _diagnoses) = (0, false, false, 0);
        var frequency = Element.Part(tree.Value(index, 5), tree.Delimiters.Component, 3);
        _needsOriginal = frequency.SequenceEqual("7"u8) || frequency.SequenceEqual("8"u8);
        if (!_isSelf && !_isPatientLevel)
            Say(IssueKind.PatientLevel, tree.Place(index, 0, 0, 0), "CLM", spec, "SBR02 does not say that the subscriber is the patient, so the claim belongs under a patient level (HL 23): add it, or send SBR02 as 18.");
    }

    private void CountDiagnoses(LoopTree tree, int index)
    {
        var count = Math.Min(12, tree.Segments[index].EndCount - 1);
        for (var element = 1; element <= count; element++)
        {
            var kind = Element.Part(tree.Value(index, element), tree.Delimiters.Component, 1);
            if (kind.SequenceEqual("ABK"u8) || kind.SequenceEqual("BK"u8) || kind.SequenceEqual("ABF"u8) || kind.SequenceEqual("BF"u8))
                _diagnoses++;
        }
    }

    private void Line(LoopTree tree, int index, SegmentSpec spec, int amount, int pointers)
    {
        _hasLines = true;
        _isCertain &= Cents.TryRead(tree.Value(index, amount), out var cents);
        _lines += cents;
        if (pointers == 0 || _diagnoses == 0)
            return;
        var value = tree.Value(index, pointers);
        for (var number = 1; number <= 4 && !value.IsEmpty; number++)
        {
            var pointer = Element.Part(value, tree.Delimiters.Component, number);
            if (EnvelopeCheck.TryCount(pointer, out var diagnosis) && (diagnosis < 1 || diagnosis > _diagnoses))
                Say(IssueKind.DiagnosisPointer, tree.Place(index, pointers, 0, number), spec.Id, spec, $"The line points to diagnosis {diagnosis}, and the claim has {_diagnoses}: correct the pointer, or add the diagnosis to HI.", 1328);
        }
    }

    public override void Close(LoopTree tree, int loop, LoopSpec spec)
    {
        if (!_inClaim)
            return;
        _inClaim = false;
        if (_isCertain && _hasLines && _lines != _charge)
            Say(IssueKind.ClaimTotal, tree.Place(_clm, 2, 0, 0), "CLM", "2300", $"CLM02 is {Cents.Text(_charge)}, and the lines come to {Cents.Text(_lines)}: correct one of them; the payer rejects the claim as it is.", 782);
        if (_needsOriginal && !_hasOriginal)
            Say(IssueKind.OriginalReference, tree.Place(_clm, 5, 0, 3), "REF", "2300", "A replacement or void (CLM05-3 is 7 or 8) names the payer's number of the claim it replaces: add REF*F8 from the remittance or status answer.", 1325);
    }
}

/// <summary>271: shares are fractions, and everybody asked about has an answer.</summary>
/// <remarks>Source: 005010X279A1, 2110C and 2110D EB08; CORE's data content rules.</remarks>
internal sealed class EligibilityRules(IssueLog issues) : RuleCheck(issues)
{
    private bool _isAnswered;
    private bool _isRefusedAbove;

    public override void Follow(LoopTree tree, int index, SegmentSpec spec)
    {
        if (spec.Trigger == RuleTrigger.Refusal)
        {
            _isAnswered = true;
            _isRefusedAbove |= spec.Loop.Id is "2000A" or "2100A" or "2100B";
        }
        if (spec.Trigger != RuleTrigger.Benefit)
            return;
        _isAnswered = true;
        var share = tree.Value(index, 8);
        if (share.Length > 0 && System.Buffers.Text.Utf8Parser.TryParse(share, out decimal value, out _) && value is > 1 or < 0)
            Say(IssueKind.BenefitShare, tree.Place(index, 8, 0, 0), "EB", spec, "EB08 is a fraction, 0.2 for 20 %: this one is more than the whole. Do not show it as a percentage; ask the payer.", 954);
    }

    public override void Close(LoopTree tree, int loop, LoopSpec spec)
    {
        var parent = tree.Loops[loop].Parent;
        var hl = parent >= 0 ? tree.Loops[parent].First : -1;
        // A subscriber above a dependent is there to name the policy.
        var isNamedOnly = spec.Id == "2100C" && hl >= 0 && tree.Value(hl, 4).SequenceEqual("1"u8);
        if (!_isAnswered && !_isRefusedAbove && !isNamedOnly)
            Say(IssueKind.BenefitMissing, tree.Place(tree.Loops[loop].First, 0, 0, 0), "EB", spec.Id, "The answer says neither what is covered nor why not: coverage is unknown, which is not the same as none. Ask again or call the payer.");
        _isAnswered = false;
    }
}

/// <summary>Keys seen lately: so many that a pair within a remittance is found, so few that memory stays small.</summary>
internal sealed class RecentKeys
{
    private const int Slots = 4096;

    // A newer key takes the slot of an older one.
    private readonly ulong[] _keys = new ulong[Slots];

    public static ulong Key(ReadOnlySpan<byte> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in text)
            hash = (hash ^ value) * 1099511628211UL;
        return hash;
    }

    public bool Contains(ulong key) => _keys[Slot(key)] == key;

    public void Add(ulong key) => _keys[Slot(key)] = key;

    private static int Slot(ulong key) => (int)(key & (Slots - 1));
}
