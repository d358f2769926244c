using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.ApproveTree;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.GuidedTrees;
using Portico.Modules.Scheduling.SaveTree;
using Portico.Modules.Scheduling.SubmitTree;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>The questions that lead a caller, and who may publish them.</summary>
public sealed class GuidedTreeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static GuidedAnswer Books(string text, VisitTypeId type) => new() { Text = text, Leads = AnswerLeads.ToBooking, VisitType = type, Urgency = Urgency.ThisWeek };

    private static GuidedAnswer Asks(string text, string question) => new() { Text = text, Leads = AnswerLeads.ToQuestion, Question = question };

    private static GuidedAnswer Nurse(string? fallback) => new() { Text = "Yes", Leads = AnswerLeads.ToNurse, Say = "Stay on the line.", Fallback = fallback };

    private static GuidedQuestion Question(string id, params GuidedAnswer[] answers) => new() { Id = id, Text = $"Question {id}?", Answers = answers };

    private static GuidedTree Tree(params GuidedQuestion[] questions) => new() { Questions = questions };

    [Fact]
    public void A_tree_that_leads_nowhere_in_a_circle_or_past_a_question_says_so()
    {
        var type = Id.New<VisitTypeId>();
        Tree(Question("a", Books("No", type), Nurse("Call 911"))).Problem().ShouldBeNull();
        Tree(Question("a", Asks("On", "b"), Books("No", type)), Question("b", Books("Yes", type), Books("No", type))).Problem().ShouldBeNull();
        Tree(Question("a", Asks("On", "z"), Books("No", type))).Problem().ShouldBe("“On” leads to no question.");
        Tree(Question("a", Asks("On", "a"), Books("No", type))).Problem().ShouldBe("The questions lead in a circle.");
        Tree(Question("a", Books("Yes", type), Books("No", type)), Question("b", Books("Yes", type), Books("No", type))).Problem().ShouldBe("No answer leads to “Question b?”.");
        Tree(Question("a", Nurse(null), Books("No", type))).Problem().ShouldBe("“Yes” says nothing for the case that no nurse answers.");
        Tree(Question("a", Books("Yes", type) with { VisitType = null }, Books("No", type))).Problem().ShouldBe("“Yes” leads to no visit type.");
    }

    private static async Task<SaveTree.Result.Saved> SavedAsync(Clinic clinic, GuidedTree tree, DecisionTreeId? id = null, int version = 0, Roles roles = Roles.Supervisor) =>
        (await clinic.Desk.Get<SaveTree>().RunAsync(new(id, version, "Cough", tree), clinic.Desk.CallAs(roles), Ct)).ShouldBeOfType<SaveTree.Result.Saved>();

    private static Task<SubmitTree.Result> SubmitAsync(Clinic clinic, SaveTree.Result.Saved saved) =>
        clinic.Desk.Get<SubmitTree>().RunAsync(new(saved.Tree, saved.Version), clinic.Desk.CallAs(Roles.Supervisor), Ct);

    private static async Task<IReadOnlyList<GuidedTrees.Tree>> SeenAsync(Clinic clinic, Roles roles) =>
        (await clinic.Desk.Get<GuidedTrees>().RunAsync(new(WithDrafts: true), clinic.Desk.CallAs(roles), Ct)).Trees;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_tree_without_a_red_flag_is_published_by_the_supervisor(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var tree = Tree(Question("a", Books("Yes", clinic.Visit), Books("No", clinic.Visit)));
        var saved = await SavedAsync(clinic, tree);
        (await SeenAsync(clinic, Roles.FrontDesk)).ShouldBeEmpty();
        (await SubmitAsync(clinic, saved)).ShouldBeOfType<SubmitTree.Result.Published>();
        var seen = (await SeenAsync(clinic, Roles.FrontDesk)).ShouldHaveSingleItem();
        seen.Body.Questions[0].Answers.ShouldBe(tree.Questions[0].Answers);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_red_flag_waits_for_a_clinician_who_did_not_write_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var saved = await SavedAsync(clinic, Tree(Question("a", Nurse("Call 911"), Books("No", clinic.Visit))), roles: Roles.Supervisor | Roles.Clinician);
        (await SubmitAsync(clinic, saved)).ShouldBeOfType<SubmitTree.Result.AwaitsApproval>();
        (await SeenAsync(clinic, Roles.FrontDesk)).ShouldBeEmpty();
        Task<ApproveTree.Result> ApproveAsync(Roles roles, int version) => clinic.Desk.Get<ApproveTree>().RunAsync(new(saved.Tree, version), clinic.Desk.CallAs(roles), Ct);
        (await ApproveAsync(Roles.Supervisor | Roles.Clinician, saved.Version + 1)).ShouldBeOfType<ApproveTree.Result.OwnWork>();
        (await ApproveAsync(Roles.Clinician, saved.Version)).ShouldBeOfType<ApproveTree.Result.Changed>();
        (await Should.ThrowAsync<CallRejectedException>(() => ApproveAsync(Roles.Supervisor, saved.Version + 1))).Kind.ShouldBe(RejectionKind.Denied);
        (await ApproveAsync(Roles.Clinician, saved.Version + 1)).ShouldBeOfType<ApproveTree.Result.Published>();
        (await SeenAsync(clinic, Roles.FrontDesk)).ShouldHaveSingleItem().ApprovedBy.ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_published_tree_leads_callers_until_its_successor_is_published(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var first = await SavedAsync(clinic, Tree(Question("a", Books("Yes", clinic.Visit), Books("No", clinic.Visit))));
        await SubmitAsync(clinic, first);
        var second = await SavedAsync(clinic, Tree(Question("b", Books("Yes", clinic.Visit), Books("No", clinic.Visit))), first.Tree, first.Version + 1);
        second.Tree.ShouldNotBe(first.Tree);
        (await SeenAsync(clinic, Roles.FrontDesk)).ShouldHaveSingleItem().Id.ShouldBe(first.Tree);
        await SubmitAsync(clinic, second);
        (await SeenAsync(clinic, Roles.FrontDesk)).ShouldHaveSingleItem().Id.ShouldBe(second.Tree);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_change_takes_a_waiting_tree_back_from_its_clinician(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var tree = Tree(Question("a", Nurse("Call 911"), Books("No", clinic.Visit)));
        var saved = await SavedAsync(clinic, tree);
        await SubmitAsync(clinic, saved);
        await SavedAsync(clinic, tree, saved.Tree, saved.Version + 1);
        (await clinic.Desk.Get<ApproveTree>().RunAsync(new(saved.Tree, saved.Version + 1), clinic.Desk.CallAs(Roles.Clinician), Ct)).ShouldBeOfType<ApproveTree.Result.Changed>();
        (await SeenAsync(clinic, Roles.Clinician)).ShouldHaveSingleItem().State.ShouldBe(TreeState.Draft);
    }
}
