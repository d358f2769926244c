namespace Portico.Modules.Coverage.Roads;

/// <summary>Whether bytes look like X12 from end to end. What is inside, and whether it is right, the codec says.</summary>
internal enum Wholeness
{
    NotX12,
    Cut,
    Whole,
}

internal static class Interchange
{
    public static Wholeness Look(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.Trim(" \t\r\n"u8);
        if (text.Length < 4 || !text.StartsWith("ISA"u8))
            return Wholeness.NotX12;
        // ISA headers copied from the web may be short, so nothing is counted: the separator follows the first tag, and IEA is the last.
        ReadOnlySpan<byte> last = [(byte)'I', (byte)'E', (byte)'A', text[3]];
        return text[^Math.Min(64, text.Length)..].IndexOf(last) >= 0 ? Wholeness.Whole : Wholeness.Cut;
    }
}
