using System.Globalization;
using System.Text;
using CsCheck;

namespace Portico.X12.Tests;

/// <summary>The copy has the shape of the input, checks the same, and has nobody of it.</summary>
public sealed class RedactorTests
{
    private static readonly byte[] s_key = [.. Enumerable.Range(1, Redactor.KeyLength).Select(i => (byte)i)];

    private static byte[] Redacted(byte[] input, byte[]? key = null)
    {
        var output = new MemoryStream();
        new Redactor(key ?? s_key).Redact(new MemoryStream(input), output);
        return output.ToArray();
    }

    private static string Redacted(string input) => Encoding.UTF8.GetString(Redacted(Sample.Bytes(input)));

    private static string[] Elements(string text, string segment) =>
        text.Split('~').First(s => s.StartsWith(segment, StringComparison.Ordinal)).Split('*');

    private static IEnumerable<(string, Place)> Verdict(byte[] input) => Document.Read(input).Issues.Kept.Select(i => (i.Code, i.Place));

    private static void ShouldCheckTheSame(byte[] input, string name)
    {
        var copy = Redacted(input);
        copy.Length.ShouldBe(input.Length, name);
        Verdict(copy).ShouldBe(Verdict(input), name);
    }

    [Fact]
    public void The_copy_of_every_kind_checks_as_the_input_does()
    {
        foreach (var (name, input) in Sample.All)
            ShouldCheckTheSame(Sample.Bytes(input), name);
        using var large = new MemoryStream();
        Bench.X12Inputs.Remittance(large, 200_000);
        ShouldCheckTheSame(large.ToArray(), "large 835");
        using var claims = new MemoryStream();
        Bench.X12Inputs.Professional(claims, 200_000);
        ShouldCheckTheSame(claims.ToArray(), "large 837P");
    }

    [Fact]
    public void The_copy_of_a_damaged_input_is_damaged_in_the_same_places()
    {
        foreach (var (name, input) in Sample.All)
        {
            for (var number = 0; number < 100; number++)
                ShouldCheckTheSame(Sample.Bytes(Damage.Of(input, number)), $"{name}, damage {number}");
        }
    }

    [Fact]
    public void The_copies_of_samples_of_others_check_as_those_do_and_hold_none_of_their_values()
    {
        foreach (var file in CorporaTests.Files())
        {
            var input = File.ReadAllBytes(file);
            ShouldCheckTheSame(input, file);
            var redacted = Redacted(input);
            var copy = Encoding.Latin1.GetString(redacted);
            // A shifted day may be another one of the input: each is looked at where it stood.
            Personal(input).Zip(Personal(redacted)).Where(v => v.First.Length >= 6 && v.First.Trim('X').Length > 0 && !v.First.StartsWith("00", StringComparison.Ordinal))
                .ShouldAllBe(v => v.First != v.Second, file);
            // Numbers of guides stand in references too, and stay in GS08, and so do control numbers.
            var kept = Kept(input);
            foreach (var value in Personal(input).Where(v => v.Length >= 6 && !v.StartsWith("00", StringComparison.Ordinal) && !IsDay(v) && v.Trim('X').Length > 0 && !kept.Contains(v, StringComparison.OrdinalIgnoreCase)).Distinct())
                copy.Contains(value, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{value} of {Path.GetFileName(file)}");
        }
    }

    private static string Kept(byte[] input)
    {
        var kept = new StringBuilder();
        using var reader = new SegmentReader(input);
        while (reader.Read())
        {
            var segment = reader.Current;
            if (segment.Is("ISA"u8))
                kept.Append(segment.Text(13)).Append(' ');
            else if (segment.Is("GS"u8))
                kept.Append(segment.Text(6)).Append(' ').Append(segment.Text(8)).Append(' ');
            else if (segment.Is("ST"u8))
                kept.Append(segment.Text(2)).Append(' ');
        }
        return kept.ToString();
    }

    private static bool IsDay(string value) =>
        DateOnly.TryParseExact(value[..Math.Min(8, value.Length)], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // By hand, not by the redactor's own rules: who, where, which number, when, and in what words.
    private static List<string> Personal(byte[] input)
    {
        var values = new List<string>();
        using var reader = new SegmentReader(input);
        while (reader.Read())
        {
            var segment = reader.Current;
            int[] elements = Encoding.ASCII.GetString(segment.Id) switch
            {
                "NM1" => [3, 4, 5, 9],
                "N1" => [2, 4],
                "N3" => [1, 2],
                "N4" => [1, 3],
                "REF" => [2, 3],
                "PER" => [2, 4, 6, 8],
                "DMG" => [2],
                "CLM" or "CLP" or "PLB" or "NTE" or "MSG" or "K3" => segment.Is("NTE"u8) ? [2] : [1],
                "TRN" => [2, 3, 4],
                "SBR" => [3, 4],
                "BHT" => [3],
                "DTP" => [3],
                "DTM" => [2],
                "GS" => [2, 3],
                "ISA" => [6, 8],
                _ => [],
            };
            foreach (var element in elements)
                values.Add(segment.Text(element).Trim());
            if (segment.Is("CLP"u8))
                values.Add(segment.Text(7));
        }
        return values;
    }

    /// <summary>Made for this: every value of somebody is one that stands nowhere else.</summary>
    [Fact]
    public void No_value_of_anybody_survives_in_a_generated_input()
    {
        var letters = Gen.String[Gen.Char['A', 'Z'], 6, 20];
        var digits = Gen.String[Gen.Char['0', '9'], 9, 15].Where(d => d[0] != '0');
        var mixed = Gen.String[Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"], 8, 20];
        var day = Gen.Int[0, 40_000].Select(d => new DateOnly(1910, 1, 1).AddDays(d).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Gen.Select(letters.Array[14], digits.Array[6], mixed.Array[12], day.Array[4]).Sample((words, numbers, ids, days) =>
        {
            var input = Sample.Interchange("HC", "005010X222A1", $"""
                837
                BHT*0019*00*{ids[0]}*{days[0]}*0905*CH~
                NM1*41*2*{words[0]} {words[1]}*****46*{ids[1]}~PER*IC*{words[2]}*TE*{numbers[0]}*EM*{ids[2]}@{words[3]}.TEST~
                NM1*40*2*{words[4]}*****46*{ids[3]}~
                HL*1**20*1~NM1*85*2*{words[5]}*****XX*1234567893~N3*{words[6]} {numbers[1]}~N4*{words[7]}*IL*{numbers[2]}~REF*EI*{numbers[3]}~
                HL*2*1*22*0~SBR*P*18*{ids[4]}*{words[13]}*****CI~NM1*IL*1*{words[8]}*{words[9]}****MI*{ids[5]}~N3*{words[10]}~N4*{words[11]}*IL*{numbers[4]}~DMG*D8*{days[1]}*F~REF*SY*{numbers[5]}~
                NM1*PR*2*{words[12]}*****PI*{ids[6]}~
                CLM*{ids[7]}*150***11:B:1*Y*A*Y*Y~DTP*435*D8*{days[2]}~REF*G1*{ids[8]}~NTE*ADD*{ids[9]} {words[9]}~HI*ABK:J069~
                LX*1~SV1*HC:99213*150*UN*1***1~DTP*472*D8*{days[3]}~REF*6R*{ids[10]}~NTE*ADD*{ids[11]}~
                """);
            var copy = Redacted(input);
            foreach (var value in words.Concat(numbers).Concat(ids))
                copy.ShouldNotContain(value, Case.Insensitive);
            // A shifted day may be another one of the input: each is looked at where it stood.
            (Elements(copy, "BHT*")[4], Elements(copy, "DMG*")[2], Elements(copy, "DTP*435")[3], Elements(copy, "DTP*472")[3])
                .ShouldSatisfyAllConditions(d => d.Item1.ShouldNotBe(days[0]), d => d.Item2.ShouldNotBe(days[1]), d => d.Item3.ShouldNotBe(days[2]), d => d.Item4.ShouldNotBe(days[3]));
        }, iter: 200);
    }

    [Fact]
    public void One_value_has_one_replacement_wherever_it_stands_and_two_values_have_two()
    {
        var claim = Redacted(Sample.Professional);
        var payment = Redacted(Sample.Remittance);
        Elements(claim, "CLM*")[1].ShouldBe(Elements(payment, "CLP*")[1]);
        Elements(claim, "NM1*IL")[9].ShouldBe(Elements(payment, "NM1*QC")[9]);
        Elements(claim, "NM1*IL")[3].ShouldBe(Elements(payment, "NM1*QC")[3]);
        claim.Split('~').Where(s => s.StartsWith("CLM*", StringComparison.Ordinal)).Select(s => s.Split('*')[1]).ShouldBeUnique();
        Redacted(Sample.Bytes(Sample.Professional), [.. s_key.Reverse()]).ShouldNotBe(Redacted(Sample.Bytes(Sample.Professional)));
    }

    [Fact]
    public void Ids_are_permuted_none_stays_and_no_two_meet()
    {
        var pseudonyms = new Pseudonyms(s_key);
        foreach (var ids in new[]
        {
            Enumerable.Range(1, 9).Select(i => $"{i}"),
            Enumerable.Range('A', 26).Select(i => $"{(char)i}"),
            Enumerable.Range(10, 90).Select(i => $"{i}"),
            Enumerable.Range(0, 3000).Select(i => $"CLM{i:0000}"),
            Enumerable.Range(0, 3000).Select(i => $"1{i * 7919:000000000}"[..10]),
        })
        {
            var replaced = ids.Distinct().Select(id => (id, Copy: Id(pseudonyms, id))).ToList();
            replaced.ShouldAllBe(r => r.id != r.Copy && r.id.Length == r.Copy.Length);
            replaced.Select(r => r.Copy).ShouldBeUnique();
        }
    }

    private static string Id(Pseudonyms pseudonyms, string id)
    {
        var bytes = Encoding.ASCII.GetBytes(id);
        pseudonyms.Id(bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    [Fact]
    public void A_right_NPI_becomes_a_right_one_and_a_wrong_one_stays_wrong() => Gen.Int[0, 199_999_999].Sample(number =>
    {
        var pseudonyms = new Pseudonyms(s_key);
        var nine = Encoding.ASCII.GetBytes($"{1 + number / 100_000_000}{number % 100_000_000:00000000}");
        for (var last = 0; last < 10; last++)
        {
            var id = Encoding.ASCII.GetString(nine) + last;
            Npi.IsValid(Encoding.ASCII.GetBytes(Id(pseudonyms, id))).ShouldBe(Npi.IsValid(Encoding.ASCII.GetBytes(id)));
        }
    });

    [Fact]
    public void All_dates_move_by_the_same_whole_weeks_and_times_stay()
    {
        var (before, after) = (Sample.Professional, Redacted(Sample.Professional));
        DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
        int[] moved =
        [
            Day(Elements(after, "GS*")[4]).DayNumber - Day(Elements(before, "GS*")[4]).DayNumber,
            Day(Elements(after, "DMG*")[2]).DayNumber - Day(Elements(before, "DMG*")[2]).DayNumber,
            Day(Elements(after, "DTP*472")[3]).DayNumber - Day(Elements(before, "DTP*472")[3]).DayNumber,
            Day("20" + Elements(after, "ISA*")[9]).DayNumber - Day("20" + Elements(before, "ISA*")[9]).DayNumber,
        ];
        moved.Distinct().Count().ShouldBe(1);
        (moved[0] % 7, moved[0] < -300).ShouldBe((0, true));
        (Elements(after, "GS*")[5], Elements(after, "BHT*")[5]).ShouldBe(("0905", "0905"));
    }

    [Fact]
    public void Periods_keep_their_length_and_a_date_that_is_none_stays_none()
    {
        var input = Sample.Inquiry.Replace("DTP*291*D8*20261120", "DTP*291*RD8*20261101-20261130", StringComparison.Ordinal);
        var period = Elements(Redacted(input), "DTP*291")[3];
        (DateOnly.ParseExact(period[9..], "yyyyMMdd", CultureInfo.InvariantCulture).DayNumber - DateOnly.ParseExact(period[..8], "yyyyMMdd", CultureInfo.InvariantCulture).DayNumber).ShouldBe(29);
        Elements(Redacted(Sample.Inquiry.Replace("D8*20261120", "D8*20261399", StringComparison.Ordinal)), "DTP*291")[3].ShouldBe("99999999");
    }

    [Fact]
    public void Free_text_is_blanked_and_phones_are_those_of_stories()
    {
        var answer = Redacted(Sample.Eligibility);
        Elements(answer, "MSG*")[1].ShouldBe(new string('X', "PRIMARY CARE".Length));
        var claim = Redacted(Sample.Professional);
        Elements(claim, "PER*")[2].ShouldBe(new string('X', "BILLING DESK".Length));
        Elements(claim, "PER*")[4].ShouldStartWith("55555501");
    }

    [Fact]
    public void Codes_amounts_and_control_numbers_stay()
    {
        var (before, after) = (Sample.Remittance, Redacted(Sample.Remittance));
        foreach (var segment in new[] { "ST*", "SVC*", "CAS*", "LX*", "SE*", "GE*", "IEA*" })
            Elements(after, segment).ShouldBe(Elements(before, segment));
        Elements(after, "CLP*")[2..7].ShouldBe(Elements(before, "CLP*")[2..7]);
        Elements(after, "ISA*")[13].ShouldBe("000000001");
    }

    [Fact]
    public void What_nobody_knows_is_replaced_whole()
    {
        var input = Sample.Professional.Replace("~LX*1~", "~ZZZ*SMITHSON*19700102*A~JOHNSON SMITHSON~LX*1~", StringComparison.Ordinal) + "left over SMITHSON";
        var copy = Redacted(input);
        copy.ShouldNotContain("SMITHSON");
        copy.ShouldNotContain("JOHNSON");
        copy.ShouldNotContain("19700102");
        copy.ShouldNotContain("left over");
    }

    [Fact]
    public void A_key_that_is_too_short_is_refused() => Should.Throw<ArgumentException>(() => new Redactor(new byte[Redactor.KeyLength - 1]));
}
