using System.Buffers.Binary;

namespace Portico.X12;

/// <summary>Replacements for values, in place: same length, same kinds of characters, the same for the same value under one key.</summary>
/// <remarks>
/// An id is replaced by a keyed permutation of all ids of its shape (a Feistel network over its characters, a keyed block as
/// the round function): two ids never get one replacement, and none stays what it was. Nothing is remembered, so memory does not
/// grow. A ten-digit number that begins like an NPI keeps its check digit right, or wrong.
/// </remarks>
internal sealed class Pseudonyms(byte[] key)
{
    private const int Rounds = 4;
    private const int MostTries = 64;

    // Letters that a Medicare number cannot have stay among themselves, so that its shape stays right.
    private const string Plain = "ACDEFGHJKMNPQRTUVWXY";
    private const string Barred = "BILOSZ";
    private const string Small = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string FirstDigits = "123456789";
    private const string NpiFirstDigits = "12";
    private const string OtherFirstDigits = "3456789";
    private const string Consonants = "BDFGKLMNPRTV";
    private const string Vowels = "AEIOU";

    private readonly List<int> _at = [];
    private readonly List<string> _classes = [];
    private readonly KeyedBlock _keyed = new(key);
    private int[] _values = [];
    private byte[] _message = [];

    /// <summary>A number that depends on the key alone.</summary>
    public int Number(int below)
    {
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(_keyed.Of("offset"u8)) % (uint)below);
    }

    /// <summary>An id, a number of somebody, a reference.</summary>
    public void Id(Span<byte> value)
    {
        value = Trim(value);
        var isTenDigits = value.Length == 10 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        var isLikeNpi = isTenDigits && value[0] is (byte)'1' or (byte)'2';
        var delta = isLikeNpi ? value[9] - '0' - Npi.CheckDigit(value[..9]) : 0;
        _at.Clear();
        _classes.Clear();
        for (var i = 0; i < (isLikeNpi ? 9 : value.Length); i++)
        {
            // What is beyond ASCII has no class to stay in.
            if (value[i] >= 0x80)
                value[i] = (byte)'X';
            else if (ClassOf((char)value[i], i, isTenDigits) is { } letters)
                Add(i, letters);
        }
        if (_at.Count == 0)
            return;
        if (_values.Length < _at.Count)
            _values = new int[_at.Count];
        var values = _values.AsSpan(0, _at.Count);
        for (var i = 0; i < values.Length; i++)
            values[i] = _classes[i].IndexOf((char)value[_at[i]], StringComparison.Ordinal);
        Permute(values);
        for (var i = 0; i < values.Length; i++)
            value[_at[i]] = (byte)_classes[i][values[i]];
        if (isLikeNpi)
            value[9] = (byte)('0' + (Npi.CheckDigit(value[..9]) + delta + 10) % 10);
    }

    private void Add(int at, string letters)
    {
        _at.Add(at);
        _classes.Add(letters);
    }

    private static string? ClassOf(char c, int at, bool isTenDigits) => c switch
    {
        '0' when at == 0 => null,
        '1' or '2' when at == 0 && isTenDigits => NpiFirstDigits,
        >= '1' and <= '9' when at == 0 => isTenDigits ? OtherFirstDigits : FirstDigits,
        >= '0' and <= '9' => Digits,
        >= 'A' and <= 'Z' => Barred.Contains(c, StringComparison.Ordinal) ? Barred : Plain,
        >= 'a' and <= 'z' => Small,
        _ => null,
    };

    // Out of the permutation, one step on, and back into it: a permutation again, in which nothing stays where it was.
    private void Permute(Span<int> values)
    {
        if (values.Length == 1)
        {
            var radix = _classes[0].Length;
            values[0] = (values[0] + 1 + _keyed.Of("one"u8)[0] % (radix - 1)) % radix;
            return;
        }
        for (var round = Rounds - 1; round >= 0; round--)
            Round(values, round, -1);
        values[^1] = (values[^1] + 1) % _classes[^1].Length;
        for (var round = 0; round < Rounds; round++)
            Round(values, round, 1);
    }

    // One half is moved by what the other half says.
    private void Round(Span<int> values, int round, int sign)
    {
        var middle = values.Length / 2;
        var (from, to) = round % 2 == 0 ? (middle, values.Length) : (0, middle);
        var length = 6 + values.Length;
        if (_message.Length < length)
            _message = new byte[length * 2];
        var message = _message.AsSpan(0, length);
        message[0] = (byte)'i';
        message[1] = (byte)round;
        BinaryPrimitives.WriteInt16LittleEndian(message[2..], (short)values.Length);
        for (var i = 0; i < values.Length; i++)
            message[6 + i] = i >= from && i < to ? (byte)_classes[i].Length : (byte)(0x80 | values[i]);
        var block = ReadOnlySpan<byte>.Empty;
        for (var i = from; i < to; i++)
        {
            var at = (i - from) * 2 % KeyedBlock.Length;
            if (at == 0)
            {
                BinaryPrimitives.WriteInt16LittleEndian(message[4..], (short)(i - from));
                block = _keyed.Of(message);
            }
            var radix = _classes[i].Length;
            var by = BinaryPrimitives.ReadUInt16LittleEndian(block[at..]) % radix;
            values[i] = (values[i] + sign * by + radix) % radix;
        }
    }

    /// <summary>Names and addresses: each word becomes one that can be pronounced and is nobody's.</summary>
    public void Words(Span<byte> value)
    {
        for (var i = 0; i < value.Length;)
        {
            var start = i;
            if (IsLetter(value[i]))
            {
                while (i < value.Length && IsLetter(value[i]))
                    i++;
                Word(value[start..i]);
            }
            else if (char.IsAsciiDigit((char)value[i]))
            {
                while (i < value.Length && char.IsAsciiDigit((char)value[i]))
                    i++;
                Id(value[start..i]);
            }
            else
            {
                i++;
            }
        }
    }

    private static bool IsLetter(byte value) => value >= 0x80 || char.IsAsciiLetter((char)value);

    private void Word(Span<byte> word)
    {
        Span<byte> before = word.Length <= 256 ? stackalloc byte[word.Length] : new byte[word.Length];
        for (var i = 0; i < word.Length; i++)
            before[i] = char.IsAsciiLetterLower((char)word[i]) ? (byte)(word[i] - 32) : word[i];
        Span<byte> message = word.Length <= 256 ? stackalloc byte[word.Length + 3] : new byte[word.Length + 3];
        message[0] = (byte)'w';
        before.CopyTo(message[3..]);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            message[1] = (byte)attempt;
            var isSame = true;
            var block = ReadOnlySpan<byte>.Empty;
            for (var i = 0; i < word.Length; i++)
            {
                var at = i % KeyedBlock.Length;
                if (at == 0)
                {
                    message[2] = (byte)(i / KeyedBlock.Length);
                    block = _keyed.Of(message);
                }
                var letters = (i + message[1] + block[0]) % 2 == 0 ? Consonants : Vowels;
                var letter = letters[block[at] % letters.Length];
                isSame &= letter == before[i];
                word[i] = (byte)(char.IsAsciiLetterLower((char)word[i]) ? char.ToLowerInvariant(letter) : letter);
            }
            if (!isSame)
                return;
        }
    }

    /// <summary>A phone number becomes one of those that are kept free for stories; other ways to reach somebody are ids.</summary>
    public void Contact(Span<byte> value)
    {
        value = Trim(value);
        if (value.Length is not (7 or 10 or 11) || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            Id(value);
            return;
        }
        Span<byte> message = stackalloc byte[1 + value.Length];
        message[0] = (byte)'p';
        value.CopyTo(message[1..]);
        var last = _keyed.Of(message)[0] % 100;
        var free = "155555501"u8[(11 - value.Length)..];
        var isSame = value.StartsWith(free) && value[^2] == '0' + last / 10 && value[^1] == '0' + last % 10;
        if (isSame)
            last = (last + 1) % 100;
        free.CopyTo(value);
        (value[^2], value[^1]) = ((byte)('0' + last / 10), (byte)('0' + last % 10));
    }

    private static Span<byte> Trim(Span<byte> value)
    {
        while (!value.IsEmpty && value[^1] == ' ')
            value = value[..^1];
        while (!value.IsEmpty && value[0] == ' ')
            value = value[1..];
        return value;
    }
}
