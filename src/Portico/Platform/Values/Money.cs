using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portico.Platform.Values;

/// <summary>An amount in whole US cents; may be negative. The default is zero. On the wire: a whole number of cents.</summary>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(long Cents) : IComparable<Money>
{
    public static Money Zero => default;

    public static Money FromDollars(decimal dollars) => new(Round(dollars * 100m));

    /// <summary>The only place where a share of an amount is rounded: half away from zero, as payers do.</summary>
    public Money Share(decimal fraction) => new(Round(Cents * fraction));

    /// <summary>Reads what a person types: <c>40</c>, <c>40.5</c>, <c>$1,240.00</c>. At most two decimals, never negative.</summary>
    public static bool TryParse(string? text, out Money money)
    {
        money = default;
        var trimmed = (text ?? "").Trim().TrimStart('$').Trim();
        if (!decimal.TryParse(trimmed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture, out var dollars) || dollars > 10_000_000m || dollars * 100m % 1m != 0m)
            return false;
        money = FromDollars(dollars);
        return true;
    }

    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    public static Money operator +(Money left, Money right) => new(checked(left.Cents + right.Cents));
    public static Money operator -(Money left, Money right) => new(checked(left.Cents - right.Cents));
    public static Money operator -(Money value) => new(checked(-value.Cents));
    public static bool operator <(Money left, Money right) => left.Cents < right.Cents;
    public static bool operator >(Money left, Money right) => left.Cents > right.Cents;
    public static bool operator <=(Money left, Money right) => left.Cents <= right.Cents;
    public static bool operator >=(Money left, Money right) => left.Cents >= right.Cents;

    /// <summary><c>$1,240.00</c>, <c>-$40.00</c>: the same on every machine.</summary>
    public override string ToString() =>
        (Cents < 0 ? "-$" : "$") + (Math.Abs((decimal)Cents) / 100m).ToString("#,0.00", CultureInfo.InvariantCulture);

    private static long Round(decimal cents) => (long)Math.Round(cents, MidpointRounding.AwayFromZero);
}

/// <summary>The bounds of an amount in a request, in whole dollars, both included. Every amount of a request carries them.</summary>
/// <remarks>Bounded amounts keep every sum of them far from the end of 64 bits.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MoneyRangeAttribute : ValidationAttribute
{
    private readonly Money _least;
    private readonly Money _most;

    public MoneyRangeAttribute(int least, int most)
    {
        (_least, _most) = (Money.FromDollars(least), Money.FromDollars(most));
        ErrorMessage = $"An amount here is from {_least} to {_most}: look at what was typed.";
    }

    public override bool IsValid(object? value) => value is not Money money || (money >= _least && money <= _most);
}

internal sealed class MoneyJsonConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Cents);
}
