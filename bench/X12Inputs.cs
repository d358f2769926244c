using System.Globalization;
using System.Text;

namespace Portico.Bench;

/// <summary>Synthetic transactions of any size, the same every time: they add up, and check clean.</summary>
internal static class X12Inputs
{
    private static readonly string[] s_families = ["ALDER", "BIRCH", "CEDAR", "DOGWOOD", "ELM", "FIRTREE", "GORSE", "HAWTHORN"];
    private static readonly string[] s_givens = ["AVA", "BEN", "CLEO", "DAN", "EVE", "FINN", "GIA", "HUGO"];

    /// <summary>One 835 in one interchange.</summary>
    /// <param name="output">Written, and left open.</param>
    /// <param name="bytes">About so long.</param>
    /// <returns>What the claims are paid together, in cents.</returns>
    public static long Remittance(Stream output, long bytes)
    {
        // Two passes with the same seed: BPR02 stands before the claims that it is the sum of.
        var (claims, total) = (0, 0L);
        var measured = new StringBuilder();
        var length = 0L;
        for (var random = new Random(835); length < bytes; claims++)
        {
            measured.Clear();
            total += RemittanceClaim(measured, random, claims);
            length += measured.Length;
        }
        var text = new StringBuilder();
        var count = 0;
        RemittanceHead(text, ref count, total);
        Flush(output, text);
        var again = new Random(835);
        for (var claim = 0; claim < claims; claim++)
        {
            var from = text.Length;
            RemittanceClaim(text, again, claim);
            count += Count(text, from);
            if (text.Length > 1 << 16)
                Flush(output, text);
        }
        Trailer(text, count);
        Flush(output, text);
        return total;
    }

    /// <summary>An 835 of any size that takes no room: one block of claims again and again.</summary>
    public static Stream EndlessRemittance(long bytes)
    {
        var (random, text, count, total) = (new Random(835), new StringBuilder(), 0, 0L);
        for (var number = 0; text.Length < 200_000; number++)
            total += RemittanceClaim(text, random, number);
        var block = Encoding.ASCII.GetBytes(text.ToString());
        var times = Math.Max(1, bytes / block.Length);
        text.Clear();
        RemittanceHead(text, ref count, total * times);
        var head = Encoding.ASCII.GetBytes(text.ToString());
        text.Clear();
        Trailer(text, checked((int)(count + block.AsSpan().Count((byte)'~') * times)));
        return new Repeated(head, block, times, Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static long RemittanceClaim(StringBuilder text, Random random, int number)
    {
        var lines = random.Next(1, 4);
        var charges = Enumerable.Range(0, lines).Select(_ => random.Next(4_000, 40_000)).ToArray();
        var allowed = charges.Select(c => c * 6L / 10).ToArray();
        var copay = Math.Min(2_000, allowed[0]);
        var paid = allowed.Sum() - copay;
        var (family, given) = (s_families[random.Next(8)], s_givens[random.Next(8)]);
        text.Append(CultureInfo.InvariantCulture, $"CLP*CLM{number:0000000}*1*{Money(charges.Sum())}*{Money(paid)}*{Money(copay)}*12*ICN{number:000000000}*11*1~");
        text.Append(CultureInfo.InvariantCulture, $"NM1*QC*1*{family}*{given}****MI*SYN{number:00000000}~NM1*82*1*MAPLE*MORGAN****XX*1234567893~");
        text.Append(CultureInfo.InvariantCulture, $"DTM*232*20261101~DTM*050*20261105~");
        for (var line = 0; line < lines; line++)
        {
            var share = line == 0 ? copay : 0;
            text.Append(CultureInfo.InvariantCulture, $"SVC*HC:9921{3 + line}:25*{Money(charges[line])}*{Money(allowed[line] - share)}**1~DTM*472*20261101~");
            text.Append(CultureInfo.InvariantCulture, $"CAS*CO*45*{Money(charges[line] - allowed[line])}~");
            if (share > 0)
                text.Append(CultureInfo.InvariantCulture, $"CAS*PR*3*{Money(share)}~");
            text.Append(CultureInfo.InvariantCulture, $"REF*6R*{number}L{line + 1}~AMT*B6*{Money(allowed[line])}~");
        }
        return paid;
    }

    /// <summary>One 837P in one interchange.</summary>
    public static void Professional(Stream output, long bytes)
    {
        var (text, random, count, hl, written) = (new StringBuilder(), new Random(837), 0, 1, 0L);
        Header(text, "HC", "005010X222A1");
        Add(text, ref count, "ST*837*0001*005010X222A1~BHT*0019*00*BATCH1*20261120*0905*CH~");
        Add(text, ref count, "NM1*41*2*SYNTHETIC CLINIC*****46*SUBMIT1~PER*IC*BILLING DESK*TE*5555550101~NM1*40*2*SYNTHETIC CLEARING*****46*CLEAR1~");
        Add(text, ref count, "HL*1**20*1~PRV*BI*PXC*207Q00000X~NM1*85*2*SYNTHETIC CLINIC*****XX*1234567893~N3*1 CLINIC WAY~N4*SPRINGFIELD*IL*627010000~REF*EI*999999999~");
        for (var number = 0; written < bytes; number++)
        {
            var from = text.Length;
            ProfessionalClaim(text, random, number, ref hl);
            count += Count(text, from);
            written += text.Length - from;
            if (text.Length > 1 << 16)
                Flush(output, text);
        }
        Trailer(text, count);
        Flush(output, text);
    }

    private static void ProfessionalClaim(StringBuilder text, Random random, int number, ref int hl)
    {
        var (family, given) = (s_families[random.Next(8)], s_givens[random.Next(8)]);
        var isDependent = random.Next(4) == 0;
        var subscriber = ++hl;
        text.Append(CultureInfo.InvariantCulture, $"HL*{subscriber}*1*22*{(isDependent ? 1 : 0)}~SBR*P*{(isDependent ? "" : "18")}*GRP{number % 100:000}******CI~NM1*IL*1*{family}*{given}****MI*SYN{number:00000000}~");
        if (!isDependent)
            text.Append(CultureInfo.InvariantCulture, $"N3*{number % 900 + 100} ELM ST~N4*SPRINGFIELD*IL*62701~DMG*D8*19{number % 90 + 10:00}0714*F~");
        text.Append("NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~");
        if (isDependent)
            text.Append(CultureInfo.InvariantCulture, $"HL*{++hl}*{subscriber}*23*0~PAT*19~NM1*QC*1*{family}*PAT~N3*{number % 900 + 100} ELM ST~N4*SPRINGFIELD*IL*62701~DMG*D8*20150301*M~");
        var charges = Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(4_000, 40_000)).ToArray();
        text.Append(CultureInfo.InvariantCulture, $"CLM*CLM{number:0000000}*{Money(charges.Sum())}***11:B:1*Y*A*Y*Y~REF*D9*{number:0000000000}~HI*ABK:J069*ABF:R05~NM1*82*1*MAPLE*MORGAN****XX*1234567893~PRV*PE*PXC*207Q00000X~");
        for (var line = 0; line < charges.Length; line++)
            text.Append(CultureInfo.InvariantCulture, $"LX*{line + 1}~SV1*HC:9921{line + 1}:25*{Money(charges[line])}*UN*1***1:2~DTP*472*D8*20261101~REF*6R*{number}L{line + 1}~");
    }

    /// <summary>One 271 in one interchange, of 1 to 8 KB.</summary>
    public static byte[] Eligibility(int number)
    {
        var (text, random, count) = (new StringBuilder(), new Random(number), 0);
        var (family, given) = (s_families[random.Next(8)], s_givens[random.Next(8)]);
        Header(text, "HB", "005010X279A1");
        Add(text, ref count, "ST*271*0001*005010X279A1~BHT*0022*11*ASKED1*20261120*0905~");
        Add(text, ref count, "HL*1**20*1~NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~PER*IC*MEMBER DESK*TE*5555550102~HL*2*1*21*1~NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893~");
        Add(text, ref count, $"HL*3*2*22*0~TRN*2*TRACE{number:000000}*1999999999~NM1*IL*1*{family}*{given}****MI*SYN{number:00000000}~N3*{number % 900 + 100} ELM ST~N4*SPRINGFIELD*IL*62701~DMG*D8*19{number % 90 + 10:00}0714*F~DTP*346*D8*20260101~");
        Add(text, ref count, "EB*1**30**SYNTHETIC PPO~");
        for (var target = random.Next(1_000, 8_000); text.Length < target;)
        {
            Add(text, ref count, (random.Next(6)) switch
            {
                0 => "EB*1**1^33^35^47^86^88^98^AL^MH^UC~",
                1 => $"EB*B*IND*98**SYNTHETIC PPO*27*{random.Next(10, 80)}*****Y~MSG*PRIMARY CARE~",
                2 => $"EB*C*IND*30***23*{random.Next(500, 3000)}~DTP*292*RD8*20260101-20261231~",
                3 => $"EB*C*FAM*30***29*{random.Next(500, 3000)}.50~",
                4 => "EB*A*IND*50***27**.2***Y*N~HSD*VS*20~",
                _ => "EB*L~LS*2120~NM1*P3*1*MAPLE*MORGAN****XX*1234567893~PER*IC**TE*5555550103~LE*2120~",
            });
        }
        Trailer(text, count);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void RemittanceHead(StringBuilder text, ref int count, long total)
    {
        Header(text, "HP", "005010X221A1");
        Add(text, ref count, "ST*835*0001~");
        Add(text, ref count, $"BPR*I*{Money(total)}*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20261120~");
        Add(text, ref count, "TRN*1*EFT0000001*1512345678~DTM*405*20261120~");
        Add(text, ref count, "N1*PR*SYNTHETIC HEALTH PLAN~N3*1 PAYER PLAZA~N4*SPRINGFIELD*IL*627010000~PER*BL*TECHNICAL*TE*5555550100~");
        Add(text, ref count, "N1*PE*SYNTHETIC CLINIC*XX*1234567893~LX*1~");
    }

    private static string Money(long cents) => (cents / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private static void Header(StringBuilder text, string kind, string guide) =>
        text.Append(CultureInfo.InvariantCulture, $"ISA*00*          *00*          *ZZ*SYNTHETIC01    *ZZ*SYNTHETIC02    *261120*0905*^*00501*000000001*0*T*:~GS*{kind}*SYNTHETIC01*SYNTHETIC02*20261120*0905*1*X*{guide}~");

    private static void Trailer(StringBuilder text, int count) =>
        text.Append(CultureInfo.InvariantCulture, $"SE*{count + 1}*0001~GE*1*1~IEA*1*000000001~");

    private static void Add(StringBuilder text, ref int count, string segments)
    {
        text.Append(segments);
        count += segments.AsSpan().Count('~');
    }

    private static int Count(StringBuilder text, int from)
    {
        var count = 0;
        foreach (var chunk in text.GetChunks())
        {
            var skip = Math.Min(from, chunk.Length);
            count += chunk.Span[skip..].Count('~');
            from -= skip;
        }
        return count;
    }

    private static void Flush(Stream output, StringBuilder text)
    {
        output.Write(Encoding.ASCII.GetBytes(text.ToString()));
        text.Clear();
    }

    private sealed class Repeated(byte[] head, byte[] block, long times, byte[] tail) : Stream
    {
        private long _part;
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            var part = _part == 0 ? head : _part <= times ? block : tail;
            if (_at == part.Length)
            {
                if (_part > times)
                    return 0;
                (_part, _at) = (_part + 1, 0);
                part = _part <= times ? block : tail;
            }
            var count = Math.Min(buffer.Length, part.Length - _at);
            part.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
