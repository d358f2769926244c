using System.Collections.Concurrent;
using System.Diagnostics;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.CloseDay;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.CountDrawer;
using Portico.Modules.Payments.DecideApproval;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Payments.RequestRefund;
using Portico.Modules.Payments.RequestVoid;
using Portico.Modules.Payments.Store;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Payments.TransferPayment;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Scheduling.SetTemplate;
using Portico.Modules.Scheduling.UndoCancel;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Model;

/// <summary>Drives random acts of the desk against a plain picture of it. CONTRIBUTING has the command for a million.</summary>
public sealed class DeskModelTests
{
    private const int Slots = 16;

    /// <summary>What the random acts must have met by the end, each at least once: a run that never checked anyone in shows nothing.</summary>
    private static readonly string[] s_met =
    [
        "BookAppointment.Booked", "BookAppointment.SlotTaken", "MoveAppointment.Moved", "MoveAppointment.SlotTaken", "MoveAppointment.WrongState",
        "CancelAppointment.Cancelled", "CancelAppointment.WrongState", "UndoCancel.Reinstated", "UndoCancel.SlotTaken", "UndoCancel.WrongState",
        "ArrivePatient.Arrived", "ArrivePatient.AlreadyHere", "ArrivePatient.WrongDay", "ArrivePatient.NotExpected",
        "CheckInPatient.CheckedIn", "CheckInPatient.AlreadyCheckedIn", "CheckInPatient.RegistrationMissing", "CheckInPatient.NotHereYet",
        "UndoArrival.Undone", "UndoArrival.NotHere", "UndoStep.Undone", "UndoStep.MovedOn",
        "TakePayment.Taken", "TakePayment.AlreadyPaid", "TakePayment.NoOpenDrawer", "TransferPayment.Moved", "TransferPayment.AlreadyThere",
        "RequestVoid.Requested", "RequestVoid.NothingStands", "RequestVoid.TooLate", "RequestRefund.Requested",
        "DecideApproval.Approved", "DecideApproval denied", "OpenDrawer.Opened", "OpenDrawer.AlreadyOpen",
        "CountDrawer.Even", "CountDrawer.Differs", "CloseDay.Closed",
    ];

    [Theory, ClassData(typeof(BothStores))]
    public async Task Random_acts_leave_the_desk_as_the_model_says(StoreKind kind)
    {
        ConcurrentDictionary<string, int> outcomes = new(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        var done = 0;
        // A slice may miss the rarest outcome by chance: then the next one goes on, and what three of them miss is not drawn at all.
        for (var slice = 0; slice < 3 && Missed().Any(); slice++)
        {
            done += await ModelRuns.RunAsync(Gen.Select(Gen.Int[0, 99], Gen.Int[0, 9999], Gen.Int[0, 9999]), usual: 1500, async acts =>
            {
                await using var run = await Run.StartAsync(kind, outcomes);
                foreach (var (act, one, two) in acts)
                    await run.StepAsync(act, one, two);
                await run.CheckAsync();
            });
        }
        foreach (var (outcome, count) in outcomes.OrderBy(o => o.Key, StringComparer.Ordinal))
            TestContext.Current.TestOutputHelper?.WriteLine($"{outcome} {count}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{done} acts in {watch.Elapsed}, {done / watch.Elapsed.TotalSeconds:0} a second");
        Missed().ShouldBeEmpty("outcomes that no random act met");

        IEnumerable<string> Missed() => s_met.Where(o => !outcomes.ContainsKey(o));
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly TestDesk _desk;
        private readonly ConcurrentDictionary<string, int> _outcomes;
        private readonly PlainDesk _plain = new();
        private readonly List<PatientId> _patients = [];
        private readonly List<ProviderId> _providers = [];
        private readonly LocationId _place = Id.New<LocationId>();
        private readonly VisitTypeId _type = Id.New<VisitTypeId>();
        private readonly UserId _teller;
        private readonly UserId _supervisor;
        private DateOnly _today = new(2026, 3, 4);
        private int _approvals;

        private Run(TestDesk desk, ConcurrentDictionary<string, int> outcomes) => (_desk, _outcomes, _teller, _supervisor) =
            (desk, outcomes, desk.Access.Add(Roles.FrontDesk), desk.Access.Add(Roles.Supervisor));

        private static CancellationToken Ct => TestContext.Current.CancellationToken;

        public static async Task<Run> StartAsync(StoreKind kind, ConcurrentDictionary<string, int> outcomes)
        {
            var run = new Run(await TestDesk.StartAsync(kind), outcomes);
            await run._desk.WriteAsync(async desk =>
            {
                var practice = run._desk.Get<IPracticeDirectory>();
                practice.AddLocation(desk, run._place, "Synthetic Main Street", "America/New_York", null, null);
                practice.AddVisitType(desk, run._type, "Synthetic visit", 30, "sky");
                for (var i = 0; i < 3; i++)
                {
                    run._providers.Add(Id.New<ProviderId>());
                    practice.AddProvider(desk, run._providers[i], "Dr. Synthetic " + i, "Family medicine", null);
                }
                await desk.SaveAsync(Ct);
                for (var i = 0; i < 8; i++)
                {
                    // Every second one gave all that check-in asks for; the others only what booking needs.
                    var isComplete = i % 2 == 0;
                    run._patients.Add(Id.New<PatientId>());
                    await run._desk.Get<IPatients>().AddAsync(desk, run._patients[i], new NewPatient
                    {
                        Family = "Synthetic" + i, Given = "Person", BirthDate = new DateOnly(1980, 1, 2), IsRegistrationComplete = isComplete,
                    }, Ct);
                    if (isComplete)
                        run._plain.Registered.Add(run._patients[i]);
                }
            });
            foreach (var provider in run._providers)
            {
                foreach (var weekday in Enum.GetValues<DayOfWeek>())
                    (await run.RunAsync<SetTemplate, SetTemplate.Request, SetTemplate.Result>(new(provider, run._place, weekday,
                        new TimeOnly(9, 0), new TimeOnly(17, 0), run._today), run._supervisor)).ShouldBeOfType<SetTemplate.Result.Set>();
            }
            return run;
        }

        public async Task StepAsync(int act, int one, int two)
        {
            switch (act)
            {
                case < 21: await BookAsync(one, two); break;
                case < 29: await MoveAsync(one, two); break;
                case < 35: await CancelAsync(one); break;
                case < 40: await UndoCancelAsync(one, two); break;
                case < 51: await ArriveAsync(one, two); break;
                case < 61: await CheckInAsync(one, two); break;
                case < 64: await UndoArrivalAsync(one, two); break;
                case < 69: await UndoStepAsync(one, two); break;
                case < 80: await PayAsync(one, two); break;
                case < 85: await TransferAsync(one, two); break;
                case < 89: await VoidAsync(one, two); break;
                case < 92: await RefundAsync(one, two); break;
                case < 97: await OpenDrawerAsync(two); break;
                default: await EndDayAsync(two); break;
            }
        }

        private static TimeOnly TimeOf(int slot) => new TimeOnly(9, 0).AddMinutes(30 * slot);

        private async Task<TResult> RunAsync<TUseCase, TRequest, TResult>(TRequest request, UserId by)
            where TUseCase : UseCase<TRequest, TResult> where TRequest : class where TResult : class
        {
            var result = await _desk.Get<TUseCase>().RunAsync(request,
                new Call { Practice = TestDesk.Practice, User = by, Door = Door.Screen, Reason = "the model says so" }, Ct);
            Met($"{typeof(TUseCase).Name}.{result.GetType().Name}");
            return result;
        }

        private void Met(string outcome) => _outcomes.AddOrUpdate(outcome, 1, (_, times) => times + 1);

        private PlainAppointment? Pick(int which, Func<PlainAppointment, bool> where)
        {
            var fitting = _plain.Appointments.Where(where).ToList();
            return fitting.Count == 0 ? null : fitting[which % fitting.Count];
        }

        /// <summary>Mostly one of today, as at a desk; every fourth time any that fits.</summary>
        private PlainAppointment? PickNear(int which, int how, Func<PlainAppointment, bool> where) =>
            (how % 4 == 0 ? null : Pick(which, a => a.Date == _today && where(a))) ?? Pick(which, where);

        private async Task BookAsync(int one, int two)
        {
            var (patient, provider) = (_patients[one % _patients.Count], _providers[two % _providers.Count]);
            var (date, slot) = (_today.AddDays(one % 2), two / 3 % Slots);
            var result = await RunAsync<BookAppointment, BookAppointment.Request, BookAppointment.Result>(
                new(patient, _type, provider, _place, date, TimeOf(slot), null, AcceptOverlap: true), _teller);
            if (_plain.IsTaken(provider, date, slot))
            {
                result.ShouldBeOfType<BookAppointment.Result.SlotTaken>();
                return;
            }
            _plain.Appointments.Add(new PlainAppointment
            {
                Id = result.ShouldBeOfType<BookAppointment.Result.Booked>().Appointment,
                Patient = patient, Provider = provider, Date = date, Slot = slot,
            });
        }

        private async Task<int> VersionAsync(PlainAppointment appointment) => await _desk.ReadAsync(desk =>
            desk.Db.Set<Portico.Modules.Scheduling.Domain.Appointment>().Where(a => a.Id == appointment.Id).Select(a => a.Version).SingleAsync(Ct));

        private async Task MoveAsync(int one, int two)
        {
            if (Pick(one, a => a.Date >= _today) is not { } appointment)
                return;
            var (provider, date, slot) = (_providers[two % _providers.Count], _today.AddDays(two % 2), two / 3 % Slots);
            var result = await RunAsync<MoveAppointment, MoveAppointment.Request, MoveAppointment.Result>(
                new(appointment.Id, await VersionAsync(appointment), provider, _place, date, TimeOf(slot), null, AcceptOverlap: true), _teller);
            if (appointment.IsCancelled || appointment.Place != VisitState.Expected)
                result.ShouldBeOfType<MoveAppointment.Result.WrongState>();
            else if (_plain.IsTaken(provider, date, slot, except: appointment))
                result.ShouldBeOfType<MoveAppointment.Result.SlotTaken>();
            else
            {
                result.ShouldBeOfType<MoveAppointment.Result.Moved>();
                (appointment.Provider, appointment.Date, appointment.Slot) = (provider, date, slot);
            }
        }

        private async Task CancelAsync(int one)
        {
            if (Pick(one, a => a.Date >= _today) is not { } appointment)
                return;
            var result = await RunAsync<CancelAppointment, CancelAppointment.Request, CancelAppointment.Result>(
                new(appointment.Id, await VersionAsync(appointment), "Synthetic reason"), _teller);
            if (appointment.IsCancelled || appointment.Place != VisitState.Expected)
                result.ShouldBeOfType<CancelAppointment.Result.WrongState>();
            else
            {
                result.ShouldBeOfType<CancelAppointment.Result.Cancelled>();
                appointment.IsCancelled = true;
            }
        }

        private async Task UndoCancelAsync(int one, int two)
        {
            // Every third time one that is not cancelled at all, and every other time one whose slot has gone to someone else.
            var lost = two % 2 == 0 ? Pick(one, a => a.Date >= _today && a.IsCancelled && _plain.IsTaken(a.Provider, a.Date, a.Slot)) : null;
            if ((lost ?? Pick(one, a => a.Date >= _today && a.IsCancelled == (one % 3 > 0))) is not { } appointment)
                return;
            var result = await RunAsync<UndoCancel, UndoCancel.Request, UndoCancel.Result>(
                new(appointment.Id, await VersionAsync(appointment), AcceptOverlap: true), _teller);
            if (!appointment.IsCancelled)
                result.ShouldBeOfType<UndoCancel.Result.WrongState>();
            else if (_plain.IsTaken(appointment.Provider, appointment.Date, appointment.Slot))
                result.ShouldBeOfType<UndoCancel.Result.SlotTaken>();
            else
            {
                result.ShouldBeOfType<UndoCancel.Result.Reinstated>();
                appointment.IsCancelled = false;
            }
        }

        private async Task ArriveAsync(int one, int two)
        {
            if (PickNear(one, two, _ => true) is not { } appointment)
                return;
            var result = await RunAsync<ArrivePatient, ArrivePatient.Request, ArrivePatient.Result>(
                new(appointment.Id, new IdentityProof([Identifier.Name, Identifier.BirthDate])), _teller);
            if (appointment.Date != _today)
                result.ShouldBeOfType<ArrivePatient.Result.WrongDay>().Booked.ShouldBe(appointment.Date);
            else if (appointment.Place != VisitState.Expected)
                result.ShouldBeOfType<ArrivePatient.Result.AlreadyHere>();
            else if (appointment.IsCancelled)
                result.ShouldBeOfType<ArrivePatient.Result.NotExpected>();
            else
            {
                appointment.Visit = result.ShouldBeOfType<ArrivePatient.Result.Arrived>().Visit;
                appointment.Place = VisitState.Arrived;
            }
        }

        private async Task CheckInAsync(int one, int two)
        {
            if (PickNear(one, two, a => a.Visit is not null) is not { Visit: { } visit } appointment)
                return;
            var result = await RunAsync<CheckInPatient, CheckInPatient.Request, CheckInPatient.Result>(
                new(visit, new Checklist(true, true, true, true)), _teller);
            switch (appointment.Place)
            {
                case VisitState.Expected:
                    result.ShouldBeOfType<CheckInPatient.Result.NotHereYet>();
                    break;
                case VisitState.Arrived when !_plain.Registered.Contains(appointment.Patient):
                    result.ShouldBeOfType<CheckInPatient.Result.RegistrationMissing>().Items.ShouldNotBeEmpty();
                    break;
                case VisitState.Arrived:
                    result.ShouldBeOfType<CheckInPatient.Result.CheckedIn>().Visit.ShouldBe(visit);
                    appointment.Place = VisitState.CheckedIn;
                    break;
                default:
                    result.ShouldBe(new CheckInPatient.Result.AlreadyCheckedIn(visit, appointment.Place));
                    break;
            }
        }

        private async Task UndoArrivalAsync(int one, int two)
        {
            if (PickNear(one, two, a => a.Visit is not null) is not { Visit: { } visit } appointment)
                return;
            var result = await RunAsync<UndoArrival, UndoArrival.Request, UndoArrival.Result>(new(visit, "Synthetic: wrong patient"), _teller);
            if (appointment.Place == VisitState.Expected)
                result.ShouldBeOfType<UndoArrival.Result.NotHere>();
            else
            {
                result.ShouldBe(new UndoArrival.Result.Undone(appointment.Place == VisitState.CheckedIn ? 2 : 1, new Money(_plain.PaidFor(visit))));
                appointment.Place = VisitState.Expected;
            }
        }

        /// <summary>The check-in of a screen that may be out of date: what it showed is no longer the last step.</summary>
        private async Task UndoStepAsync(int one, int two)
        {
            var checkedIn = one % 2 == 0 ? Pick(two, a => a.Place == VisitState.CheckedIn) : null;
            if ((checkedIn ?? PickNear(one, two, a => a.Visit is not null)) is not { Visit: { } visit } appointment)
                return;
            var result = await RunAsync<UndoStep, UndoStep.Request, UndoStep.Result>(
                new(visit, VisitState.CheckedIn, "Synthetic: wrong patient"), _teller);
            if (appointment.Place != VisitState.CheckedIn)
                result.ShouldBe(new UndoStep.Result.MovedOn(appointment.Place));
            else
            {
                result.ShouldBe(new UndoStep.Result.Undone(VisitState.Arrived, new Money(_plain.PaidFor(visit))));
                appointment.Place = VisitState.Arrived;
            }
        }

        private async Task PayAsync(int one, int two)
        {
            if (PickNear(one, two, a => a.Visit is not null) is not { Visit: { } visit })
                return;
            var (cents, cash, again, before) = (100L + two, two % 2 == 0, two % 4 < 2, _plain.PaidFor(visit));
            var result = await RunAsync<TakePayment, TakePayment.Request, TakePayment.Result>(new(_place,
                cash ? TenderKind.Cash : TenderKind.Card, new Money(cents), null, cash ? null : "4242", null,
                [new PaymentLine(PaymentPurpose.Copay, visit, null, new Money(cents))],
                again ? CopayDoubts.AlreadyPaid : CopayDoubts.None), _teller);
            if (cash && _plain.Drawer is null)
            {
                result.ShouldBeOfType<TakePayment.Result.NoOpenDrawer>();
                return;
            }
            if (before > 0 && !again)
            {
                result.ShouldBe(new TakePayment.Result.AlreadyPaid(visit, new Money(before)));
                return;
            }
            _plain.Receipts.Add(new PlainReceipt
            {
                Id = result.ShouldBeOfType<TakePayment.Result.Taken>().Receipt, Visit = visit, Cents = cents, IsCash = cash,
            });
            if (cash)
                _plain.Drawer += cents;
        }

        private Task<IReadOnlyList<StandingPayment>> StandingAsync(ReceiptId receipt) =>
            _desk.ReadAsync(desk => _desk.Get<Ledger>().StandingAsync(desk, receipt, Ct));

        private async Task TransferAsync(int one, int two)
        {
            var standing = _plain.Receipts.Where(r => r.Cents > 0).ToList();
            if (standing.Count == 0 || Pick(two, a => a.Visit is not null) is not { Visit: { } elsewhere })
                return;
            var receipt = standing[one % standing.Count];
            var to = two % 5 == 0 ? receipt.Visit : elsewhere;
            var line = (await StandingAsync(receipt.Id)).Single();
            var result = await RunAsync<TransferPayment, TransferPayment.Request, TransferPayment.Result>(
                new(line.Key.Transaction, line.Key.Line, PaymentPurpose.Copay, to, null, null), _teller);
            if (receipt.Visit == to)
                result.ShouldBeOfType<TransferPayment.Result.AlreadyThere>();
            else
            {
                result.ShouldBeOfType<TransferPayment.Result.Moved>();
                receipt.Visit = to;
            }
        }

        private async Task VoidAsync(int one, int two)
        {
            if (_plain.Receipts.Count == 0)
                return;
            // Mostly what was taken today: that alone can be voided. What stands no more is asked for again now and then.
            var fitting = _plain.Receipts.Where(r => two % 4 == 0 ? r.Cents == 0 : two % 4 == 1 || !r.IsPast).ToList();
            var receipt = fitting.Count == 0 ? _plain.Receipts[one % _plain.Receipts.Count] : fitting[one % fitting.Count];
            var result = await RunAsync<RequestVoid, RequestVoid.Request, RequestVoid.Result>(
                new(receipt.Id, GiveBackReason.TakenTwice, null), _teller);
            if (receipt.Cents == 0)
            {
                result.ShouldBeOfType<RequestVoid.Result.NothingStands>();
                return;
            }
            if (receipt.IsPast)
            {
                result.ShouldBeOfType<RequestVoid.Result.TooLate>();
                return;
            }
            var approval = result.ShouldBeOfType<RequestVoid.Result.Requested>().Approval;
            await ApproveAsync(approval);
            if (receipt.IsCash)
                _plain.Drawer -= receipt.Cents;
            receipt.Cents = 0;
        }

        private async Task RefundAsync(int one, int two)
        {
            var standing = _plain.Receipts.Where(r => r.Cents > 1).ToList();
            if (standing.Count == 0)
                return;
            var receipt = standing[one % standing.Count];
            var line = (await StandingAsync(receipt.Id)).Single();
            var cents = 1 + two % receipt.Cents;
            var result = await RunAsync<RequestRefund, RequestRefund.Request, RequestRefund.Result>(new(_place, line.Key.Transaction,
                line.Key.Line, new Money(cents), TenderKind.Check, "2001", GiveBackReason.NotOwed, null), _teller);
            await ApproveAsync(result.ShouldBeOfType<RequestRefund.Result.Requested>().Approval);
            receipt.Cents -= cents;
        }

        private async Task ApproveAsync(ApprovalId approval)
        {
            // Whoever asked may not decide; the supervisor, who did not, may.
            if (_approvals++ % 4 == 0)
            {
                await Should.ThrowAsync<CallRejectedException>(RunAsync<DecideApproval, DecideApproval.Request, DecideApproval.Result>(
                    new(approval, true, null), _teller));
                Met("DecideApproval denied");
            }
            (await RunAsync<DecideApproval, DecideApproval.Request, DecideApproval.Result>(new(approval, true, null), _supervisor))
                .ShouldBeOfType<DecideApproval.Result.Approved>();
        }

        private async Task OpenDrawerAsync(int two)
        {
            var result = await RunAsync<OpenDrawer, OpenDrawer.Request, OpenDrawer.Result>(new(_place, new Money(two)), _teller);
            if (_plain.Drawer is not null)
                result.ShouldBeOfType<OpenDrawer.Result.AlreadyOpen>();
            else
            {
                result.ShouldBeOfType<OpenDrawer.Result.Opened>();
                _plain.Drawer = two;
            }
        }

        private async Task EndDayAsync(int two)
        {
            if (_plain.Drawer is { } expected)
            {
                var drawer = await _desk.ReadAsync(desk => desk.Db.Set<Drawer>()
                    .Where(d => d.UserId == _teller && d.State == DrawerState.Open).Select(d => d.Id).SingleAsync(Ct));
                var off = two % 2 == 0 && expected > 0 ? -1 : 0;
                var result = await RunAsync<CountDrawer, CountDrawer.Request, CountDrawer.Result>(
                    new(drawer, [new CashPieces(10000, (int)((expected + off) / 10000)), new CashPieces(1, (int)((expected + off) % 10000))]),
                    _teller);
                if (off == 0)
                    result.ShouldBeOfType<CountDrawer.Result.Even>().Counted.Cents.ShouldBe(expected);
                else
                {
                    var differs = result.ShouldBeOfType<CountDrawer.Result.Differs>();
                    differs.Difference.Cents.ShouldBe(off);
                    await ApproveAsync(differs.Approval);
                }
                _plain.Drawer = null;
            }
            var close = await RunAsync<CloseDay, CloseDay.Request, CloseDay.Result>(new(_place, _today), _supervisor);
            if (close is CloseDay.Result.StandsOpen open)
                close = await RunAsync<CloseDay, CloseDay.Request, CloseDay.Result>(
                    new(_place, _today, [.. open.Ends.Select(e => e.About)], "Told of all of it"), _supervisor);
            close.ShouldBeOfType<CloseDay.Result.Closed>();
            foreach (var receipt in _plain.Receipts)
                receipt.IsPast = true;
            _desk.Time.Advance(TimeSpan.FromDays(1));
            _today = _today.AddDays(1);
        }

        /// <summary>No overlap, every figure as the model has it, the ledger balanced, the audit verified.</summary>
        public async Task CheckAsync()
        {
            var cells = await _desk.ReadAsync(desk => desk.Db.Set<AppointmentRow>()
                .Where(a => a.State != AppointmentState.Cancelled)
                .Select(a => new { a.Id, a.ProviderId, a.Date, a.Time }).ToListAsync(Ct));
            cells.Select(c => (c.ProviderId, c.Date, c.Time)).Distinct().Count().ShouldBe(cells.Count, "two appointments share a slot");
            cells.Select(c => (c.Id, c.ProviderId, c.Date, c.Time)).ShouldBe(
                _plain.Appointments.Where(a => a.HoldsSlot).Select(a => (a.Id, a.Provider, a.Date, TimeOf(a.Slot))), ignoreOrder: true);

            await _desk.ReadAsync(async desk =>
            {
                foreach (var appointment in _plain.Appointments)
                {
                    if (appointment.Visit is not { } visit)
                        continue;
                    (await _desk.Get<IPayments>().VisitMoneyAsync(desk, visit, Ct)).Paid.Cents.ShouldBe(_plain.PaidFor(visit));
                    (await _desk.Get<IVisits>().FindAsync(desk, visit, Ct)).ShouldNotBeNull().State.ShouldBe(appointment.Place);
                }
                return 0;
            });

            var transfers = await _desk.ReadAsync(desk => desk.Db.Set<LedgerTransfer>()
                .Select(t => new { t.DebitAccount, t.CreditAccount, t.Cents }).ToListAsync(Ct));
            var balances = new Dictionary<LedgerAccountId, long>();
            foreach (var transfer in transfers)
            {
                transfer.Cents.ShouldBePositive();
                balances[transfer.DebitAccount] = balances.GetValueOrDefault(transfer.DebitAccount) + transfer.Cents;
                balances[transfer.CreditAccount] = balances.GetValueOrDefault(transfer.CreditAccount) - transfer.Cents;
            }
            var kinds = await _desk.ReadAsync(desk => desk.Db.Set<LedgerAccount>().ToDictionaryAsync(a => a.Id, a => a.Kind, Ct));
            balances.Values.Sum().ShouldBe(0);
            balances.Where(b => kinds[b.Key] == LedgerAccountKind.CashDrawer).Sum(b => b.Value).ShouldBe(_plain.Drawer ?? 0);
            balances.Where(b => kinds[b.Key] == LedgerAccountKind.VisitPrepayment).Sum(b => -b.Value)
                .ShouldBe(_plain.Receipts.Sum(r => r.Cents));

            // A turn of the sealer has its bound; it goes on until nothing is left.
            while (await _desk.Get<AuditSealer>().SealAsync(TestDesk.Practice, Ct) > 0)
                Ct.ThrowIfCancellationRequested();
            var findings = await _desk.Get<AuditVerifier>().VerifyAsync(TestDesk.Practice, Ct);
            findings.Bad.ShouldBeNull();
            findings.Unsealed.ShouldBe(0);
            findings.Entries.ShouldBeGreaterThan(_plain.Appointments.Count);
        }

        public ValueTask DisposeAsync() => _desk.DisposeAsync();
    }
}
