using System.Text;

namespace Portico.X12.Tests;

/// <summary>The processor time of the whole process is what is compared: nothing else may run beside it.</summary>
[CollectionDefinition(nameof(LinearTimeTests), DisableParallelization = true)]
[Collection(nameof(LinearTimeTests))]
public sealed class LinearTimeTests(ITestOutputHelper output)
{
    /// <summary>Sixteen times the input takes about sixteen times as long, whatever it is made of.</summary>
    [Theory]
    [InlineData("one element", "x")]
    [InlineData("empty elements", "*")]
    [InlineData("empty segments", "~")]
    [InlineData("components", ":")]
    [InlineData("repetitions", "^")]
    [InlineData("line ends", "\n")]
    [InlineData("headers", "ISA*")]
    [InlineData("other headers", "ISA|00|          |00|          |ZZ|SYNTHETIC01    |ZZ|SYNTHETIC02    |261120|0905|^|00501|000000001|0|T|:!ISA*00*          *00*          *ZZ*SYNTHETIC01    *ZZ*SYNTHETIC02    *261120*0905*^*00501*000000001*0*T*:~")]
    [InlineData("levels", "HL*1**20*1~")]
    [InlineData("deeper levels", "HL*2*1*22*1~HL*3*2*23*1~")]
    [InlineData("claims", "CLP*1*1*1*1~")]
    [InlineData("names", "NM1*PR*2*X~")]
    [InlineData("transactions", "ST*835*0001~")]
    [InlineData("groups", "GS*HP~")]
    [InlineData("adjustments", "CAS*PR*1*1*1*1*1*1*1*1~")]
    public void Time_is_linear_in_the_input(string what, string part)
    {
        var head = Sample.Remittance[..Sample.Remittance.IndexOf("CLP*", StringComparison.Ordinal)];
        TimeSpan Took(int bytes)
        {
            var text = Encoding.ASCII.GetBytes(head + string.Concat(Enumerable.Repeat(part, bytes / part.Length)));
            var best = TimeSpan.MaxValue;
            for (var round = 0; round < 3; round++)
            {
                var started = Environment.CpuUsage.TotalTime;
                using var reader = new LoopReader(new SegmentReader(new MemoryStream(text)), hasUnits: true);
                while (reader.Read())
                {
                }
                var took = Environment.CpuUsage.TotalTime - started;
                best = took < best ? took : best;
            }
            return best;
        }

        Took(64 * 1024);
        var (tiny, small, large) = (Took(64 * 1024), Took(1 << 20), Took(16 << 20));
        output.WriteLine($"{what}: 64 KB {tiny.TotalMilliseconds:0.00} ms, 1 MB {small.TotalMilliseconds:0.0} ms, 16 MB {large.TotalMilliseconds:0.0} ms");
        large.TotalMilliseconds.ShouldBeLessThan(Math.Max(2, small.TotalMilliseconds) * 16 * 4);
    }
}
