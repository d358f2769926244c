namespace Portico.PayerSim;

/// <summary>Who an answer is about, as the payer has them.</summary>
internal static class Identity
{
    private static readonly DateOnly s_open = new(9999, 12, 31);

    /// <summary>Traces as they come back: the asker's, now of kind 2.</summary>
    public static IReadOnlyList<TraceNumber> Back(IReadOnlyList<TraceNumber> traces) => [.. traces.Select(t => TraceNumber.Of("2", t.Number, t.Originator, t.Supplement))];

    /// <param name="askedGiven">NM104 of the question: where it differs, INS says that the payer's is another.</param>
    public static EligibilityAnswer Answer(Payer payer, Member member, string? askedGiven, IReadOnlyList<TraceNumber> traces, IReadOnlyList<Benefit> lines)
    {
        var isBelow = member.IsAskedBelowSubscriber;
        var differs = askedGiven is not null && MemberNames.Plain(askedGiven) != MemberNames.Plain(member.Given);
        var answer = Named(member, isBelow) with
        {
            Traces = traces,
            Relationship = new()
            {
                IsSubscriber = !isBelow,
                Code = !isBelow ? "18" : member.Relation == MemberRelation.Spouse ? "01" : "19",
                Change = differs ? "001" : null,
                ChangeReason = differs ? "25" : null,
            },
            References = member.GroupNumber is { } group ? [QualifiedReference.Of("6P", group, "SYNTHETIC EMPLOYER")] : [],
            Dates = Dates(payer.Dates, member.Truth),
            Benefits = lines,
        };
        return isBelow && member.Subscriber is { } subscriber ? Named(subscriber, false) with { Dependents = [answer] } : answer;
    }

    private static EligibilityAnswer Named(Member member, bool isDependent) => new()
    {
        IsDependent = isDependent,
        Person = new()
        {
            Role = isDependent ? "03" : "IL", IsPerson = true, Name = member.Family, Given = member.Given,
            IdKind = isDependent ? null : "MI", Id = isDependent ? null : member.MemberId,
        },
        Born = member.Born,
        Sex = member.Sex,
        Address = member.Street is { } street ? new() { Line1 = street, City = "SPRINGFIELD", State = "IL", Zip = "62701" } : null,
    };

    private static IReadOnlyList<QualifiedDates> Dates(DateStyle style, Truth truth) => style switch
    {
        DateStyle.PlanBeginEnd => Pair("346", "347", truth),
        DateStyle.EligibilityBeginEnd => Pair("356", "357", truth),
        DateStyle.PlanSpan => [QualifiedDates.Of("291", new DateSpan(truth.From, truth.To ?? s_open))],
        _ => [truth.To is { } last ? QualifiedDates.Of("307", new DateSpan(truth.From, last)) : QualifiedDates.Of("307", truth.From)],
    };

    private static IReadOnlyList<QualifiedDates> Pair(string first, string last, Truth truth) =>
        truth.To is { } end ? [QualifiedDates.Of(first, truth.From), QualifiedDates.Of(last, end)] : [QualifiedDates.Of(first, truth.From)];
}
