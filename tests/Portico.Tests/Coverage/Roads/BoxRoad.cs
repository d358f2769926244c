using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Coverage.Roads;
using Portico.PayerSim;
using Portico.Platform.Clock;
using Portico.X12;

namespace Portico.Tests.Coverage.Roads;

/// <summary>A payer in a box, and the roads that lead to it.</summary>
internal sealed class BoxRoad : IAsyncDisposable
{
    private static readonly DateOnly s_today = new(2026, 11, 20);
    private readonly ServiceProvider _services;

    private BoxRoad(PayerBox box, TimeProvider time)
    {
        Box = box;
        _services = Services(time);
    }

    public PayerBox Box { get; }

    public RoadFactory Factory => _services.GetRequiredService<RoadFactory>();

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static ServiceProvider Services(TimeProvider time) =>
        new ServiceCollection().AddSingleton(time).AddSingleton<PracticeClock>().AddDataProtection().Services.AddRoads().BuildServiceProvider();

    public static async Task<BoxRoad> StartAsync(TimeProvider? time = null, string? folder = null) => new(
        await PayerBox.StartAsync(new() { Seed = 7, Today = s_today, BatchDelay = TimeSpan.Zero, Folder = folder, FolderInterval = TimeSpan.FromMilliseconds(20) }, Ct),
        time ?? TimeProvider.System);

    public RoadSettings Settings(RoadKind kind) => new()
    {
        Kind = kind, Address = new(Box.Address.ShouldNotBeNull(), "core"), SenderId = "CLINIC", ReceiverId = "CLEARING", UserName = "portico",
        Secret = new() { Password = "synthetic" },
    };

    public IRoad RealTime(RoadKind kind) => Factory.RealTime(Settings(kind));

    public IBatchRoad Batch(RoadKind kind) => Factory.Batch(Settings(kind));

    public Member Someone => Box.Members.Of("SYN01").First(m => m.Case == "active");

    public byte[] Question => QuestionAbout([Someone]);

    /// <summary>One 270 about several people of one payer, each with a trace number of its own.</summary>
    public static byte[] QuestionAbout(IReadOnlyList<Member> members)
    {
        var people = members.Select((member, i) => new InquiryPerson
        {
            Person = new() { Named = new() { Role = "IL", IsPerson = true, Name = member.Family, Given = member.Given, IdKind = "MI", Id = member.MemberId }, Born = member.Born },
            Traces = [TraceNumber.Of("1", FormattableString.Invariant($"T{i}"), "9SYNTHETIC")], Questions = [new() { ServiceTypes = ["30"] }],
        });
        var at = s_today.ToDateTime(new(12, 0));
        var inquiry = EligibilityInquiry.Of("ASKED1", at, new() { Named = new() { Role = "PR", Name = "SYNTHETIC PAYER", IdKind = "PI", Id = members[0].Payer } },
            new() { Named = new() { Role = "1P", Name = "SYNTHETIC CLINIC", IdKind = "XX", Id = "1234567893" } }, [.. people]);
        var output = new ArrayBufferWriter<byte>();
        TransactionModel.WriteInterchange(output, new()
        {
            SenderQualifier = "ZZ", Sender = "CLINIC", ReceiverQualifier = "ZZ", Receiver = "CLEARING", ControlNumber = 1, At = at, IsTest = true,
        }, [inquiry]).Kept.ShouldBeEmpty();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A 999 that accepts the results: a receipt.</summary>
    public static byte[] Receipt => Encoding.ASCII.GetBytes(
        "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*CLEARING       *261120*1200*^*00501*000000002*0*T*:~GS*FA*CLINIC*CLEARING*20261120*1200*2*X*005010X231A1~"
        + "ST*999*0001*005010X231A1~AK1*HB*1*005010X279A1~AK9*A*1*1*1~SE*4*0001~GE*1*2~IEA*1*000000002~");

    public static RoadMessage Message(byte[] payload) => new(Guid.CreateVersion7(), payload);

    /// <summary>Member ids of the 271s in an answer that the codec finds nothing wrong with.</summary>
    public static List<string> MembersIn(RoadResult result)
    {
        var answered = result.ShouldBeOfType<RoadResult.Answered>();
        answered.Content.ShouldBe(RoadContent.Eligibility);
        var document = Document.Read(answered.Payload);
        document.Issues.Errors.ShouldBe(0);
        return [.. document.Transactions.Select(EligibilityResponse.Read).SelectMany(r => r.Answers).Select(a => a.Person?.Id ?? "")];
    }

    public async ValueTask DisposeAsync()
    {
        await Box.DisposeAsync();
        await _services.DisposeAsync();
    }
}

/// <summary>A server that says one thing to whoever asks, whatever is asked.</summary>
internal sealed class Parrot : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _work;

    public Parrot(byte[] says)
    {
        _listener.Start();
        _work = RunAsync(says);
    }

    public int Asked { get; private set; }

    public Uri Address => new(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/core"));

    public static byte[] Http(string status, string headers, string body = "") =>
        Encoding.ASCII.GetBytes(FormattableString.Invariant($"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}"));

    private async Task RunAsync(byte[] says)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Asked++;
                await AnswerAsync(client.GetStream(), says);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    // The question is read to its end first: a connection that closes over unread bytes is reset, and takes the answer with it.
    private async Task AnswerAsync(NetworkStream stream, byte[] says)
    {
        var (buffer, heard, whole) = (new byte[64 * 1024], "", -1);
        while (whole < 0 || heard.Length < whole)
        {
            var count = await stream.ReadAsync(buffer, _stopping.Token);
            if (count == 0)
                return;
            heard += Encoding.Latin1.GetString(buffer, 0, count);
            var end = heard.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && heard.Split("Content-Length: ") is [_, var rest, ..])
                whole = end + 4 + int.Parse(rest.Split('\r')[0]);
        }
        await stream.WriteAsync(says, _stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _work;
        _listener.Dispose();
        _stopping.Dispose();
    }
}

/// <summary>Lets a test look at, or change, what goes over the line.</summary>
internal sealed class Line(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> between) : DelegatingHandler(RoadServices.Handler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) => between(request, () => base.SendAsync(request, ct));

    public static CoreRoad Road(RoadSettings settings, Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> between) =>
        new(settings, new(new Line(between)), new(TimeProvider.System));
}
