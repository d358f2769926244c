using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Portico.Platform.Values;

namespace Portico.Platform.UseCases;

/// <summary>Looks at the shape of a request, and of every record and list in it, before anything is done.</summary>
/// <remarks>The attributes of a member say its own bounds. What holds for every text is said here once: no control
/// characters, and no payment card's number. Meaning is judged in the domain.</remarks>
internal static class RequestShape
{
    /// <summary>A text that stands in a list has no member of its own to bear a bound.</summary>
    public const int MostInList = 200;

    private const int MostOfReason = 500;

    private static readonly ConcurrentDictionary<Type, Member[]> s_members = new();

    private sealed record Member(PropertyInfo Property, bool IsOpaque, bool IsIdentifier, bool IsAmongOurs);

    /// <exception cref="CallRejectedException">Something is out of bounds: the sentences of all that is.</exception>
    public static void Check(object request, Call call)
    {
        List<string> problems = [];
        CheckRecord(request, problems);
        if (call.Reason is { } reason)
        {
            if (reason.Length > MostOfReason)
                problems.Add($"The reason has {MostOfReason} characters at most.");
            CheckText(reason, isIdentifier: false, problems);
        }
        if (problems.Count > 0)
            throw CallRejectedException.Invalid("call.bad-shape", string.Join(" ", problems.Distinct()));
    }

    /// <summary>Whether a type is a record of a request, whose members are looked at, rather than a value.</summary>
    public static bool IsRecord(Type type) =>
        type.IsClass && type != typeof(string) && type.Namespace?.StartsWith("Portico", StringComparison.Ordinal) == true;

    private static void CheckRecord(object record, List<string> problems)
    {
        var before = problems.Count;
        foreach (var member in s_members.GetOrAdd(record.GetType(), MembersOf))
        {
            switch (member.Property.GetValue(record))
            {
                case string text when !member.IsOpaque:
                    CheckText(text, member.IsIdentifier, problems);
                    break;
                case IEnumerable list and not (string or byte[]):
                    foreach (var item in list)
                        CheckItem(item, member, problems);
                    break;
                case { } inner when member.IsAmongOurs:
                    CheckRecord(inner, problems);
                    break;
            }
        }
        // A record may judge its own parts: only once they are sound themselves.
        if (problems.Count > before)
            return;
        List<ValidationResult> found = [];
        if (!Validator.TryValidateObject(record, new ValidationContext(record), found, validateAllProperties: true))
            problems.AddRange(found.Select(p => p.ErrorMessage).OfType<string>());
    }

    private static void CheckItem(object? item, Member member, List<string> problems)
    {
        switch (item)
        {
            case null:
                problems.Add("A list has an empty place in it: leave it out.");
                break;
            case string text:
                if (text.Length > MostInList)
                    problems.Add($"A text in a list has {MostInList} characters at most.");
                CheckText(text, member.IsIdentifier, problems);
                break;
            case { } when IsRecord(item.GetType()):
                CheckRecord(item, problems);
                break;
        }
    }

    private static void CheckText(string text, bool isIdentifier, List<string> problems)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t') || char.IsSurrogate(text[i]) && !pair)
            {
                problems.Add("A text has a character in it that cannot be shown: type it again.");
                return;
            }
            if (pair)
                i++;
        }
        if (isIdentifier ? CardNumbers.Of(text) == CardLikeness.Card : CardNumbers.AreIn(text))
            problems.Add("This looks like a card number. Leave it out: only the last 4 digits may be kept, in the field for them.");
    }

    private static Member[] MembersOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && p.GetMethod is { IsPublic: true } && p.CanWrite)
            .Select(p => new Member(p, p.IsDefined(typeof(OpaqueAttribute)), p.IsDefined(typeof(IdentifierAttribute)), IsRecord(p.PropertyType))),
    ];
}
