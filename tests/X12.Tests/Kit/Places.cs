using System.Collections;
using System.Reflection;

namespace Portico.X12.Tests;

/// <summary>All places that a model cites, in the order of its properties.</summary>
internal static class Places
{
    public static List<Place> Of(object model)
    {
        var found = new List<Place>();
        Find(model, found);
        return found;
    }

    private static void Find(object? value, List<Place> into)
    {
        switch (value)
        {
            case null or string or IFormattable or bool:
                return;
            case Place place:
                into.Add(place);
                return;
            case IEnumerable items:
                foreach (var item in items)
                    Find(item, into);
                return;
            default:
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    if (property.SetMethod is not null && property.GetIndexParameters().Length == 0)
                        Find(property.GetValue(value), into);
                }
                return;
        }
    }
}
