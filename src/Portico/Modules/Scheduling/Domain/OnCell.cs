using System.ComponentModel.DataAnnotations;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A wall time on a whole cell.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OnCellAttribute() : ValidationAttribute("Choose a time on a whole 5 minutes, such as 9:05.")
{
    public override bool IsValid(object? value) =>
        value is not TimeOnly time || time.Ticks % TimeSpan.FromMinutes(Cells.Minutes).Ticks == 0;
}
