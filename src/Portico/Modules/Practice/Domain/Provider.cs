using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.Domain;

/// <summary>Someone patients are booked with.</summary>
public sealed class Provider : TenantRow
{
    private Provider() { }

    public ProviderId Id { get; private init; }

    /// <summary>What the desk says: <c>Dr. Okafor</c>.</summary>
    public string DisplayName { get; private set; } = "";
    public string Specialty { get; private set; } = "";

    /// <summary>Ten digits with a Luhn check over 80840. Absent for those who never bill, such as a nurse's shot clinic.</summary>
    public string? Npi { get; private set; }

    /// <summary>Absent until said.</summary>
    public ProviderSex? Sex { get; private set; }

    /// <summary>Takes patients who are new to the specialty.</summary>
    public bool IsPanelOpen { get; private set; } = true;
    public bool IsActive { get; private set; } = true;

    public static Provider Join(ProviderId id, string displayName, string specialty, string? npi)
    {
        var provider = new Provider { Id = id };
        provider.Change(displayName, specialty, npi);
        return provider;
    }

    public void Change(string displayName, string specialty, string? npi) =>
        (DisplayName, Specialty, Npi) = (displayName.Trim(), specialty.Trim(), Text.OrNull(npi));

    /// <param name="sex">Null: not said.</param>
    /// <param name="isPanelOpen">Takes patients who are new to the specialty.</param>
    public void Describe(ProviderSex? sex, bool isPanelOpen) => (Sex, IsPanelOpen) = (sex, isPanelOpen);

    public void Use(bool inUse) => IsActive = inUse;

    /// <summary>Whether the check digit fits: the number alone says nothing of who holds it.</summary>
    /// <remarks>Source: CMS, NPI check digit: Luhn over the number prefixed with 80840.</remarks>
    public static bool IsNpi(string npi)
    {
        if (npi.Length != 10 || npi.Any(c => !char.IsAsciiDigit(c)))
            return false;
        // 80840 adds 24 to the sum of the number's own digits.
        var sum = 24;
        for (var i = 0; i < 10; i++)
        {
            var digit = npi[i] - '0';
            if (i % 2 == 0)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
