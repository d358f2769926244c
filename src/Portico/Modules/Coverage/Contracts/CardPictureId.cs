using Portico.Platform.Ids;

namespace Portico.Modules.Coverage.Contracts;

/// <summary>A photograph of one side of an insurance card.</summary>
public readonly record struct CardPictureId(Guid Value) : IId<CardPictureId> { public static CardPictureId From(Guid value) => new(value); }
