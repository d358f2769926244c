using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;

namespace Portico.Modules.Coverage;

/// <summary>A card that a person compared with its picture: what goes into the policy's form, and what is kept of it.</summary>
/// <param name="Side">Which of the card's.</param>
/// <param name="Kept">The picture, when it was kept before. Null: it is kept with its policy.</param>
/// <param name="Bytes">The picture as it was taken.</param>
/// <param name="Engine">What read it.</param>
/// <param name="EngineVersion">Empty where a person read it.</param>
/// <param name="Turn">How it was turned.</param>
/// <param name="Fields">What was read, and what was confirmed.</param>
public sealed record CardUse(CardSide Side, CardPictureId? Kept, byte[] Bytes, string Engine, string EngineVersion, CardTurn Turn, IReadOnlyList<KeepCardReading.Entry> Fields)
{
    /// <returns>What a person confirmed; null otherwise.</returns>
    public string? this[CardFieldKind kind] => Fields.FirstOrDefault(f => f.Kind == kind)?.Confirmed;

    /// <summary>To be kept once the picture is.</summary>
    public KeepCardReading.Request For(CardPictureId picture) => new(picture, Engine, EngineVersion, Turn.IsWhole, Turn.QuarterTurns, Fields);
}
