using Portico.Platform.Access;

namespace Portico.Modules.Staff.Doors;

/// <summary>Roles as people say them.</summary>
internal static class RoleWords
{
    public static IReadOnlyList<(Roles Role, string Word)> All { get; } =
    [
        (Roles.FrontDesk, "Front desk"), (Roles.SeniorFrontDesk, "Senior front desk"), (Roles.Supervisor, "Supervisor"),
        (Roles.Biller, "Biller"), (Roles.Clinician, "Clinician"), (Roles.Administrator, "Administrator"),
        (Roles.Auditor, "Auditor"), (Roles.Trainee, "Trainee"),
    ];

    public static string Of(Roles roles) => string.Join(", ", All.Where(r => roles.HasFlag(r.Role)).Select(r => r.Word));
}
