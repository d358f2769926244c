using System.Globalization;
using System.Text;

namespace Portico.X12;

/// <summary>Where a value stands in its input: the citation that goes with it into whatever is built on it.</summary>
/// <param name="Interchange">Counted from 1 in the input; 0 before the first ISA.</param>
/// <param name="Group">Counted from 1 in the interchange; 0 outside a group.</param>
/// <param name="Transaction">Counted from 1 in the group; 0 outside a transaction.</param>
/// <param name="Segment">
/// Inside a transaction counted from ST = 1, as IK302 of a 999 counts; outside counted from ISA = 1 in the interchange.
/// </param>
/// <param name="Offset">Bytes from the start of the input to the value's first byte.</param>
/// <param name="Element">Counted from 1, as CLM02 counts; 0 for the segment as a whole.</param>
/// <param name="Repetition">Counted from 1; 0 for the element as a whole.</param>
/// <param name="Component">Counted from 1; 0 for the element or repetition as a whole.</param>
/// <remarks>The default value is nowhere. An immutable value; safe from any thread.</remarks>
public readonly record struct Place(
    int Interchange, int Group, int Transaction, int Segment, long Offset, short Element = 0, short Repetition = 0, short Component = 0)
{
    /// <summary>The place in words: <c>interchange 1, group 1, transaction 2, segment 14, element 3, byte 1234</c>.</summary>
    public override string ToString()
    {
        var words = new StringBuilder();
        Say("interchange", Interchange);
        Say("group", Group);
        Say("transaction", Transaction);
        Say("segment", Segment);
        Say("element", Element);
        Say("repetition", Repetition);
        Say("component", Component);
        return words.Append(CultureInfo.InvariantCulture, $"byte {Offset}").ToString();

        void Say(string what, int number)
        {
            if (number > 0)
                words.Append(CultureInfo.InvariantCulture, $"{what} {number}, ");
        }
    }
}
