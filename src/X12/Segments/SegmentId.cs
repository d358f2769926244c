namespace Portico.X12;

/// <summary>Segment ids as one integer, so that a comparison is one instruction. 0 is no id: empty, or longer than three.</summary>
internal static class SegmentId
{
    public const uint Isa = 'I' | 'S' << 8 | 'A' << 16;
    public const uint Iea = 'I' | 'E' << 8 | 'A' << 16;
    public const uint Ta1 = 'T' | 'A' << 8 | '1' << 16;
    public const uint Gs = 'G' | 'S' << 8;
    public const uint Ge = 'G' | 'E' << 8;
    public const uint St = 'S' | 'T' << 8;
    public const uint Se = 'S' | 'E' << 8;
    public const uint Hl = 'H' | 'L' << 8;
    public const uint Ls = 'L' | 'S' << 8;
    public const uint Le = 'L' | 'E' << 8;

    public static bool IsEnvelope(uint id) => id is Isa or Iea or Gs or Ge or St or Se;

    public static uint Pack(ReadOnlySpan<byte> id) => id.Length switch
    {
        2 => id[0] | (uint)id[1] << 8,
        3 => id[0] | (uint)id[1] << 8 | (uint)id[2] << 16,
        _ => 0,
    };

    public static uint Pack(string id) => id.Length switch
    {
        2 => id[0] | (uint)id[1] << 8,
        3 => id[0] | (uint)id[1] << 8 | (uint)id[2] << 16,
        _ => 0,
    };
}
