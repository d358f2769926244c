using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Coverage.Roads;

namespace Portico.Tests.Coverage.Roads;

public sealed class RoadSettingsTests
{
    private static readonly string s_print = "SHA256:" + new string('a', 43);

    [Theory]
    [InlineData(RoadKind.CoreMime, "https://payer.example.test/core", true)]
    [InlineData(RoadKind.CoreSoap, "https://payer.example.test:8443/core", true)]
    [InlineData(RoadKind.CoreMime, "http://127.0.0.1:5090/core", true)]
    [InlineData(RoadKind.CoreMime, "http://localhost/core", true)]
    [InlineData(RoadKind.CoreMime, "http://[::1]/core", true)]
    [InlineData(RoadKind.CoreMime, "http://payer.example.test/core", false)]
    [InlineData(RoadKind.CoreSoap, "http://127.0.0.1.example.test/core", false)]
    [InlineData(RoadKind.CoreMime, "https://user:syn7hetic@payer.example.test/core", false)]
    [InlineData(RoadKind.CoreMime, "https://payer.example.test/core?member=1", false)]
    [InlineData(RoadKind.CoreMime, "ftp://payer.example.test/core", false)]
    [InlineData(RoadKind.CoreMime, "/core", false)]
    [InlineData(RoadKind.Folder, "file:///drop", true)]
    [InlineData(RoadKind.Folder, "https://payer.example.test/drop", false)]
    [InlineData(RoadKind.Sftp, "sftp://payer.example.test/drop", true)]
    [InlineData(RoadKind.Sftp, "https://payer.example.test/drop", false)]
    [InlineData((RoadKind)9, "https://payer.example.test/core", false)]
    public void An_address_is_one_that_its_kind_can_reach_and_in_the_clear_this_machine_alone(RoadKind kind, string address, bool isRight)
    {
        var settings = Of(kind, address);
        (settings.Problem() is null).ShouldBe(isRight, settings.Problem());
        using var services = BoxRoad.Services(TimeProvider.System);
        var factory = services.GetRequiredService<RoadFactory>();
        if (!isRight)
            Should.Throw<ArgumentException>(() => factory.Batch(settings)).Message.ShouldNotContain("syn7hetic");
        else
            factory.Batch(settings).ShouldNotBeNull();
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        var core = Of(RoadKind.CoreMime, "https://payer.example.test/core");
        var sftp = Of(RoadKind.Sftp, "sftp://payer.example.test/");
        foreach (var settings in new[]
        {
            core with { SenderId = " " }, core with { ReceiverId = new('x', 51) }, core with { MostRealTimeBytes = 0 },
            sftp with { UserName = null }, sftp with { Secret = null }, sftp with { Secret = new() }, sftp with { HostKeyFingerprint = null }, sftp with { HostKeyFingerprint = "MD5:aa" },
            sftp with { QuestionsFolder = "../in" }, sftp with { AnswersFolder = "/out" }, sftp with { AnswersFolder = "in" }, sftp with { AnswersFolder = "a//b" },
        })
            settings.Problem().ShouldNotBeNull(settings.ToString());
    }

    [Theory, InlineData(RoadKind.Folder, "file:///drop"), InlineData(RoadKind.Sftp, "sftp://payer.example.test/")]
    public void A_road_of_files_does_not_answer_in_real_time(RoadKind kind, string address)
    {
        using var services = BoxRoad.Services(TimeProvider.System);
        Should.Throw<ArgumentException>(() => services.GetRequiredService<RoadFactory>().RealTime(Of(kind, address)));
    }

    private static RoadSettings Of(RoadKind kind, string address) => new()
    {
        Kind = kind, Address = new(address, UriKind.RelativeOrAbsolute), SenderId = "CLINIC", ReceiverId = "CLEARING", UserName = "u", Secret = new() { Password = "p" }, HostKeyFingerprint = s_print,
    };
}
