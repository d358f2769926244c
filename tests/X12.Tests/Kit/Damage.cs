using System.Globalization;

namespace Portico.X12.Tests;

/// <summary>Inputs with one thing wrong or many, each by its number the same every time.</summary>
internal static class Damage
{
    /// <summary>The sample with a segment changed: the first that begins with these characters.</summary>
    public static string Replace(string input, string segment, string by)
    {
        var at = input.IndexOf("~" + segment, StringComparison.Ordinal) + 1;
        at.ShouldBeGreaterThan(0, segment);
        var end = input.IndexOf('~', at);
        return Count(input[..at] + by + input[(by.Length == 0 ? end + 1 : end)..]);
    }

    /// <summary>Counts of SE01 made right again.</summary>
    public static string Count(string input)
    {
        var segments = input.Split('~');
        var from = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].StartsWith("ST*", StringComparison.Ordinal))
                from = i;
            if (!segments[i].StartsWith("SE*", StringComparison.Ordinal))
                continue;
            var elements = segments[i].Split('*');
            elements[1] = (i - from + 1).ToString(CultureInfo.InvariantCulture);
            segments[i] = string.Join('*', elements);
        }
        return string.Join('~', segments);
    }

    /// <summary>Some elements and segments changed, dropped, repeated or swapped, counts as they come.</summary>
    public static string Of(string input, int number)
    {
        var random = new Random(number);
        var segments = input.Split('~').ToList();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            // The ISA stays: without it nobody is there to answer.
            var at = random.Next(1, segments.Count - 1);
            var elements = segments[at].Split('*');
            var element = random.Next(elements.Length);
            switch (random.Next(7))
            {
                case 0:
                    segments.RemoveAt(at);
                    break;
                case 1:
                    segments.Insert(at, segments[at]);
                    break;
                case 2:
                    elements[element] = "";
                    segments[at] = string.Join('*', elements);
                    break;
                case 3:
                    elements[element] += "X:1^2|é\t"[random.Next(8)];
                    segments[at] = string.Join('*', elements);
                    break;
                case 4:
                    elements[element] = new string('Q', random.Next(1, 120));
                    segments[at] = string.Join('*', elements);
                    break;
                case 5:
                    elements[element] = random.Next(3000).ToString(CultureInfo.InvariantCulture);
                    segments[at] = string.Join('*', elements);
                    break;
                default:
                    var other = random.Next(1, segments.Count - 1);
                    (segments[at], segments[other]) = (segments[other], segments[at]);
                    break;
            }
            if (segments.Count < 4)
                break;
        }
        return string.Join('~', segments);
    }
}
