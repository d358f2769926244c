using Microsoft.AspNetCore.Authorization;
using Portico.Platform.UseCases;

namespace Portico.Platform.Access;

/// <summary>The page begins with this operation: who may not run it gets one sentence instead of the page.</summary>
/// <remarks>Decided again by the operation itself, for a role that goes away while the page is open.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpensWithAttribute<TOperation> : Attribute, IAuthorizationRequirementData where TOperation : Operation
{
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new MayRun(typeof(TOperation))];
}

/// <summary>The visitor's roles include the operation.</summary>
internal sealed record MayRun(Type Operation) : IAuthorizationRequirement;

internal sealed class MayRunHandler(DeskEngine engine) : AuthorizationHandler<MayRun>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, MayRun requirement)
    {
        // Someone who is not signed in is sent to the door by the page's policy.
        if (!context.User.HasClaim(c => c.Type == PorticoClaims.User) || !context.User.HasClaim(c => c.Type == PorticoClaims.Practice))
            return;
        if (await engine.MayRunAsync(requirement.Operation, PorticoClaims.ToCall(context.User, Door.Screen), CancellationToken.None))
            context.Succeed(requirement);
    }
}
