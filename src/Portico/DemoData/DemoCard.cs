using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Portico.Modules.Coverage.Domain;

namespace Portico.DemoData;

/// <summary>A made-up insurance card: a PNG that says SYNTHETIC across it, and which side it is.</summary>
internal static class DemoCard
{
    private const int Width = 336;
    private const int Height = 212;
    private const int Dot = 4;

    // Five dots wide, seven high, a row each: no picture library is needed for a dozen letters.
    private static readonly Dictionary<char, int[]> s_letters = new()
    {
        ['S'] = [15, 16, 16, 14, 1, 1, 30], ['Y'] = [17, 17, 10, 4, 4, 4, 4], ['N'] = [17, 25, 21, 19, 17, 17, 17], ['T'] = [31, 4, 4, 4, 4, 4, 4],
        ['H'] = [17, 17, 17, 31, 17, 17, 17], ['E'] = [31, 16, 16, 30, 16, 16, 31], ['I'] = [14, 4, 4, 4, 4, 4, 14], ['C'] = [14, 17, 16, 16, 16, 17, 14],
        ['F'] = [31, 16, 16, 30, 16, 16, 16], ['R'] = [30, 17, 17, 30, 20, 18, 17], ['O'] = [14, 17, 17, 17, 17, 17, 14], ['B'] = [30, 17, 17, 30, 17, 17, 30],
        ['A'] = [14, 17, 17, 31, 17, 17, 17], ['K'] = [17, 18, 20, 24, 20, 18, 17],
    };

    private static readonly uint[] s_crc = [.. Enumerable.Range(0, 256).Select(n =>
        Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    public static byte[] Draw(CardSide side)
    {
        // One byte a dot, an index into the palette; each row begins with its filter, none.
        var rows = new byte[Height * (Width + 1)];
        void Fill(int x, int y, int width, int height, byte color)
        {
            for (var row = y; row < y + height; row++)
                rows.AsSpan(row * (Width + 1) + 1 + x, width).Fill(color);
        }
        void Write(string text, int y, byte color)
        {
            for (var i = 0; i < text.Length; i++)
            {
                for (var dot = 0; dot < 35; dot++)
                {
                    if ((s_letters[text[i]][dot / 5] >> (4 - dot % 5) & 1) == 1)
                        Fill((Width - text.Length * 6 * Dot) / 2 + (i * 6 + dot % 5) * Dot, y + dot / 5 * Dot, Dot, Dot, color);
                }
            }
        }
        Fill(0, 0, Width, 44, side == CardSide.Front ? (byte)1 : (byte)2);
        Write("SYNTHETIC", 76, 2);
        Write(side == CardSide.Front ? "FRONT" : "BACK", 136, 1);

        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 3);
        Chunk(png, "IHDR", header);
        Chunk(png, "PLTE", [0xF4, 0xF6, 0xFA, 0x1F, 0x6F, 0xB2, 0x2B, 0x2F, 0x38]);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(rows);
        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        png.Write(number);
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        png.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~named.Aggregate(uint.MaxValue, (crc, b) => s_crc[(crc ^ b) & 0xFF] ^ (crc >> 8)));
        png.Write(number);
    }
}
