using Microsoft.Extensions.Logging.Abstractions;
using Portico.Shell;

namespace Portico.Tests.Platform;

public sealed class DeskPageTests
{
    [Fact]
    public async Task A_failure_becomes_a_sentence_with_a_number_and_the_page_lives_on()
    {
        // As the framework makes it: what is required is given afterwards.
        using var page = Activator.CreateInstance<Page>();
        page.Log = NullLogger<DeskPage>.Instance;
        foreach (var (isAct, first) in new[] { (true, "This could not be done"), (false, "This could not be read") })
        {
            await (isAct ? page.RunAsync : (Func<Func<Task>, Task>)page.ReadAsync)(() => throw new OverflowException("carries ZZCANARY"));
            page.Says.ShouldNotBeNull().ShouldStartWith(first);
            page.Says.ShouldMatch("quote [0-9A-F]{8}\\.");
            page.Says.ShouldNotContain("ZZCANARY");
            page.IsBusy.ShouldBeFalse();
        }
    }

    private sealed class Page : DeskPage
    {
        public string? Says => Problem;
        public bool IsBusy => Busy;
        public Task RunAsync(Func<Task> act) => ActAsync(act);
        public Task ReadAsync(Func<Task> load) => LoadAsync(load);
    }
}
