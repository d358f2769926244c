using System.ComponentModel.DataAnnotations;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.FindOpenings;

/// <summary>The next openings for a visit, each with why it is one. A hint: when it is booked, the cells decide.</summary>
[AllowedTo(Roles.Care)]
public sealed class FindOpenings(SearchBook book, IPatientPlans plans) : Query<FindOpenings.Request, FindOpenings.Result>
{
    /// <param name="VisitType">What for.</param>
    /// <param name="Locations">Null or empty: everywhere.</param>
    /// <param name="From">The first date; days before today are left out.</param>
    /// <param name="To">The last date; days beyond the horizon of booking are left out.</param>
    /// <param name="Providers">Null or empty: everyone.</param>
    /// <param name="Earliest">Wall time. Null: any.</param>
    /// <param name="Latest">The latest start, wall time. Null: any.</param>
    /// <param name="Weekdays">Null or empty: any.</param>
    /// <param name="Count">How many to find.</param>
    /// <param name="Who">For whom, and with what kind of provider. Null: anybody.</param>
    /// <param name="Zip">From where it is near. Null: distances are not asked.</param>
    /// <param name="Order">Which come first.</param>
    /// <param name="SameDayAs">Only on the day of this visit, and not while it lasts. Null: any day.</param>
    /// <param name="Series">How many times, such as <c>FREQ=WEEKLY;COUNT=12</c>. Null: once.</param>
    /// <param name="Together">What another of the family comes for: at the same time with somebody else, or right after. Null: nobody.</param>
    /// <param name="MostInTheWay">How many visits of the series may be in the way. 0: the whole series is free.</param>
    public sealed record Request(
        VisitTypeId VisitType, IReadOnlyList<LocationId>? Locations, DateOnly From, DateOnly To,
        IReadOnlyList<ProviderId>? Providers = null, TimeOnly? Earliest = null, TimeOnly? Latest = null,
        IReadOnlyList<DayOfWeek>? Weekdays = null,
        [property: Range(1, 200, ErrorMessage = "Ask for 1 to 200 openings.")] int Count = 10,
        OpeningFor? Who = null,
        [property: RegularExpression("^[0-9]{5}(-[0-9]{4})?$", ErrorMessage = "A ZIP code has five digits."), MaxLength(10)] string? Zip = null,
        OpeningOrder Order = OpeningOrder.Soonest,
        AppointmentId? SameDayAs = null,
        [property: StringLength(200, ErrorMessage = "Shorten the rule of the series to 200 characters.")] string? Series = null,
        VisitTypeId? Together = null,
        [property: Range(0, 51, ErrorMessage = "At most 51 visits of a series may be in the way.")] int MostInTheWay = 0) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (To < From)
                yield return new ValidationResult("Choose a last day on or after the first.");
            if (To.DayNumber - From.DayNumber > 366)
                yield return new ValidationResult("Search a year at most.");
            if (Series is not null && (Recurrence.Parse(Series) is not { } rule || rule.Count is null or > 52))
                yield return new ValidationResult("A series says how often it comes, and 52 times at most: FREQ=WEEKLY;COUNT=12.");
        }
    }

    /// <param name="Openings">In the order that was asked for.</param>
    /// <param name="HasMore">There are more in the same range.</param>
    /// <param name="IsKnown">False: no such visit type or location is in use, or no such visit or patient is there.</param>
    /// <param name="Networks">The patient's payers whose networks were asked. Empty: none was, or no network of theirs is recorded.</param>
    public sealed record Result(IReadOnlyList<Opening> Openings, bool HasMore, bool IsKnown, IReadOnlyList<string> Networks);

    /// <summary>A start that was free a moment ago, in the location's wall time.</summary>
    /// <param name="Because">What speaks for it, or explains it.</param>
    /// <param name="Series">The dates of the whole series. Empty: one visit.</param>
    /// <param name="InTheWay">Those of the series that are not free.</param>
    /// <param name="Together">Who sees the other of the family, and when. Null: nobody comes along.</param>
    public sealed record Opening(ProviderId Provider, string ProviderName, LocationId Location, string LocationName, DateOnly Date, TimeOnly Time, Instant StartsAt,
        int Minutes, IReadOnlyList<Because> Because, IReadOnlyList<DateOnly> Series, IReadOnlyList<DateOnly> InTheWay,
        Companion? Together);

    public sealed record Companion(ProviderId Provider, TimeOnly Time);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var memory = book.Of(desk.Call.Practice);
        var rules = await memory.RulesAsync(desk, ct);
        if (await Wishes.ReadAsync(desk, rules, plans, request, ct) is not { } wish)
            return new Result([], false, false, []);
        var search = new OpeningSearch(memory, rules, wish, await rules.MapAsync(desk, wish.Zip, ct));
        var found = await search.RunAsync(desk, request.Count + 1, ct);
        return new Result([.. found.Take(request.Count).Select(o => new Opening(o.Provider.Id, o.Provider.DisplayName, o.Location.Id, o.Location.Name, o.Date, o.Time,
                o.StartsAt, o.Plan.Minutes, search.Explain(o), o.Series, o.InTheWay,
                o.Companion is { } companion ? new(companion.Provider.Id, companion.Time) : null))],
            found.Count > request.Count, true, [.. wish.Networks.Select(n => n.Name).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)]);
    }
}

/// <summary>For whom an opening is, and with what kind of provider.</summary>
/// <param name="Patient">Whose age, sex and own visits count. Null: not said yet.</param>
/// <param name="IsNew">New to the specialty. Null: computed of the patient; without one not known, and what is kept for new patients is not offered.</param>
/// <param name="Specialty">Of the provider. Null: any.</param>
/// <param name="Language">That the provider sees patients in, BCP 47. Null: any.</param>
/// <param name="Sex">Of the provider. Null: any.</param>
/// <param name="OnlyOpenPanels">Only providers who take new patients.</param>
/// <param name="Payer">Only providers in its network, at the place and on the day. Null: not asked.</param>
/// <param name="Product">Of the payer. Null: only a contract for all of its products counts.</param>
/// <param name="InNetwork">Only providers who are in the network of one of the patient's payers, at the place and on the day. What is not
/// recorded of them is not judged.</param>
/// <param name="PatientState">Where the patient will be during a visit by video, two letters. Null: not asked, or on site.</param>
/// <param name="Interpreter">The language that the patient needs an interpreter for, BCP 47. Null: none.</param>
public sealed record OpeningFor(
    PatientId? Patient = null, bool? IsNew = null, [property: StringLength(100)] string? Specialty = null, [property: StringLength(35)] string? Language = null,
    ProviderSex? Sex = null, bool OnlyOpenPanels = false, PayerId? Payer = null, [property: StringLength(100)] string? Product = null,
    bool InNetwork = false, [property: StringLength(2)] string? PatientState = null, [property: StringLength(35)] string? Interpreter = null);
