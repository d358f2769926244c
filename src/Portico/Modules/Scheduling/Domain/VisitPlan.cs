using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>What one visit takes, and in which of its minutes: the provider, and beside them rooms, devices, interpreters and nurses.</summary>
/// <param name="Minutes">From its start to its end, a multiple of 5.</param>
/// <param name="Parts">By their offset; of equal ones the provider first. Parts of one kind that overlap are different resources.</param>
public sealed record VisitPlan(int Minutes, IReadOnlyList<VisitPlan.Part> Parts)
{
    /// <param name="Class">Null: the provider.</param>
    /// <param name="Kind">As in <see cref="ResourceRow.Kind"/>. Empty for the provider.</param>
    /// <param name="Offset">Minutes from the visit's start, a multiple of 5.</param>
    /// <param name="Minutes">How long it is taken, a multiple of 5.</param>
    public sealed record Part(ResourceClass? Class, string Kind, int Offset, int Minutes);

    /// <summary>It takes the provider throughout and nothing else: most visits.</summary>
    public bool IsProviderAlone => Parts is [{ Class: null, Offset: 0 } only] && only.Minutes == Minutes;

    /// <summary>A visit with the provider alone.</summary>
    public static VisitPlan Alone(int minutes) => new(minutes, [new Part(null, "", 0, minutes)]);

    /// <param name="type">What for.</param>
    /// <param name="phases">The type's. Empty: one, with the provider.</param>
    /// <param name="needs">The type's.</param>
    /// <param name="providerMinutes">How long this provider takes for the type. Null: as long as the others.</param>
    /// <param name="isNew">The patient is new to the specialty.</param>
    /// <param name="interpreter">The language that the patient needs an interpreter for, BCP 47. Null: none.</param>
    /// <param name="minutes">As long as it was made. Null: as the rest says.</param>
    /// <remarks>A provider who takes ten minutes longer takes them with new patients too. What a visit lasts beyond its phases
    /// belongs to the last phase with the provider; a phase is never cut below five minutes, so a visit may last longer than asked.</remarks>
    public static VisitPlan Of(VisitTypeRow type, IReadOnlyList<VisitPhaseRow> phases, IReadOnlyList<VisitNeedRow> needs,
        int? providerMinutes, bool isNew, string? interpreter, int? minutes = null)
    {
        var wanted = minutes ?? (isNew ? type.NewPatientMinutes ?? type.Minutes : type.Minutes) + ((providerMinutes ?? type.Minutes) - type.Minutes);
        var spans = Spans(phases, Math.Max(Cells.Minutes, wanted));
        var whole = spans.Max(s => s.Offset + s.Minutes);

        List<Part> parts = [];
        foreach (var span in spans.Where(s => s.WithProvider))
        {
            // Two phases in a row are one stay.
            if (parts is [.., var last] && last.Offset + last.Minutes == span.Offset)
                parts[^1] = last with { Minutes = last.Minutes + span.Minutes };
            else
                parts.Add(new Part(null, "", span.Offset, span.Minutes));
        }
        foreach (var need in needs.OrderBy(n => n.Number))
        {
            var kind = need is { Class: ResourceClass.Interpreter, Kind: "" } ? interpreter : need.Kind;
            if (kind is null)
                continue;
            var span = need.Phase == 0 ? (Offset: 0, Minutes: whole) : PhaseOf(spans, need.Phase);
            parts.Add(new Part(need.Class, kind, span.Offset, span.Minutes));
        }
        // Whoever needs an interpreter has one, whatever the visit type says.
        if (interpreter is not null && !parts.Any(p => p.Class == ResourceClass.Interpreter))
            parts.Add(new Part(ResourceClass.Interpreter, interpreter, 0, whole));
        return new VisitPlan(whole, [.. parts.OrderBy(p => p.Offset).ThenBy(p => p.Class is null ? 0 : 1)]);
    }

    private static List<(int Number, int Offset, int Minutes, bool WithProvider)> Spans(IReadOnlyList<VisitPhaseRow> phases, int wanted)
    {
        if (phases.Count == 0)
            return [(1, 0, wanted, true)];
        var ordered = phases.OrderBy(p => p.Number).ToList();
        var elastic = ordered.FindLastIndex(p => p.WithProvider);
        elastic = elastic < 0 ? ordered.Count - 1 : elastic;
        var rest = ordered.Sum(p => p.Minutes) - ordered[elastic].Minutes;
        List<(int, int, int, bool)> spans = [];
        var offset = 0;
        for (var i = 0; i < ordered.Count; i++)
        {
            var length = i == elastic ? Math.Max(Cells.Minutes, wanted - rest) : ordered[i].Minutes;
            spans.Add((ordered[i].Number, offset, length, ordered[i].WithProvider));
            offset += length;
        }
        return spans;
    }

    private static (int Offset, int Minutes) PhaseOf(List<(int Number, int Offset, int Minutes, bool WithProvider)> spans, int number)
    {
        var phase = spans.Find(s => s.Number == number);
        return phase.Minutes == 0
            ? throw new ArgumentException("A need names a phase that the visit type does not have.", nameof(number))
            : (phase.Offset, phase.Minutes);
    }
}
