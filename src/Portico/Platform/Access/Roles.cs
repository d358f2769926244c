using System.Reflection;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Platform.Access;

/// <summary>A person who signs in. One person has one id in every practice.</summary>
public readonly record struct UserId(Guid Value) : IId<UserId>
{
    public static UserId From(Guid value) => new(value);
}

/// <summary>One full sign-in on one device; ending it ends every screen that rests on it.</summary>
public readonly record struct SignInId(Guid Value) : IId<SignInId>
{
    public static SignInId From(Guid value) => new(value);
}

/// <summary>What a person is in one practice. A person may be several.</summary>
[Flags]
public enum Roles
{
    None = 0,
    FrontDesk = 1,
    SeniorFrontDesk = 2,
    Supervisor = 4,
    Biller = 8,
    Clinician = 16,
    Administrator = 32,
    Auditor = 64,
    Trainee = 128,

    /// <summary>Everyone who works at the desk, trainees included.</summary>
    Desk = FrontDesk | SeniorFrontDesk | Supervisor | Trainee,

    /// <summary>The desk without trainees: acts that move money.</summary>
    MoneyDesk = FrontDesk | SeniorFrontDesk | Supervisor | Biller,

    /// <summary>Those who may decide against a rule, with a reason.</summary>
    Seniors = SeniorFrontDesk | Supervisor,

    /// <summary>Everyone who treats or serves patients.</summary>
    Care = Desk | Biller | Clinician,

    All = Care | Administrator | Auditor,
}

/// <summary>What a screen offers to whom: a button that a role may not press is not there. The operation itself decides again.</summary>
public static class Offers
{
    /// <returns>True when one of the roles includes the operation.</returns>
    public static bool May<TOperation>(this Roles held) where TOperation : Operation =>
        (held & (typeof(TOperation).GetCustomAttribute<AllowedToAttribute>()?.Roles ?? Roles.None)) != 0;
}

/// <summary>Who may run a use case or a query. Every one carries it; the role matrix is made from it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllowedToAttribute(Roles roles) : Attribute
{
    public Roles Roles { get; } = roles;

    /// <summary>An act that rests on one person's own judgement or opens doors to others: no token does it in their stead.</summary>
    public bool ByPersonOnly { get; set; }
}
