using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>What the form for someone new needs: the date at the practice, against which a birth date is read.</summary>
[AllowedTo(Roles.All)]
public sealed class RegistrationForm(IPracticeDay day) : Query<RegistrationForm.Request, RegistrationForm.Result>
{
    public sealed record Request;

    public sealed record Result(DateOnly Today);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) => new(await day.TodayAsync(desk, ct));
}
