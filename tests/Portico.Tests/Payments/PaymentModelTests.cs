using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.CloseDay;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.CountDrawer;
using Portico.Modules.Payments.DecideApproval;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Payments.RequestRefund;
using Portico.Modules.Payments.RequestVoid;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Payments.TransferPayment;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Payments;

/// <summary>Random money against a plain model: what the desk answers and what the ledger holds must be what the model says.</summary>
/// <remarks>PORTICO_MODEL_STEPS says how many. A failure prints CsCheck's seed.</remarks>
public sealed class PaymentModelTests
{
    private enum Act { Pay, PayAgain, Move, Void, Refund, Close, Tomorrow, Open, Count }

    private sealed record Step(Act Act, int Who, int Pick, int Cents, TenderKind Tender, bool Approve);

    private static readonly Gen<Step> s_step = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 1], Gen.Int[0, 1000], Gen.Int[1, 9999],
        Gen.Enum<TenderKind>(), Gen.Bool, (act, who, pick, cents, tender, approve) => new Step(act, who, pick, cents, tender, approve));

    [Theory, ClassData(typeof(BothStores))]
    public async Task Random_money_agrees_with_a_plain_model(StoreKind kind) =>
        await ModelRuns.RunAsync(s_step, usual: 60, steps => RunAsync(kind, steps));

    private static async Task RunAsync(StoreKind kind, Step[] steps)
    {
        await using var till = await Till.StartAsync(kind);
        var model = new Model(till);
        foreach (var step in steps)
            await model.DoAsync(step);
        await model.CompareAsync();
    }

    private sealed class Paid
    {
        public required ReceiptId Receipt { get; init; }
        public required TenderKind Tender { get; init; }
        public required DateOnly Day { get; init; }
        public required Box? Drawer { get; init; }
        public required UserId TakenBy { get; init; }
        public int Visit { get; set; }
        public long Cents { get; set; }
    }

    private sealed class Box
    {
        public required DrawerId Id { get; init; }
        public required UserId Owner { get; init; }
        public required DateOnly Date { get; init; }
        public required long Float { get; init; }
        public long Cents { get; set; }
        public DrawerState State { get; set; }
    }

    private sealed class Model(Till till)
    {
        private readonly List<Paid> _paid = [];
        private readonly List<Box> _boxes = [];
        private readonly HashSet<DateOnly> _closed = [];
        private readonly Dictionary<DateOnly, long> _cashOnHand = [];
        private readonly Dictionary<DateOnly, long> _checks = [];
        private readonly VisitId[] _visits = [till.ParentVisit, till.ChildVisit];
        private readonly UserId[] _people = [till.Teller, till.Other];
        private DateOnly _today = Till.Today;
        private long _cards, _bank, _overShort, _fund;

        private DateOnly Posting
        {
            get
            {
                var day = _today;
                while (_closed.Contains(day))
                    day = day.AddDays(1);
                return day;
            }
        }

        private Box? OpenBox(UserId who) => _boxes.SingleOrDefault(b => b.Owner == who && b.Date == _today && b.State == DrawerState.Open);

        private static void Add(Dictionary<DateOnly, long> to, DateOnly day, long cents) => to[day] = to.GetValueOrDefault(day) + cents;

        public Task DoAsync(Step step) => step.Act switch
        {
            Act.Pay or Act.PayAgain => PayAsync(step),
            Act.Move when _paid.Count > 0 => MoveAsync(step, _paid[step.Pick % _paid.Count]),
            Act.Void when _paid.Count > 0 => VoidAsync(step, _paid[step.Pick % _paid.Count]),
            Act.Refund when _paid.Count > 0 => RefundAsync(step, _paid[step.Pick % _paid.Count]),
            Act.Close => CloseAsync(step),
            Act.Tomorrow => TomorrowAsync(),
            Act.Open => OpenAsync(step),
            Act.Count when OpenBox(_people[step.Who]) is { } box => CountAsync(step, box),
            _ => Task.CompletedTask,
        };

        private async Task PayAsync(Step step)
        {
            var (who, visit) = (_people[step.Who], step.Pick % 2);
            var line = Till.Copay(_visits[visit], step.Cents);
            var request = step.Tender switch
            {
                TenderKind.Cash => till.Cash(line),
                TenderKind.Check => till.Check(line),
                _ => till.Card(line),
            };
            if (step.Approve)
                request = request with { Despite = CopayDoubts.AlreadyPaid };
            var before = _paid.Where(p => p.Visit == visit).Sum(p => p.Cents);
            var box = step.Tender == TenderKind.Cash ? OpenBox(who) : null;
            var result = await till.RunAsync(till.Desk.Get<TakePayment>(), request, who);
            if (step.Tender == TenderKind.Cash && box is null)
            {
                result.ShouldBeOfType<TakePayment.Result.NoOpenDrawer>();
                return;
            }
            if (before > 0 && !step.Approve)
            {
                result.ShouldBe(new TakePayment.Result.AlreadyPaid(_visits[visit], new Money(before)));
                return;
            }
            _paid.Add(new Paid
            {
                Receipt = result.ShouldBeOfType<TakePayment.Result.Taken>().Receipt, Tender = step.Tender, Day = Posting, Drawer = box,
                TakenBy = who, Visit = visit, Cents = step.Cents,
            });
            TenderMoved(_paid[^1], step.Cents);
        }

        private void TenderMoved(Paid paid, long cents)
        {
            if (paid.Drawer is { } box)
                box.Cents += cents;
            else if (paid.Tender == TenderKind.Check)
                Add(_checks, Posting, cents);
            else
                _cards += cents;
        }

        private async Task MoveAsync(Step step, Paid paid)
        {
            var key = (await till.StandingAsync(paid.Receipt)).Single().Key;
            (await till.RunAsync(till.Desk.Get<TransferPayment>(), new TransferPayment.Request(key.Transaction, key.Line, PaymentPurpose.Copay,
                _visits[1 - paid.Visit], null, null), _people[step.Who])).ShouldBeOfType<TransferPayment.Result.Moved>();
            paid.Visit = 1 - paid.Visit;
        }

        private async Task VoidAsync(Step step, Paid paid)
        {
            var result = await till.RunAsync(till.Desk.Get<RequestVoid>(),
                new RequestVoid.Request(paid.Receipt, GiveBackReason.WrongAmount, null), _people[step.Who]);
            if (paid.Day != Posting || paid.Drawer is { State: not DrawerState.Open })
            {
                result.ShouldBeOfType<RequestVoid.Result.TooLate>();
                return;
            }
            var decided = await DecideAsync(result.ShouldBeOfType<RequestVoid.Result.Requested>().Approval, step.Approve);
            if (!step.Approve)
            {
                decided.ShouldBeOfType<DecideApproval.Result.Rejected>();
                return;
            }
            decided.ShouldBeOfType<DecideApproval.Result.Approved>();
            TenderMoved(paid, -paid.Cents);
            _paid.Remove(paid);
        }

        private async Task RefundAsync(Step step, Paid paid)
        {
            var who = _people[step.Who];
            var amount = Math.Min(step.Cents, paid.Cents);
            var key = (await till.StandingAsync(paid.Receipt)).Single().Key;
            var asked = (await till.RunAsync(till.Desk.Get<RequestRefund>(), new RequestRefund.Request(till.Place, key.Transaction, key.Line,
                new Money(amount), step.Tender, step.Tender == TenderKind.Cash ? null : "R-1", GiveBackReason.NotOwed, null), who))
                .ShouldBeOfType<RequestRefund.Result.Requested>();
            var box = OpenBox(who);
            var decided = await DecideAsync(asked.Approval, approve: true);
            if (step.Tender == TenderKind.Cash && (box is null || box.Cents < amount))
            {
                decided.ShouldBeOfType<DecideApproval.Result.NoCashForIt>();
                return;
            }
            decided.ShouldBeOfType<DecideApproval.Result.Approved>();
            if (step.Tender == TenderKind.Cash && box is not null)
                box.Cents -= amount;
            else if (step.Tender == TenderKind.Check)
                _bank -= amount;
            else
                _cards -= amount;
            paid.Cents -= amount;
            if (paid.Cents == 0)
                _paid.Remove(paid);
        }

        private async Task CloseAsync(Step step)
        {
            // An earlier day too: left open, it may be closed late.
            var day = step.Pick % 3 == 0 && _today > Till.Today ? _today.AddDays(-1) : _today;
            var result = await till.CloseOverAsync(day);
            if (!_closed.Add(day))
            {
                result.ShouldBeOfType<CloseDay.Result.AlreadyClosed>();
                return;
            }
            var closed = result.ShouldBeOfType<CloseDay.Result.Closed>();
            closed.CashDeposited.Cents.ShouldBe(_cashOnHand.GetValueOrDefault(day));
            closed.ChecksDeposited.Cents.ShouldBe(_checks.GetValueOrDefault(day));
            _bank += _cashOnHand.GetValueOrDefault(day) + _checks.GetValueOrDefault(day);
            _cashOnHand.Remove(day);
            _checks.Remove(day);
        }

        private Task TomorrowAsync()
        {
            till.Desk.Time.Advance(TimeSpan.FromDays(1));
            _today = _today.AddDays(1);
            return Task.CompletedTask;
        }

        private async Task OpenAsync(Step step)
        {
            var who = _people[step.Who];
            var result = await till.OpenDrawerAsync(who, step.Cents);
            if (OpenBox(who) is not null)
            {
                result.ShouldBeOfType<OpenDrawer.Result.AlreadyOpen>();
                return;
            }
            _boxes.Add(new Box
            {
                Id = result.ShouldBeOfType<OpenDrawer.Result.Opened>().Drawer, Owner = who, Date = _today, Float = step.Cents, Cents = step.Cents,
            });
            _fund -= step.Cents;
        }

        private async Task CountAsync(Step step, Box box)
        {
            var counted = Math.Max(0, box.Cents + (step.Pick % 3 - 1) * 7);
            var result = await till.RunAsync(till.Desk.Get<CountDrawer>(),
                new CountDrawer.Request(box.Id, Pieces(counted)), box.Owner);
            if (counted == box.Cents)
                result.ShouldBe(new CountDrawer.Result.Even(new Money(counted)));
            else
            {
                var differs = result.ShouldBeOfType<CountDrawer.Result.Differs>();
                differs.Difference.Cents.ShouldBe(counted - box.Cents);
                var decided = await DecideAsync(differs.Approval, step.Approve);
                if (!step.Approve)
                {
                    decided.ShouldBeOfType<DecideApproval.Result.Rejected>();
                    return;
                }
                decided.ShouldBeOfType<DecideApproval.Result.Approved>();
                _overShort += box.Cents - counted;
            }
            var back = Math.Min(counted, box.Float);
            _fund += back;
            Add(_cashOnHand, Posting, counted - back);
            (box.Cents, box.State) = (0, DrawerState.Closed);
        }

        private static List<CashPieces> Pieces(long cents)
        {
            List<CashPieces> pieces = [];
            foreach (var face in CashCount.Faces)
            {
                if (cents >= face)
                    pieces.Add(new CashPieces(face, (int)(cents / face)));
                cents %= face;
            }
            return pieces;
        }

        private Task<DecideApproval.Result> DecideAsync(ApprovalId approval, bool approve) =>
            till.RunAsync(till.Desk.Get<DecideApproval>(), new DecideApproval.Request(approval, approve, null), till.Senior);

        public async Task CompareAsync()
        {
            for (var visit = 0; visit < _visits.Length; visit++)
                (await till.MoneyOfAsync(_visits[visit])).Paid.Cents.ShouldBe(_paid.Where(p => p.Visit == visit).Sum(p => p.Cents));
            foreach (var box in _boxes)
                (await till.SumAsync(LedgerAccountKey.CashDrawer(box.Id))).Cents.ShouldBe(box.Cents);
            (await till.SumAsync(LedgerAccountKey.CashOnHand(till.Place))).Cents.ShouldBe(_cashOnHand.Values.Sum());
            (await till.SumAsync(LedgerAccountKey.Checks(till.Place))).Cents.ShouldBe(_checks.Values.Sum());
            (await till.SumAsync(LedgerAccountKey.CardClearing(till.Place))).Cents.ShouldBe(_cards);
            (await till.SumAsync(LedgerAccountKey.Bank)).Cents.ShouldBe(_bank);
            (await till.SumAsync(LedgerAccountKey.OverShort)).Cents.ShouldBe(_overShort);
            (await till.SumAsync(LedgerAccountKey.FloatFund(till.Place))).Cents.ShouldBe(_fund);
            var transfers = await till.TransfersAsync();
            var accounts = await till.Desk.ReadAsync(d => d.Db.Set<LedgerAccount>().Select(a => a.Id).ToListAsync(Till.Ct));
            accounts.Sum(a => transfers.Where(t => t.DebitAccount == a).Sum(t => t.Cents) - transfers.Where(t => t.CreditAccount == a).Sum(t => t.Cents))
                .ShouldBe(0);
            transfers.Where(t => t.ReversesTransaction is not null)
                .ShouldAllBe(t => transfers.Any(o => o.TransactionId == t.ReversesTransaction && o.Line == t.ReversesLine && o.Cents == t.Cents));
        }
    }
}
