using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Booking against the provider's plan, or beyond its lanes, is for seniors, and they say why.</summary>
internal static class OutsideHours
{
    public static bool MayBook(Desk desk) =>
        (desk.Roles & Roles.Seniors) != 0 && !string.IsNullOrWhiteSpace(desk.Call.Reason);
}
