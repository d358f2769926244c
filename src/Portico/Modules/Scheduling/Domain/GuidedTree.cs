using System.ComponentModel.DataAnnotations;
using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>Where an answer leads.</summary>
public enum AnswerLeads { ToQuestion, ToBooking, ToNurse }

/// <summary>How soon the visit that an answer leads to has to be.</summary>
public enum Urgency { Routine, ThisWeek, Today }

/// <summary>One answer of a question, and what follows from it.</summary>
public sealed record GuidedAnswer
{
    /// <summary>As the caller says it.</summary>
    [Required(ErrorMessage = "Write each answer."), StringLength(200, ErrorMessage = "Shorten an answer to 200 characters.")]
    public required string Text { get; init; }
    public AnswerLeads Leads { get; init; }

    /// <summary>The next question's id. Present where it leads to a question.</summary>
    [StringLength(40)]
    public string? Question { get; init; }

    /// <summary>Present where it leads to a booking.</summary>
    public VisitTypeId? VisitType { get; init; }
    public Urgency Urgency { get; init; }

    /// <summary>Whom to book with. Absent: any provider of the visit type.</summary>
    [StringLength(100, ErrorMessage = "Shorten the specialty to 100 characters.")]
    public string? Specialty { get; init; }

    /// <summary>What to say to the caller. Absent: nothing beyond the booking.</summary>
    [StringLength(500, ErrorMessage = "Shorten what to say to 500 characters.")]
    public string? Say { get; init; }

    /// <summary>What to do when no nurse answers. Present for a red flag.</summary>
    [StringLength(500, ErrorMessage = "Shorten the fallback to 500 characters.")]
    public string? Fallback { get; init; }
}

/// <summary>A question to the caller.</summary>
public sealed record GuidedQuestion
{
    [Required, StringLength(40)]
    public required string Id { get; init; }

    [Required(ErrorMessage = "Write each question."), StringLength(300, ErrorMessage = "Shorten a question to 300 characters.")]
    public required string Text { get; init; }

    [MinLength(2, ErrorMessage = "A question has two answers at least."), MaxLength(10, ErrorMessage = "A question has 10 answers at most.")]
    public required IReadOnlyList<GuidedAnswer> Answers { get; init; }
}

/// <summary>The questions of one reason for a visit. The first one is asked first.</summary>
public sealed record GuidedTree
{
    [MinLength(1, ErrorMessage = "A tree has a question."), MaxLength(40, ErrorMessage = "A tree has 40 questions at most.")]
    public required IReadOnlyList<GuidedQuestion> Questions { get; init; }

    /// <summary>An answer says to transfer the caller to the nurse: a clinician approves the tree.</summary>
    public bool HasRedFlag() => Questions.SelectMany(q => q.Answers).Any(a => a.Leads == AnswerLeads.ToNurse);

    /// <returns>What is wrong with it, in the editor's words. Null: every way through it ends in a booking or with the nurse.</returns>
    public string? Problem()
    {
        var questions = Questions.ToLookup(q => q.Id, StringComparer.Ordinal);
        if (questions.FirstOrDefault(g => g.Count() > 1) is { } twice)
            return $"Two questions have the id {twice.Key}.";
        foreach (var question in Questions)
        {
            foreach (var answer in question.Answers)
            {
                if (answer.Leads == AnswerLeads.ToQuestion && !questions.Contains(answer.Question ?? ""))
                    return $"“{answer.Text}” leads to no question.";
                if (answer.Leads == AnswerLeads.ToBooking && answer.VisitType is null)
                    return $"“{answer.Text}” leads to no visit type.";
                if (answer.Leads == AnswerLeads.ToNurse && string.IsNullOrWhiteSpace(answer.Fallback))
                    return $"“{answer.Text}” says nothing for the case that no nurse answers.";
            }
        }
        HashSet<string> reached = new(StringComparer.Ordinal), above = new(StringComparer.Ordinal);
        if (IsCircle(Questions[0]))
            return "The questions lead in a circle.";
        return Questions.FirstOrDefault(q => !reached.Contains(q.Id)) is { } lost ? $"No answer leads to “{lost.Text}”." : null;

        bool IsCircle(GuidedQuestion question)
        {
            if (!above.Add(question.Id))
                return true;
            foreach (var next in question.Answers.Where(a => a.Leads == AnswerLeads.ToQuestion))
            {
                if (IsCircle(questions[next.Question ?? ""].First()))
                    return true;
            }
            above.Remove(question.Id);
            reached.Add(question.Id);
            return false;
        }
    }
}
