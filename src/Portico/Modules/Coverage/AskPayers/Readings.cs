using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.UseCases;
using Portico.X12;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Reads an answer for the visit that it was asked for: with the trace, the patient and the network that are ours.</summary>
public static class Readings
{
    /// <returns>The newest answered question about a policy for a visit on its day. Null: none was.</returns>
    public static Task<EligibilityCheck?> AnswerAsync(Desk desk, PolicyId policy, VisitRow visit, CancellationToken ct) => Answers(desk, policy, visit).AsNoTracking().FirstOrDefaultAsync(ct);

    /// <summary>Newest first.</summary>
    internal static IQueryable<EligibilityCheck> Answers(Desk desk, PolicyId policy, VisitRow visit)
    {
        var (id, on) = (visit.Id, visit.Date);
        return desk.Db.Set<EligibilityCheck>().Where(c => c.PolicyId == policy && c.VisitId == id && c.OnDate == on && c.State == CheckState.Answered).OrderByDescending(c => c.AnsweredAt).ThenByDescending(c => c.Id);
    }

    /// <summary>What an answer says, by the facts of now.</summary>
    /// <returns>Null: it has no bytes, or its policy, visit or patient is gone.</returns>
    public static async Task<BenefitReading?> OfAsync(Desk desk, EligibilityCheck answer, ExchangeBytes bytes, CancellationToken ct)
    {
        if (answer is not { ExchangeId: { } exchange, VisitId: { } visit })
            return null;
        var received = await desk.Db.Set<EligibilityExchange>().AsNoTracking().Where(e => e.Id == exchange).Select(e => e.Received).FirstOrDefaultAsync(ct);
        var ready = await Asking.ReadAsync(desk, [new(answer.Trace, answer.PolicyId, visit, answer.Services)], ct);
        return received is not null && ready.TryGetValue(answer.Trace, out var asked) ? Read(bytes.Unprotect(received), asked.Question with { On = answer.OnDate, Asked = answer.AskedDate }) : null;
    }

    /// <summary>Reads what came. Never throws for bad input.</summary>
    /// <returns>Null when it is no 271, or not an answer to this question.</returns>
    public static BenefitReading? Read(ReadOnlyMemory<byte> received, BenefitQuestion question)
    {
        var document = Document.Read(received);
        var readings = document.Transactions.Where(t => t.Root.First.Text(1) == "271")
            .SelectMany(t => BenefitReader.Read(t, question)).Where(r => r.IsAnswer).ToList();
        return readings switch
        {
            [] => null,
            [var one] => one,
            // Twins whom the payer does not tell apart: nobody's figures are taken.
            [var first, ..] => first with
            {
                State = PolicyState.Unknown, Figures = [], CollectNothing = [],
                Why = [new("The payer answers about several people, and does not say which is the patient", null)],
                Sentence = "Coverage is unknown: the payer answers about several people; call it with the patient's birth date.",
            },
        };
    }
}
