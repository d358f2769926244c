using Portico.Modules.Coverage.Domain.Cards;

namespace Portico.Modules.Coverage;

/// <summary>Why nothing was read from a picture.</summary>
public enum CardUnread { NotInstalled, NoWords, TookTooLong, Failed }

/// <summary>What came of a picture.</summary>
public abstract record CardRead
{
    /// <summary>No JPEG, PNG or WebP picture, damaged, or of more dots than a photograph of a card has.</summary>
    public sealed record NotAPicture : CardRead;

    /// <param name="Card">To be shown.</param>
    /// <param name="Fields">Empty where nothing was found. Nobody has compared them yet.</param>
    /// <param name="Engine">What read it.</param>
    /// <param name="Version">Of the engine. Empty: nothing read it.</param>
    /// <param name="Turn">How the picture was turned in the end.</param>
    /// <param name="Why">Null: it was read.</param>
    public sealed record Seen(StraightCard Card, IReadOnlyList<CardField> Fields, string Engine, string Version, CardTurn Turn, CardUnread? Why) : CardRead;
}

/// <summary>Straightens a card's picture and reads it. Takes some seconds, on no page's thread; keeps nothing.</summary>
public sealed class CardReader(TesseractEngine engine) : IDisposable
{
    // A picture takes up to a hundred megabytes while it is straightened.
    private readonly SemaphoreSlim _atOnce = new(2);

    /// <param name="picture">As it was taken.</param>
    /// <param name="turn">As a person wants it turned.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<CardRead> ReadAsync(byte[] picture, CardTurn turn, CancellationToken ct)
    {
        if (await StraightenAsync(picture, turn, ct) is not { } card)
            return new CardRead.NotAPicture();
        if (await engine.VersionAsync(ct) is not { } version)
            return new CardRead.Seen(card, [], CardReading.ByHand, "", turn, CardUnread.NotInstalled);
        var (fields, why) = await FieldsAsync(card, ct);
        if (fields.Count < 2 && why is null or CardUnread.NoWords
            && await StraightenAsync(picture, turn with { QuarterTurns = (turn.QuarterTurns + 2) & 3 }, ct) is { } reversed)
        {
            // No outline says which side is up: the words do.
            var (others, _) = await FieldsAsync(reversed, ct);
            if (others.Count > fields.Count)
                (card, fields, why, turn) = (reversed, others, null, turn with { QuarterTurns = (turn.QuarterTurns + 2) & 3 });
        }
        return new CardRead.Seen(card, fields, "Tesseract", version, turn, why);
    }

    /// <summary>A picture as it is shown: straightened.</summary>
    /// <returns>Null for what is no picture.</returns>
    public async Task<StraightCard?> StraightenAsync(byte[] picture, CardTurn turn, CancellationToken ct)
    {
        await _atOnce.WaitAsync(ct);
        try
        {
            return await Task.Run(() => CardPixels.Straighten(picture, turn, ct), ct);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    private async Task<(IReadOnlyList<CardField> Fields, CardUnread? Why)> FieldsAsync(StraightCard card, CancellationToken ct)
    {
        var answer = await engine.ReadAsync(card.Picture, isSparse: false, ct);
        if (answer is not EngineAnswer.Words { Found: var words })
            return ([], answer switch
            {
                EngineAnswer.NotInstalled => CardUnread.NotInstalled,
                EngineAnswer.TookTooLong => CardUnread.TookTooLong,
                _ => CardUnread.Failed,
            });
        var fields = CardExtractor.Extract(words);
        // A line that it took for a picture: a second look, at words wherever they stand.
        if (!fields.Any(f => f.Kind == CardFieldKind.MemberId) && await engine.ReadAsync(card.Picture, isSparse: true, ct) is EngineAnswer.Words { Found: var more })
            (words, fields) = ([.. words, .. more], CardExtractor.Merge(fields, CardExtractor.Extract(more)));
        return (fields, words.Count == 0 ? CardUnread.NoWords : null);
    }

    public void Dispose() => _atOnce.Dispose();
}
