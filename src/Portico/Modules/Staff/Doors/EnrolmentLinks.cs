using Portico.Modules.Staff.Contracts;
using Portico.Platform;

namespace Portico.Modules.Staff.Doors;

internal static class EnrolmentLinks
{
    /// <summary>Always on the one origin of the settings: a forged Host header changes no link.</summary>
    public static string Of(Settings settings, OneTimeSecret secret) => settings.Origin.TrimEnd('/') + "/enroll?link=" + secret.Text;
}
