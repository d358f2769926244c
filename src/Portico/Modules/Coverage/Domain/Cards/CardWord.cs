namespace Portico.Modules.Coverage.Domain.Cards;

/// <summary>Where something stands on a picture, in its pixels.</summary>
public readonly record struct CardBox(int Left, int Top, int Width, int Height)
{
    public int Right => Left + Width;
    public int Bottom => Top + Height;
    public double MiddleY => Top + Height / 2.0;

    /// <summary>The smallest that holds both.</summary>
    public CardBox With(CardBox other)
    {
        var (left, top) = (Math.Min(Left, other.Left), Math.Min(Top, other.Top));
        return new(left, top, Math.Max(Right, other.Right) - left, Math.Max(Bottom, other.Bottom) - top);
    }
}

/// <summary>A word as an engine read it.</summary>
/// <param name="Text">Without blanks.</param>
/// <param name="Confidence">The engine's own, 0 to 1.</param>
/// <param name="Box">Where it stands.</param>
public sealed record CardWord(string Text, double Confidence, CardBox Box);

/// <summary>What a card says of its policy.</summary>
public enum CardFieldKind
{
    PayerName, PayerId, MemberId, Suffix, SubscriberName, GroupNumber, PlanName, EffectiveDate,
    CopayOffice, CopaySpecialist, CopayUrgentCare, CopayEmergency,
    RxBin, RxPcn, RxGroup, ClaimsAddress, ProviderPhone, PayerPhone,
}

/// <summary>One of them as it was read. Nobody has compared it with the card yet.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">As printed: nothing in it was put right.</param>
/// <param name="Confidence">0 to 1: that of the word that was read worst, less where its place or its letters leave a doubt.</param>
/// <param name="Box">Where it stands.</param>
public sealed record CardField(CardFieldKind Kind, string Value, double Confidence, CardBox Box)
{
    /// <summary>Below it a field is marked: look closely.</summary>
    public const double Sure = 0.85;

    public bool IsToLookAtClosely => Confidence < Sure;
}
