namespace Portico.BrowserTests.Kit;

/// <summary>Tests with a figure of time or memory in them, which no other test of the process may be part of; and the whole visits, which a
/// neighbour makes slower than any desk.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
