using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Ids;
using static Portico.Modules.Scheduling.Domain.VisitPlan;

namespace Portico.Tests.Scheduling;

public sealed class VisitPlanTests
{
    private static readonly VisitTypeId s_id = Id.New<VisitTypeId>();

    private static VisitTypeRow Type(int minutes = 40, int? newMinutes = null) =>
        new() { Id = s_id, Name = "Synthetic", Tint = "blue", Minutes = minutes, NewPatientMinutes = newMinutes };

    private static VisitPhaseRow Phase(int number, int minutes, bool withProvider) =>
        new() { VisitTypeId = s_id, Number = number, Name = "Synthetic", Minutes = minutes, WithProvider = withProvider };

    private static VisitNeedRow Need(int number, ResourceClass @class, string kind, int phase = 0) =>
        new() { VisitTypeId = s_id, Number = number, Class = @class, Kind = kind, Phase = phase };

    private static readonly VisitPhaseRow[] s_nurseThenProvider = [Phase(1, 10, false), Phase(2, 30, true)];

    [Fact]
    public void A_type_without_phases_and_needs_takes_the_provider_throughout()
    {
        var plan = VisitPlan.Of(Type(), [], [], null, isNew: false, null);
        plan.Parts.ShouldBe([new Part(null, "", 0, 40)]);
        plan.IsProviderAlone.ShouldBeTrue();
    }

    [Fact]
    public void The_provider_is_taken_only_in_the_phases_that_are_theirs()
    {
        var plan = VisitPlan.Of(Type(), s_nurseThenProvider, [Need(1, ResourceClass.Nurse, "", 1), Need(2, ResourceClass.Room, "exam")], null, false, null);
        plan.Parts.ShouldBe([new Part(ResourceClass.Nurse, "", 0, 10), new Part(ResourceClass.Room, "exam", 0, 40), new Part(null, "", 10, 30)]);
        plan.IsProviderAlone.ShouldBeFalse();
    }

    [Fact]
    public void Two_phases_in_a_row_with_the_provider_are_one_stay()
    {
        VisitPlan.Of(Type(), [Phase(1, 20, true), Phase(2, 20, true)], [], null, false, null).IsProviderAlone.ShouldBeTrue();
        VisitPlan.Of(Type(60), [Phase(1, 20, true), Phase(2, 20, false), Phase(3, 20, true)], [], null, false, null).Parts
            .ShouldBe([new Part(null, "", 0, 20), new Part(null, "", 40, 20)]);
    }

    [Theory]
    [InlineData(false, null, 40)]
    [InlineData(true, null, 60)]
    [InlineData(false, 50, 50)]
    [InlineData(true, 50, 70)]
    [InlineData(true, 30, 50)]
    public void A_slower_provider_is_slower_with_new_patients_too(bool isNew, int? provider, int minutes) =>
        VisitPlan.Of(Type(40, 60), [], [], provider, isNew, null).Minutes.ShouldBe(minutes);

    [Fact]
    public void What_a_new_patient_takes_longer_belongs_to_the_phase_with_the_provider()
    {
        var plan = VisitPlan.Of(Type(40, 60), s_nurseThenProvider, [], null, isNew: true, null);
        (plan.Minutes, plan.Parts).ShouldBe((60, plan.Parts));
        plan.Parts.ShouldBe([new Part(null, "", 10, 50)]);
    }

    [Fact]
    public void A_phase_is_never_cut_below_five_minutes()
    {
        var plan = VisitPlan.Of(Type(10), s_nurseThenProvider, [], null, false, null);
        plan.Minutes.ShouldBe(15);
        plan.Parts.ShouldBe([new Part(null, "", 10, 5)]);
    }

    [Fact]
    public void An_interpreter_of_the_patients_language_comes_only_where_one_is_needed()
    {
        VisitNeedRow[] needs = [Need(1, ResourceClass.Interpreter, "")];
        VisitPlan.Of(Type(), [], needs, null, false, null).IsProviderAlone.ShouldBeTrue();
        VisitPlan.Of(Type(), [], needs, null, false, "es").Parts.ShouldContain(new Part(ResourceClass.Interpreter, "es", 0, 40));
    }

    [Fact]
    public void Whoever_needs_an_interpreter_has_one_whatever_the_type_says() =>
        VisitPlan.Of(Type(), [], [], null, false, "vi").Parts.ShouldBe([new Part(null, "", 0, 40), new Part(ResourceClass.Interpreter, "vi", 0, 40)]);

    [Fact]
    public void A_need_of_a_phase_that_is_not_there_is_an_error() =>
        Should.Throw<ArgumentException>(() => VisitPlan.Of(Type(), [], [Need(1, ResourceClass.Room, "exam", 3)], null, false, null));
}

public sealed class ClaimsTests
{
    private static readonly CellOwner s_visit = CellOwner.Of(Id.New<Portico.Modules.Scheduling.Contracts.AppointmentId>());
    private static readonly Guid s_one = Guid.CreateVersion7();
    private static readonly Guid s_two = Guid.CreateVersion7();

    private static Wanted Wish(long from, int count, int lanes, params Guid[] anyOf) =>
        new(s_visit, WantedOf.Resource, anyOf, new CellSpan(from, count), lanes);

    private static Func<TakenCell, bool> In(params TakenCell[] cells) => cells.ToHashSet().Contains;

    [Fact]
    public void The_first_resource_and_the_lowest_lane_that_are_free_throughout_are_chosen()
    {
        var (chosen, _) = Claims.Choose([Wish(10, 4, 2, s_one, s_two)], In(new TakenCell(s_one, 13, 0)));
        chosen.ShouldNotBeNull().Select(c => (c.Resource, c.Lane)).ShouldBe([(s_one, 1)]);
    }

    [Fact]
    public void Two_wishes_of_one_kind_are_two_resources()
    {
        var (chosen, _) = Claims.Choose([Wish(10, 4, 1, s_one, s_two), Wish(12, 4, 1, s_one, s_two)], In());
        chosen.ShouldNotBeNull().Select(c => c.Resource).ShouldBe([s_one, s_two]);
    }

    [Fact]
    public void One_resource_serves_two_wishes_that_follow_each_other()
    {
        var (chosen, _) = Claims.Choose([Wish(10, 2, 1, s_one), Wish(12, 2, 1, s_one)], In());
        chosen.ShouldNotBeNull().Count.ShouldBe(2);
    }

    [Fact]
    public void A_choice_is_taken_back_when_it_leaves_nothing_for_the_next_wish()
    {
        // The second wish can only have the resource that the first would take.
        var (chosen, _) = Claims.Choose([Wish(10, 2, 1, s_one, s_two), Wish(10, 4, 1, s_one, s_two)], In(new TakenCell(s_two, 13, 0)));
        chosen.ShouldNotBeNull().Select(c => c.Resource).ShouldBe([s_two, s_one]);
    }

    [Fact]
    public void What_cannot_be_met_is_named()
    {
        var missing = Wish(10, 4, 1, s_two);
        Claims.Choose([Wish(10, 4, 1, s_one), missing], In(new TakenCell(s_two, 10, 0))).Missing.ShouldBe(missing);
        Claims.Choose([Wish(10, 4, 1)], In()).Missing.ShouldNotBeNull();
    }

    [Fact]
    public void What_one_has_already_is_preferred()
    {
        var own = new TakenCell(s_two, 11, 0);
        Claims.Choose([Wish(10, 2, 1, s_one, s_two)], In(), In(own)).Chosen.ShouldNotBeNull()[0].Resource.ShouldBe(s_two);
    }
}
