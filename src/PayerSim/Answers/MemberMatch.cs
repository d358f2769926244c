namespace Portico.PayerSim;

/// <summary>Whom a question means, or why that cannot be said.</summary>
/// <param name="Member">Null where <paramref name="Rejection"/> says why.</param>
/// <param name="Rejection">At loop 2100C or 2100D.</param>
internal readonly record struct MemberMatch(Member? Member, Rejection? Rejection)
{
    /// <param name="directory">Who is known.</param>
    /// <param name="payer">Who is asked.</param>
    /// <param name="subscriber">Loop 2000C.</param>
    /// <param name="dependent">Loop 2000D, where the patient is one.</param>
    public static MemberMatch Find(MemberDirectory directory, Payer payer, InquiryPerson subscriber, InquiryPerson? dependent)
    {
        var (named, born) = (subscriber.Person.Named, subscriber.Person.Born);
        if (string.IsNullOrWhiteSpace(named.Id))
            return payer.FindsByName && dependent is null ? ByName(directory, payer, subscriber) : No("2100C", "72");
        var found = directory.WithId(payer.Id, named.Id);
        if (found.Count == 0)
            return No("2100C", payer.IsIdShape(named.Id.ToUpperInvariant()) ? "75" : "72");
        var member = found.FirstOrDefault(m => !m.IsAskedBelowSubscriber) ?? found[0];
        if (born is null && dependent is null)
            return No("2100C", "58");
        if (born is not null && born != member.Born)
            return No("2100C", "71");
        if (named.Name is not null && MemberNames.Plain(named.Name) != MemberNames.Plain(member.Family))
            return No("2100C", "73");
        return dependent is null ? new(member, null) : Below(directory, member, dependent);
    }

    private static MemberMatch ByName(MemberDirectory directory, Payer payer, InquiryPerson subscriber)
    {
        var (family, given) = (MemberNames.Plain(subscriber.Person.Named.Name), MemberNames.Plain(subscriber.Person.Named.Given));
        if (subscriber.Person.Born is not { } born)
            return No("2100C", "58");
        if (family.Length == 0)
            return No("2100C", "73");
        var found = directory.Of(payer.Id).Where(m => m.Born == born && !m.IsAskedBelowSubscriber && MemberNames.Plain(m.Family) == family
            && (given.Length == 0 || MemberNames.Plain(m.Given) == given)).Take(2).ToArray();
        return found.Length switch { 1 => new(found[0], null), 0 => No("2100C", "75"), _ => No("2100C", "76") };
    }

    private static MemberMatch Below(MemberDirectory directory, Member subscriber, InquiryPerson dependent)
    {
        if (dependent.Person.Born is not { } born)
            return No("2100D", "58");
        var given = MemberNames.Plain(dependent.Person.Named.Given);
        var known = directory.WithId(subscriber.Payer, subscriber.MemberId).Where(m => m.Subscriber == subscriber && m.IsAskedBelowSubscriber).ToArray();
        var sameDay = known.Where(m => m.Born == born).ToArray();
        // Twins are told apart by their given names.
        var found = sameDay.Length == 1 ? sameDay : [.. sameDay.Where(m => MemberNames.Plain(m.Given) == given)];
        if (found.Length == 1)
            return new(found[0], null);
        if (sameDay.Length > 1)
            return No("2100D", "68");
        return No("2100D", known.Any(m => MemberNames.Plain(m.Given) == given) ? "71" : "77");
    }

    private static MemberMatch No(string loop, string reason) => new(null, Rejection.Of(loop, isRequestValid: false, reason, "C"));
}
