using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;

namespace Portico.Tests.Model;

/// <summary>The front office as a plain picture of lists: what the program must agree with.</summary>
internal sealed class PlainDesk
{
    public List<PlainAppointment> Appointments { get; } = [];
    public List<PlainReceipt> Receipts { get; } = [];

    /// <summary>Who gave all that check-in asks for.</summary>
    public HashSet<PatientId> Registered { get; } = [];

    /// <summary>Cents in the teller's open drawer, float included. Null: none is open.</summary>
    public long? Drawer { get; set; }

    public bool IsTaken(ProviderId provider, DateOnly date, int slot, PlainAppointment? except = null) =>
        Appointments.Any(a => a != except && a.HoldsSlot && a.Provider == provider && a.Date == date && a.Slot == slot);

    public long PaidFor(VisitId visit) => Receipts.Where(r => r.Visit == visit).Sum(r => r.Cents);
}

internal sealed class PlainAppointment
{
    public required AppointmentId Id { get; init; }
    public required PatientId Patient { get; init; }
    public required ProviderId Provider { get; set; }
    public required DateOnly Date { get; set; }

    /// <summary>Half hours since 9:00.</summary>
    public required int Slot { get; set; }
    public bool IsCancelled { get; set; }

    /// <summary>Null until someone arrived.</summary>
    public VisitId? Visit { get; set; }
    public VisitState Place { get; set; } = VisitState.Expected;

    public bool HoldsSlot => !IsCancelled;
}

/// <summary>One payment line that stands.</summary>
internal sealed class PlainReceipt
{
    public required ReceiptId Id { get; init; }
    public required VisitId Visit { get; set; }
    public required long Cents { get; set; }
    public required bool IsCash { get; init; }

    /// <summary>Its drawer was counted or its day closed: no void any more, a refund.</summary>
    public bool IsPast { get; set; }
}
