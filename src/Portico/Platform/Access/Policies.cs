namespace Portico.Platform.Access;

/// <summary>What a page or an endpoint demands of a visitor. Use cases decide the rest.</summary>
public static class Policies
{
    /// <summary>Fully signed in, as a member of a practice.</summary>
    public const string Staff = "staff";

    /// <summary>A program with a bearer token.</summary>
    public const string Api = "api";
}
