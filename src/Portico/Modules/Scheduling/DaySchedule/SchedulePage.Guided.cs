using Portico.Modules.Scheduling.Domain;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>Questions that lead a caller to the right visit.</summary>
public sealed partial class SchedulePage
{
    private GuidedTrees.GuidedTrees.Result? _guides;

    // The caller belongs to the nurse: nothing is booked until another answer says otherwise.
    private bool _isNurses;

    private async Task LoadGuidesAsync() => _guides = await Guides.RunAsync(new(WithDrafts: false), await Caller.CallAsync(), Leaving);

    private void TakeAnswer(GuidedAnswer? answer)
    {
        _isNurses = answer?.Leads == AnswerLeads.ToNurse;
        if (_booking is not { } form || answer is not { Leads: AnswerLeads.ToBooking, VisitType: { } type })
            return;
        form.Type = type.Value.ToString();
        if (answer.Specialty is { } specialty
            && _setup?.Providers.Any(p => p.Id.Value.ToString() == form.Provider && p.Specialty == specialty) == false
            && _setup.Providers.FirstOrDefault(p => p.Specialty == specialty) is { } fitting)
            form.Provider = fitting.Id.Value.ToString();
        BookingTouched();
    }
}
