using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.Domain;

/// <summary>An insurer as the practice knows it.</summary>
public sealed class Payer : TenantRow
{
    private Payer() { }

    public PayerId Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>The id on the card and on claims. Absent until known.</summary>
    public string? PayerCode { get; private set; }
    public bool IsActive { get; private set; } = true;

    public static Payer Contract(PayerId id, string name, string? payerCode)
    {
        var payer = new Payer { Id = id };
        payer.Change(name, payerCode);
        return payer;
    }

    public void Change(string name, string? payerCode) => (Name, PayerCode) = (name.Trim(), Text.OrNull(payerCode));

    public void Use(bool inUse) => IsActive = inUse;
}
