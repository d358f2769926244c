namespace Portico.BrowserTests.Kit;

/// <summary>Cuts the line while a hand works: within a word, and just after a press, when the act or the next page is on its way.</summary>
/// <remarks>PORTICO_LINE_SEED repeats a run's choices.</remarks>
public sealed class Mishaps
{
    private readonly SlowLine _line;
    private readonly Random _luck;
    private readonly List<Task> _underway = [];

    public Mishaps(SlowLine line)
    {
        _line = line;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PORTICO_LINE_SEED"), out var asked) ? asked : Random.Shared.Next(1_000_000);
        _luck = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"PORTICO_LINE_SEED={seed}");
    }

    public int Cuts { get; private set; }

    /// <summary>After how many letters of the next word the line is cut. Null: not in this word.</summary>
    public int? InWord(int letters) => _luck.NextDouble() < 0.5 ? _luck.Next(1, letters) : null;

    public void Cut()
    {
        Cuts++;
        _line.Cut();
    }

    /// <summary>Somebody pressed: in one case of three the line is cut before the answer is here, and now and then it stays away for a while.</summary>
    public void Pressed()
    {
        if (_luck.NextDouble() < 0.35)
            _underway.Add(CutAsync(_luck.Next(0, 400), _luck.NextDouble() < 0.25 ? _luck.Next(300, 1500) : 0));
    }

    private async Task CutAsync(int afterMilliseconds, int awayMilliseconds)
    {
        await Task.Delay(afterMilliseconds);
        _line.IsDown = awayMilliseconds > 0;
        Cut();
        await Task.Delay(awayMilliseconds);
        _line.IsDown = false;
    }

    public Task EndAsync() => Task.WhenAll(_underway);
}
