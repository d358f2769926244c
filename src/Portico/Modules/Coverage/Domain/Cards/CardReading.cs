using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Domain.Cards;

public readonly record struct CardReadingId(Guid Value) : IId<CardReadingId> { public static CardReadingId From(Guid value) => new(value); }

/// <summary>What was read from a card's picture and what a person confirmed of it. Inserted once; it lives as long as the picture.</summary>
public sealed class CardReading : TenantRow
{
    public CardReadingId Id { get; init; }
    public CardPictureId PictureId { get; init; }

    /// <summary>What read it, such as <c>Tesseract</c>, or <see cref="ByHand"/>.</summary>
    public required string Engine { get; init; }

    /// <summary>Empty where a person read it.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>The picture was read as it is, though a card may have been found in it.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Clockwise, 0 to 3: how the picture was turned to be read.</summary>
    public int QuarterTurns { get; init; }

    /// <summary>Who compared it with the card.</summary>
    public UserId By { get; init; }
    public Instant At { get; init; }

    public const string ByHand = "By hand";
}

/// <summary>One field of a reading.</summary>
public sealed class CardReadingField : TenantRow
{
    public CardReadingId ReadingId { get; init; }
    public CardFieldKind Kind { get; init; }

    /// <summary>Encrypted. Absent: the engine found none, and a person typed it.</summary>
    public byte[]? Read { get; init; }

    /// <summary>Encrypted. Absent: nobody said that it is so on the card.</summary>
    public byte[]? Confirmed { get; init; }

    /// <summary>The reading's confidence, 0 to 100. Absent: nothing was read.</summary>
    public int? Percent { get; init; }
}
