using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Portico.Tests.Kit.LongestFirst))]

namespace Portico.Tests.Kit;

/// <summary>Collections of minutes begin first: begun last, each would keep one processor busy while the other has nothing left to do.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_long = ["MadeDemo", "CalendarStoryTests", "DoorsTests", "CalendarScreensTests"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => Array.Exists(s_long, l => c.TestCollectionDisplayName.Contains(l, StringComparison.Ordinal)))];
}
