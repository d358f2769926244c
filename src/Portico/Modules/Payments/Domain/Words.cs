using Portico.Platform.Values;

namespace Portico.Modules.Payments.Domain;

/// <summary>What a screen, a receipt and a timeline call things.</summary>
public static class Words
{
    public static string Of(TenderKind tender) => tender switch
    {
        TenderKind.Cash => "cash",
        TenderKind.Check => "check",
        _ => "card",
    };

    public static string Of(PaymentPurpose purpose) => purpose switch
    {
        PaymentPurpose.Copay => "Copay",
        PaymentPurpose.Balance => "Balance",
        _ => "Unapplied",
    };

    public static string Of(GiveBackReason reason) => reason switch
    {
        GiveBackReason.WrongPatient => "Wrong patient",
        GiveBackReason.WrongAmount => "Wrong amount",
        GiveBackReason.WrongTender => "Wrong tender",
        GiveBackReason.TakenTwice => "Taken twice",
        GiveBackReason.NotOwed => "Was not owed",
        GiveBackReason.ServiceNotGiven => "Service was not given",
        _ => "Other",
    };

    public static string Of(Contracts.GuarantorKind kind) => kind switch
    {
        Contracts.GuarantorKind.Personal => "Personal",
        Contracts.GuarantorKind.WorkersCompensation => "Workers' compensation",
        Contracts.GuarantorKind.AutoOrLiability => "Auto or liability",
        _ => "Self-pay",
    };

    public static string Of(GuarantorRelation relation) => relation switch
    {
        GuarantorRelation.Self => "The patient",
        _ => relation.ToString(),
    };

    /// <summary>What is not settled, as the close of its day says it.</summary>
    public static string Of(OpenEnd end) => end.Kind switch
    {
        OpenEndKind.Drawer => "Drawer not counted",
        OpenEndKind.Cards => $"Cards not compared with the terminal: {end.Amount} recorded",
        OpenEndKind.Void => $"Void of {end.Amount} waits for approval",
        OpenEndKind.Refund => $"Refund of {end.Amount} waits for approval",
        OpenEndKind.DrawerDifference => $"Drawer difference of {end.Amount} waits for approval",
        _ => $"Card batch difference of {end.Amount} waits for approval",
    };

    /// <summary>What to do about a check number, a reference or a claim number that looks like a card's number. Null: nothing.</summary>
    /// <param name="likeness">What <see cref="CardNumbers.Of"/> says of it.</param>
    /// <param name="paper">Where the right one stands.</param>
    public static string? Of(CardLikeness likeness, string paper = "slip") => likeness switch
    {
        CardLikeness.Card => "This is a card number. Leave it out: only the last 4 digits may be kept.",
        CardLikeness.CheckDigitOnly => $"This could be a card number. Compare it with the {paper}; it may be right.",
        _ => null,
    };

    public static string Of(ApprovalKind kind) => kind switch
    {
        ApprovalKind.Void => "Void",
        ApprovalKind.Refund => "Refund",
        ApprovalKind.DrawerDifference => "Drawer difference",
        _ => "Card batch difference",
    };
}
