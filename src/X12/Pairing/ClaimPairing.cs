namespace Portico.X12;

/// <summary>Finds for each claim that was sent what came back: 837 with 277CA and 835.</summary>
/// <remarks>
/// <para>A claim is found by the number that we gave it (CLM01 comes back in TRN02 of the 277CA and in CLP01), else by the number that
/// the payer gave it (REF 1K, CLP07, REF F8), else by line numbers (REF 6R) that one claim alone has. Numbers are compared
/// without blanks around them and without regard to case, which payers change. Nothing is paired by names or amounts alone;
/// amounts decide only between claims that share a number.</para>
/// <para>Plain functions over what is given, in any order of claims and answers; they keep nothing. Safe from any thread.</para>
/// </remarks>
public static class ClaimPairing
{
    /// <summary>Pairs claims with answers and payments.</summary>
    /// <param name="claims">In the order sent.</param>
    /// <param name="answers">In the order they came.</param>
    /// <param name="payments">In the order they came. A reversal may stand before or behind what corrects it.</param>
    public static ClaimPairs Pair(IEnumerable<SentClaim> claims, IEnumerable<AnsweredClaim> answers, IEnumerable<PaidClaim> payments)
    {
        var index = new PairingIndex([.. claims.Select(c => new PairingThread(c))]);
        var (lostAnswers, lostPayments) = (new List<Unpaired<AnsweredClaim>>(), new List<Unpaired<PaidClaim>>());
        foreach (var answer in answers)
        {
            var (thread, by, reason) = index.Find(answer.ClaimNumber, answer.PayerClaimNumber, [], t => t.Claim.Charge == answer.Charge);
            if (thread is null)
            {
                lostAnswers.Add(new(answer, reason));
                continue;
            }
            thread.Answers.Add(new(answer, by));
            index.Learn(thread, answer.PayerClaimNumber);
        }
        foreach (var payment in payments)
        {
            // A reversal belongs to the claim whose payment it takes back.
            var (thread, by, reason) = index.Find(payment.ClaimNumber, payment.PayerClaimNumber, payment.Lines, t =>
                payment.Status == RemittanceStatus.Reversal ? t.Payments.Exists(p => TakesBack(payment, p.Payment)) : t.Claim.Charge == payment.Charge);
            if (thread is null)
            {
                lostPayments.Add(new(payment, reason));
                continue;
            }
            thread.Payments.Add((payment, by));
            index.Learn(thread, payment.PayerClaimNumber);
        }
        return new([.. index.Threads.Select(t => t.Pair(index))], lostPayments, lostAnswers);
    }

    /// <summary>Pairs the lines of a claim with those of a payment.</summary>
    /// <param name="sent">The claim's.</param>
    /// <param name="paid">The payment's. Several may belong to one that was sent: the payer split it.</param>
    /// <returns>Each paid line in its order, then the sent lines that none of them is for.</returns>
    public static IReadOnlyList<LinePair> PairLines(IReadOnlyList<PairingLine> sent, IReadOnlyList<PairingLine> paid)
    {
        var pairs = new LinePair?[paid.Count];
        var isTaken = new bool[sent.Count];
        var byNumber = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < sent.Count; i++)
        {
            if (sent[i].LineNumber is { Length: > 0 } number)
                byNumber.TryAdd(number.Trim(), i);
        }
        for (var i = 0; i < paid.Count; i++)
        {
            if (paid[i].LineNumber is not { Length: > 0 } number || !byNumber.TryGetValue(number.Trim(), out var at))
                continue;
            pairs[i] = new(sent[at], paid[i], IsByNumber: true);
            isTaken[at] = true;
        }
        // Without a number: the first line that nobody has yet and that says the same.
        var open = new Dictionary<(string?, long, DateOnly?), Queue<int>>();
        for (var i = 0; i < sent.Count; i++)
        {
            if (isTaken[i])
                continue;
            foreach (var key in Keys(sent[i]))
            {
                if (!open.TryGetValue(key, out var queue))
                    open[key] = queue = new();
                queue.Enqueue(i);
            }
        }
        for (var i = 0; i < paid.Count; i++)
        {
            if (pairs[i] is not null)
                continue;
            var at = paid[i].Procedure is null ? -1 : Keys(paid[i]).Select(k => Next(k)).FirstOrDefault(n => n >= 0, -1);
            pairs[i] = new(at < 0 ? null : sent[at], paid[i], IsByNumber: false);
            if (at >= 0)
                isTaken[at] = true;
        }
        return [.. pairs.OfType<LinePair>(), .. sent.Where((_, i) => !isTaken[i]).Select(s => new LinePair(s, null, IsByNumber: false))];

        int Next((string?, long, DateOnly?) key)
        {
            if (!open.TryGetValue(key, out var queue))
                return -1;
            while (queue.TryDequeue(out var at))
            {
                if (!isTaken[at])
                    return at;
            }
            return -1;
        }
    }

    // A reversal repeats the charge with a minus; a payer may leave the day out.
    private static IEnumerable<(string?, long, DateOnly?)> Keys(PairingLine line) => line.Served is null
        ? [(line.Procedure, Math.Abs(line.Charge), null)]
        : [(line.Procedure, Math.Abs(line.Charge), line.Served), (line.Procedure, Math.Abs(line.Charge), null)];

    internal static bool TakesBack(PaidClaim reversal, PaidClaim payment) =>
        payment.Status != RemittanceStatus.Reversal && payment.Charge == -reversal.Charge && payment.Paid == -reversal.Paid
            && (payment.PayerClaimNumber is null || reversal.PayerClaimNumber is null || Same(payment.PayerClaimNumber, reversal.PayerClaimNumber));

    internal static bool Same(string left, string right) => left.AsSpan().Trim().Equals(right.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>The claims by all numbers that lead to them.</summary>
internal sealed class PairingIndex
{
    private readonly Dictionary<string, List<PairingThread>> _byNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<PairingThread>> _byPayerNumber = new(StringComparer.OrdinalIgnoreCase);

    // Null: more than one claim has it.
    private readonly Dictionary<string, PairingThread?> _byLine = new(StringComparer.OrdinalIgnoreCase);

    public PairingIndex(IReadOnlyList<PairingThread> threads)
    {
        Threads = threads;
        foreach (var thread in threads)
        {
            var claim = thread.Claim;
            if (claim.ClaimNumber.Trim() is { Length: > 0 } number)
                Add(_byNumber, number, thread);
            foreach (var line in claim.Lines.Select(l => l.LineNumber?.Trim()).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
                _byLine[line] = _byLine.ContainsKey(line) ? null : thread;
        }
    }

    public IReadOnlyList<PairingThread> Threads { get; }

    /// <summary>The claims before this one that have its number.</summary>
    public IEnumerable<PairingThread> Before(PairingThread thread) =>
        _byNumber.GetValueOrDefault(thread.Claim.ClaimNumber.Trim(), []).TakeWhile(t => t != thread);

    /// <summary>The claims that the payer gave this number.</summary>
    public IReadOnlyList<PairingThread> Payers(string number) => _byPayerNumber.GetValueOrDefault(number.Trim(), []);

    public void Learn(PairingThread thread, string? payerNumber)
    {
        if (payerNumber?.Trim() is { Length: > 0 } number && !Payers(number).Contains(thread))
            Add(_byPayerNumber, number, thread);
    }

    public (PairingThread? Thread, PairedBy By, UnpairedReason Reason) Find(
        string claimNumber, string? payerNumber, IReadOnlyList<PairingLine> lines, Func<PairingThread, bool> fits)
    {
        var number = claimNumber.Trim();
        var known = payerNumber?.Trim() is { Length: > 0 } payers ? Payers(payers) : [];
        var same = _byNumber.GetValueOrDefault(number, []);
        if (same.Count == 1)
            return (same[0], PairedBy.ClaimNumber, default);
        if (same.Count > 1)
            return Choose(same, known, lines, fits) is { } chosen ? (chosen, PairedBy.ClaimNumber, default) : (null, default, UnpairedReason.Ambiguous);
        if (known.Count == 1)
            return (known[0], PairedBy.PayerClaimNumber, default);
        if (OwnerOf(lines) is { } owner)
            return (owner, PairedBy.LineNumber, default);
        // Some payers send zeros for a number that they lost.
        var isMissing = number.AsSpan().Trim('0').IsEmpty;
        return (null, default, known.Count > 1 ? UnpairedReason.Ambiguous : isMissing ? UnpairedReason.NumberMissing : UnpairedReason.NumberUnknown);
    }

    // Among claims of one number: the payer's number tells, then the lines, then the amounts, then that one replaces the others.
    private PairingThread? Choose(List<PairingThread> same, IReadOnlyList<PairingThread> known, IReadOnlyList<PairingLine> lines, Func<PairingThread, bool> fits)
    {
        if (same.Where(known.Contains).ToList() is [var byPayer])
            return byPayer;
        if (OwnerOf(lines) is { } owner && same.Contains(owner))
            return owner;
        if (same.Where(fits).ToList() is [var byAmount])
            return byAmount;
        return same.Skip(1).All(t => t.Claim.IsReplacement) ? same[^1] : null;
    }

    // LX01 counts 1, 2, 3 in every claim: only numbers that one claim has say anything.
    private PairingThread? OwnerOf(IReadOnlyList<PairingLine> lines)
    {
        PairingThread? owner = null;
        foreach (var line in lines)
        {
            if (line.LineNumber?.Trim() is not { Length: > 2 } number || !_byLine.TryGetValue(number, out var thread) || thread is null)
                continue;
            if (owner is not null && owner != thread)
                return null;
            owner = thread;
        }
        return owner;
    }

    private static void Add(Dictionary<string, List<PairingThread>> index, string number, PairingThread thread)
    {
        if (!index.TryGetValue(number, out var threads))
            index[number] = threads = [];
        threads.Add(thread);
    }
}

/// <summary>One claim, and what was found for it so far.</summary>
internal sealed class PairingThread(SentClaim claim)
{
    public SentClaim Claim => claim;

    public List<PairedAnswer> Answers { get; } = [];

    public List<(PaidClaim Payment, PairedBy By)> Payments { get; } = [];

    public PairedClaim Pair(PairingIndex index)
    {
        var payments = Roles();
        var replaces = !claim.IsReplacement ? null
            : claim.OriginalReference is { } original && index.Payers(original).FirstOrDefault(t => t != this) is { } named ? named.Claim
            : index.Before(this).LastOrDefault()?.Claim;
        return new()
        {
            Claim = claim,
            Replaces = replaces,
            IsRepeated = !claim.IsReplacement && index.Before(this).Any(),
            Answers = Answers,
            Payments = payments,
            Standing = StandingOf(payments),
        };
    }

    private List<PairedPayment> Roles()
    {
        var roles = new PaymentRole[Payments.Count];
        var takesBack = new int[Payments.Count];
        Array.Fill(takesBack, -1);
        var seen = new HashSet<(string, string, long, long, string?, int)>();
        for (var i = 0; i < roles.Length; i++)
        {
            var payment = Payments[i].Payment;
            var isNew = seen.Add((payment.Remittance, payment.Status.Value, payment.Charge, payment.Paid, payment.PayerClaimNumber, payment.Lines.Count));
            roles[i] = !isNew ? PaymentRole.Duplicate
                : payment.Status == RemittanceStatus.Reversal ? PaymentRole.Reversal
                : payment.Status == RemittanceStatus.Predetermination ? PaymentRole.Estimate
                : PaymentRole.Decision;
        }
        for (var i = 0; i < roles.Length; i++)
        {
            if (roles[i] != PaymentRole.Reversal)
                continue;
            // The earliest that fits: a correction may say the same as what it corrects, and may stand before the reversal.
            takesBack[i] = Enumerable.Range(0, roles.Length).FirstOrDefault(
                j => roles[j] == PaymentRole.Decision && ClaimPairing.TakesBack(Payments[i].Payment, Payments[j].Payment), -1);
            if (takesBack[i] >= 0)
                roles[takesBack[i]] = PaymentRole.Reversed;
        }
        Decide(roles);
        return [.. Payments.Select((p, i) => new PairedPayment(p.Payment, p.By, roles[i],
            takesBack[i] < 0 ? null : Payments[takesBack[i]].Payment, Lines(p.Payment, roles[i])))];
    }

    // What holds, of all that was not taken back.
    private void Decide(PaymentRole[] roles)
    {
        var holding = Enumerable.Range(0, roles.Length).Where(i => roles[i] == PaymentRole.Decision).ToList();
        if (holding.Count == 0)
            return;
        var first = LevelOf(holding[0]);
        foreach (var next in holding.Where(i => LevelOf(i) > first).ToList())
        {
            roles[next] = PaymentRole.NextPayer;
            holding.Remove(next);
        }
        if (roles.Contains(PaymentRole.Reversal))
        {
            foreach (var i in holding)
                roles[i] = PaymentRole.Correction;
        }
        else if (holding.Count > 1)
        {
            var isSplit = holding.Sum(i => Payments[i].Payment.Charge) <= claim.Charge;
            foreach (var i in isSplit ? holding : holding.Skip(1))
                roles[i] = isSplit ? PaymentRole.Part : PaymentRole.Unexplained;
        }
        else if (Payments[holding[0]].Payment.Charge is var charge && charge < claim.Charge && charge > 0)
        {
            roles[holding[0]] = PaymentRole.Part;
        }
    }

    private int LevelOf(int payment) => Payments[payment].Payment.Status.Value switch { "2" or "20" => 2, "3" or "21" => 3, _ => 1 };

    private IReadOnlyList<LinePair> Lines(PaidClaim payment, PaymentRole role)
    {
        var pairs = ClaimPairing.PairLines(claim.Lines, payment.Lines);
        // The other lines of a part are in other parts.
        return role == PaymentRole.Part || payment.Lines.Count == 0 ? [.. pairs.Where(p => p.Paid is not null)] : pairs;
    }

    private ClaimStanding StandingOf(List<PairedPayment> payments)
    {
        var holding = payments.Where(p => p.Role is PaymentRole.Decision or PaymentRole.Part or PaymentRole.Correction or PaymentRole.Unexplained).ToList();
        if (holding.Count > 0)
        {
            if (holding.TrueForAll(p => p.Role == PaymentRole.Part) && holding.Sum(p => p.Payment.Charge) < claim.Charge)
                return ClaimStanding.PartlyDecided;
            return holding.TrueForAll(p => p.Payment.Status == RemittanceStatus.Denied) ? ClaimStanding.Denied : ClaimStanding.Decided;
        }
        if (payments.Exists(p => p.Role == PaymentRole.Reversal))
            return ClaimStanding.TakenBack;
        if (Answers.Exists(a => a.Answer.IsRejected))
            return ClaimStanding.Rejected;
        return Answers.Exists(a => a.Answer.IsAccepted) ? ClaimStanding.Accepted : Answers.Count > 0 ? ClaimStanding.Received : ClaimStanding.Unanswered;
    }
}
