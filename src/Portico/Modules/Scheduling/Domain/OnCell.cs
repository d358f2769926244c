using System.ComponentModel.DataAnnotations;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A wall time on a whole cell.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OnCellAttribute() : ValidationAttribute("Choose a time on a whole 5 minutes, such as 9:05.")
{
    public override bool IsValid(object? value) =>
        value switch
        {
            TimeOnly time => time.Ticks % TimeSpan.FromMinutes(Cells.Minutes).Ticks == 0,
            int minutes => minutes % Cells.Minutes == 0,
            _ => true,
        };
}
