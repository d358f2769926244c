using System.Text;

namespace Portico.PayerSim.Tests;

/// <summary>Batches as files.</summary>
public sealed class FolderTests : IDisposable
{
    private static readonly CancellationToken s_ct = TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("payerbox");

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<PayerBox> BoxAsync() => Asking.BoxAsync(Asking.Options with { Folder = _folder.FullName });

    private string At(params string[] path) => Path.Combine([_folder.FullName, .. path]);

    private static async Task<byte[]> WaitAsync(string path)
    {
        for (var tries = 0; !File.Exists(path) && tries < 500; tries++)
            await Task.Delay(20, s_ct);
        return await File.ReadAllBytesAsync(path, s_ct);
    }

    [Fact]
    public async Task A_file_is_acknowledged_answered_and_put_away()
    {
        await using var box = await BoxAsync();
        var people = box.Members.Of("SYN01").Where(m => m.Subscriber is null).Select((m, i) => Asking.Person(m, FormattableString.Invariant($"T{i}"))).ToArray();
        await File.WriteAllBytesAsync(At("in", "evening.270"), Asking.Interchange(Asking.Inquiry("SYN01", people)), s_ct);
        Asking.Clean(await WaitAsync(At("out", "evening.270.271"))).Answers.Select(a => a.Traces[0].Number).ShouldBe(Enumerable.Range(0, people.Length).Select(i => FormattableString.Invariant($"T{i}")));
        GroupAcknowledgement.Read(Document.Read(await WaitAsync(At("out", "evening.270.999"))).Transactions.Single().Root).Verdict.ShouldBe(AcknowledgementVerdict.Accepted);
        File.Exists(At("in", "evening.270")).ShouldBeFalse();
        File.Exists(At("done", "evening.270")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(".evening.270")]
    [InlineData("evening.270.part")]
    [InlineData("evening.270.filepart")]
    public async Task A_file_that_is_being_uploaded_is_left_until_it_has_its_name(string uploading)
    {
        await using var box = await BoxAsync();
        await File.WriteAllBytesAsync(At("in", uploading), Asking.About(box.Members.Of("SYN01")[0]), s_ct);
        await Task.Delay(300, s_ct);
        Directory.GetFiles(At("out")).ShouldBeEmpty();
        File.Move(At("in", uploading), At("in", "evening.270"));
        Asking.Clean(await WaitAsync(At("out", "evening.270.271")));
    }

    [Fact]
    public async Task A_file_that_grows_is_left_until_it_rests()
    {
        await using var box = await Asking.BoxAsync(Asking.Options with { Folder = _folder.FullName, FolderInterval = TimeSpan.FromMilliseconds(200) });
        var content = Asking.About(box.Members.Of("SYN01")[0]);
        await using (var file = new FileStream(At("in", "slow.270"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            foreach (var piece in content.Chunk(content.Length / 20))
            {
                await file.WriteAsync(piece, s_ct);
                await file.FlushAsync(s_ct);
                await Task.Delay(30, s_ct);
            }
        }
        Asking.Clean(await WaitAsync(At("out", "slow.270.271")));
        Directory.GetFiles(At("out")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_broken_file_gets_a_ta1_and_no_answer()
    {
        await using var box = await BoxAsync();
        var text = Encoding.ASCII.GetString(Asking.About(box.Members.Of("SYN01")[0]));
        await File.WriteAllTextAsync(At("in", "broken.270"), text[..text.IndexOf("IEA", StringComparison.Ordinal)], s_ct);
        Document.Read(await WaitAsync(At("out", "broken.270.ta1"))).Interchanges.Single().Others.Single().Text(0).ShouldBe("TA1");
        await Task.Delay(100, s_ct);
        Directory.GetFiles(At("out")).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(FaultKind.HalfBody)]
    [InlineData(FaultKind.Garbage)]
    public async Task A_broken_answer_is_broken_in_the_file_too(FaultKind kind)
    {
        await using var box = await BoxAsync();
        box.Faults.Add(new() { Kind = kind });
        await File.WriteAllBytesAsync(At("in", "a.270"), Asking.About(box.Members.Of("SYN01")[0]), s_ct);
        Document.Read(await WaitAsync(At("out", "a.270.271"))).Issues.Errors.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_payer_that_never_answers_leaves_the_acknowledgement_alone()
    {
        await using var box = await BoxAsync();
        box.Faults.Add(new() { Kind = FaultKind.Timeout });
        await File.WriteAllBytesAsync(At("in", "a.270"), Asking.About(box.Members.Of("SYN01")[0]), s_ct);
        await WaitAsync(At("out", "a.270.999"));
        for (var tries = 0; box.Log.Count == 0 && tries < 200; tries++)
            await Task.Delay(10, s_ct);
        Directory.GetFiles(At("out")).Length.ShouldBe(1);
    }
}
