using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>What is known of a numbered form, and what can be chosen when it is entered.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class FindPaperForm(IPaperForms forms, IPracticeDirectory directory) : Query<FindPaperForm.Request, FindPaperForm.Result>
{
    /// <param name="Number">Printed on the form. Null: none was typed yet.</param>
    public sealed record Request(long? Number);

    /// <param name="Form">Null: no form has that number.</param>
    /// <param name="Location">Where it was printed. Null with the form.</param>
    public sealed record Result(PaperFormRow? Form, LocationRow? Location, IReadOnlyList<ProviderRow> Providers, IReadOnlyList<VisitTypeRow> VisitTypes);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var form = request.Number is { } number ? await forms.FindAsync(desk, number, ct) : null;
        return new Result(form, form is null ? null : await directory.LocationAsync(desk, form.LocationId, ct),
            await directory.ProvidersAsync(desk, ct), await directory.VisitTypesAsync(desk, ct));
    }
}
