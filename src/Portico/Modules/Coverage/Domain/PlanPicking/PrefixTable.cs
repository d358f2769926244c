namespace Portico.Modules.Coverage.Domain.PlanPicking;

/// <summary>Prefixes of Blue plans' member ids, as the practice has them from its own plan: they are licensed, and none come with this.</summary>
/// <remarks>Immutable; safe from any thread.</remarks>
public sealed class PrefixTable
{
    private readonly Dictionary<string, PlanPrefix> _entries = [];

    /// <param name="entries">Of two for one prefix the later counts.</param>
    /// <exception cref="ArgumentException">A prefix has not three letters or digits.</exception>
    public PrefixTable(IEnumerable<PlanPrefix> entries)
    {
        foreach (var entry in entries)
        {
            if (CardText.Id(entry.Prefix) is not { Length: 3 } prefix)
                throw new ArgumentException("A prefix has three letters or digits.", nameof(entries));
            _entries[prefix] = entry with { Prefix = prefix };
        }
    }

    /// <summary>Without an entry.</summary>
    public static PrefixTable Empty { get; } = new([]);

    /// <summary>Whose member id it is.</summary>
    /// <param name="memberId">As the card has it.</param>
    /// <returns>Null where the table does not know, and for what is no Blue plan's member id.</returns>
    /// <remarks>A Blue plan's id has 6 to 17 characters behind blanks and dashes. R and eight digits is the Federal Employee Program's: it has no
    /// prefix.</remarks>
    public PlanPrefix? Of(string? memberId)
    {
        var id = CardText.Id(memberId);
        return id.Length is < 6 or > 17 || (id.Length == 9 && id[0] == 'R' && id.Skip(1).All(char.IsAsciiDigit)) ? null : _entries.GetValueOrDefault(id[..3]);
    }
}
