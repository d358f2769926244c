using System.Globalization;
using System.Text;

namespace Portico.X12.Tests;

/// <summary>Small transactions of our own, whole and right: counts and control numbers are computed.</summary>
internal static class Sample
{
    public static string Interchange(string kind, string guide, params string[] transactions) =>
        $"ISA*00*          *00*          *ZZ*SYNTHETIC01    *ZZ*SYNTHETIC02    *261120*0905*^*00501*000000001*0*T*:~"
        + $"GS*{kind}*SYNTHETIC01*SYNTHETIC02*20261120*0905*1*X*{guide}~"
        + string.Concat(transactions.Select((t, i) => Transaction(t, guide, i + 1)))
        + $"GE*{transactions.Length}*1~IEA*1*000000001~";

    // The first word of a body is ST01.
    private static string Transaction(string body, string guide, int number)
    {
        var (id, rest) = (body[..3], body[3..].Trim());
        var segments = rest.Split('~', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var control = number.ToString("0000", CultureInfo.InvariantCulture);
        var st = id == "835" ? $"ST*835*{control}~" : $"ST*{id}*{control}*{guide}~";
        return st + string.Concat(segments.Select(s => s + "~")) + $"SE*{segments.Length + 2}*{control}~";
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Remittance => Interchange("HP", "005010X221A1", """
        835
        BPR*I*100*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20261120~
        TRN*1*EFT0000001*1512345678~
        DTM*405*20261120~
        N1*PR*SYNTHETIC HEALTH PLAN~N3*1 PAYER PLAZA~N4*SPRINGFIELD*IL*627010000~PER*BL*TECHNICAL*TE*5555550100~
        N1*PE*SYNTHETIC CLINIC*XX*1234567893~
        LX*1~
        CLP*CLM1*1*200*120*20*12*ICN1*11*1~
        NM1*QC*1*ALDER*AVA****MI*SYN1~
        SVC*HC:99213*200*120**1~DTM*472*20261101~CAS*CO*45*60~CAS*PR*3*20~REF*6R*1~
        PLB*1234567893*20261231*WO:ICN0*20~
        """);

    public static string Professional => Interchange("HC", "005010X222A1", """
        837
        BHT*0019*00*BATCH1*20261120*0905*CH~
        NM1*41*2*SYNTHETIC CLINIC*****46*SUBMIT1~PER*IC*BILLING DESK*TE*5555550101~
        NM1*40*2*SYNTHETIC CLEARING*****46*CLEAR1~
        HL*1**20*1~NM1*85*2*SYNTHETIC CLINIC*****XX*1234567893~N3*1 CLINIC WAY~N4*SPRINGFIELD*IL*627010000~REF*EI*999999999~
        HL*2*1*22*0~SBR*P*18*GRP1******CI~NM1*IL*1*ALDER*AVA****MI*SYN1~N3*100 ELM ST~N4*SPRINGFIELD*IL*62701~DMG*D8*19800714*F~
        NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
        CLM*CLM1*150***11:B:1*Y*A*Y*Y~HI*ABK:J069*ABF:R05~
        LX*1~SV1*HC:99213:25*100*UN*1***1:2~DTP*472*D8*20261101~
        LX*2~SV1*HC:87880*50*UN*1***1~DTP*472*D8*20261101~
        HL*3*1*22*1~SBR*P**GRP1******CI~NM1*IL*1*BIRCH*BEN****MI*SYN2~NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
        HL*4*3*23*0~PAT*19~NM1*QC*1*BIRCH*CLEO~N3*2 OAK ST~N4*SPRINGFIELD*IL*62701~DMG*D8*20150301*F~
        CLM*CLM2*80***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99212*80*UN*1***1~DTP*472*D8*20261101~
        """);

    public static string Eligibility => Interchange("HB", "005010X279A1", """
        271
        BHT*0022*11*ASKED1*20261120*0905~
        HL*1**20*1~NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
        HL*2*1*21*1~NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893~
        HL*3*2*22*0~TRN*2*TRACE1*1999999999~NM1*IL*1*ALDER*AVA****MI*SYN1~DMG*D8*19800714*F~DTP*346*D8*20260101~
        EB*1**30**SYNTHETIC PPO~
        EB*B**98^UC*HM*SYNTHETIC PPO*27*40*****Y~MSG*PRIMARY CARE~
        EB*A**30***27**.2~
        EB*L~LS*2120~NM1*P3*1*MAPLE*MORGAN****XX*1234567893~LE*2120~
        """);

    public static string Inquiry => Interchange("HS", "005010X279A1", """
        270
        BHT*0022*13*ASKED1*20261120*0905~
        HL*1**20*1~NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
        HL*2*1*21*1~NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893~
        HL*3*2*22*0~TRN*1*TRACE1*1999999999~NM1*IL*1*ALDER*AVA****MI*SYN1~DMG*D8*19800714*F~DTP*291*D8*20261120~EQ*30^98~
        """);

    public static string StatusInquiry => Interchange("HR", "005010X212", """
        276
        BHT*0010*13*ASKED1*20261120*0905~
        HL*1**20*1~NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
        HL*2*1*21*1~NM1*41*2*SYNTHETIC CLINIC*****46*SUBMIT1~
        HL*3*2*19*1~NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893~
        HL*4*3*22*0~DMG*D8*19800714*F~NM1*IL*1*ALDER*AVA****MI*SYN1~TRN*1*TRACE1~REF*EJ*CLM1~AMT*T3*150~DTP*472*D8*20261101~
        """);

    public static string Status => Interchange("HN", "005010X212", """
        277
        BHT*0010*08*ASKED1*20261120*0905*DG~
        HL*1**20*1~NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
        HL*2*1*21*1~NM1*41*2*SYNTHETIC CLINIC*****46*SUBMIT1~
        HL*3*2*19*1~NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893~
        HL*4*3*22*0~NM1*IL*1*ALDER*AVA****MI*SYN1~TRN*2*TRACE1~STC*F1:65*20261119**150*120*20261118**20261120*EFT1~REF*1K*ICN1~DTP*472*D8*20261101~
        """);

    public static string ClaimAcknowledgement => Interchange("HN", "005010X214", """
        277
        BHT*0085*08*ANSWER1*20261120*0905*TH~
        HL*1**20*1~NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~TRN*1*RECEIVED1~DTP*050*D8*20261120~DTP*009*D8*20261120~
        HL*2*1*21*1~NM1*41*2*SYNTHETIC CLINIC*****46*SUBMIT1~TRN*2*BATCH1~STC*A1:19:PR*20261120*WQ*150~QTY*90*1~AMT*YU*150~
        HL*3*2*19*1~NM1*85*2*SYNTHETIC CLINIC*****XX*1234567893~
        HL*4*3*PT*0~NM1*QC*1*ALDER*AVA****MI*SYN1~TRN*2*CLM1~STC*A2:20:PR*20261120*WQ*150~REF*1K*ICN1~DTP*472*D8*20261101~
        """);

    public static string ReviewRequest => Interchange("HI", "005010X217", """
        278
        BHT*0007*13*ASKED1*20261120*0905~
        HL*1**20*1~NM1*X3*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
        HL*2*1*21*1~NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893~
        HL*3*2*22*1~NM1*IL*1*ALDER*AVA****MI*SYN1~DMG*D8*19800714*F~
        HL*4*3*EV*1~TRN*1*TRACE1*9999999999~UM*HS*I*3*11:B~DTP*AAH*D8*20261201~HI*ABK:M545~
        HL*5*4*SS*0~SV1*HC:97110*150*UN*12~
        """);

    public static string ReviewResponse => Interchange("HI", "005010X217", """
        278
        BHT*0007*11*ASKED1*20261120*0905*18~
        HL*1**20*1~NM1*X3*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
        HL*2*1*21*1~NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893~
        HL*3*2*22*1~NM1*IL*1*ALDER*AVA****MI*SYN1~
        HL*4*3*EV*0~TRN*2*TRACE1*9999999999~UM*HS*I*3*11:B~HCR*A1*AUTH0001~HI*ABK:M545~
        """);

    public static string Acknowledgement => Interchange("FA", "005010X231A1", """
        999
        AK1*HC*1*005010X222A1~
        AK2*837*0001*005010X222A1~IK3*CLM*22*2300*8~IK4*2*782*5~IK5*R*5~
        AK2*837*0002*005010X222A1~IK5*A~
        AK9*P*2*2*1~
        """);

    /// <summary>One of each kind.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["835"] = Remittance,
        ["837P"] = Professional,
        ["271"] = Eligibility,
        ["270"] = Inquiry,
        ["276"] = StatusInquiry,
        ["277"] = Status,
        ["277CA"] = ClaimAcknowledgement,
        ["278 request"] = ReviewRequest,
        ["278 response"] = ReviewResponse,
        ["999"] = Acknowledgement,
    };
}
