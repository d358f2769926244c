using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Portico.X12.Tests;

/// <summary>A model as text, without the places where it was read: equal models have equal texts.</summary>
internal static class Structure
{
    public static string Of(object model)
    {
        var text = new StringBuilder();
        Append(text, model, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("-\n");
                break;
            case string or IFormattable or bool:
                text.Append(CultureInfo.InvariantCulture, $"{value}\n");
                break;
            case IEnumerable items:
                text.Append('\n');
                foreach (var item in items)
                {
                    text.Append(' ', depth).Append("* ");
                    Append(text, item, depth + 2);
                }
                break;
            default:
                text.Append(value.GetType().Name).Append('\n');
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    // What is computed follows from the rest.
                    if (property.PropertyType == typeof(Place) || property.SetMethod is null || property.GetIndexParameters().Length > 0)
                        continue;
                    text.Append(' ', depth).Append(property.Name).Append(": ");
                    Append(text, property.GetValue(value), depth + 2);
                }
                break;
        }
    }
}
