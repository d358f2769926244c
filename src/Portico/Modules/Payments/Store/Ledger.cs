using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Store;

/// <summary>A day that may be posted to, held so until the transaction ends.</summary>
/// <param name="Wall">The day on the wall at the place. Later posting days are for what comes after the close.</param>
public sealed record PostingDay(LocationRow Place, DateOnly Wall, DateOnly Date);

/// <summary>Posts transfers and sums them. The only code that writes the ledger's tables.</summary>
public sealed class Ledger(IPracticeDirectory directory)
{
    /// <summary>Today at the place, or the next day when today was closed already. Held for share: the close waits.</summary>
    /// <returns>Null when the practice has no such location.</returns>
    public async Task<PostingDay?> HoldDayAsync(Desk desk, LocationId location, CancellationToken ct)
    {
        var place = (await directory.EveryLocationAsync(desk, ct)).FirstOrDefault(l => l.Id == location);
        if (place is null)
            return null;
        var wall = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, place.Zone));
        for (var date = wall; ; date = date.AddDays(1))
        {
            if (await HoldAsync(desk, location, date, "FOR SHARE", ct) == BusinessDayState.Open)
                return new PostingDay(place, wall, date);
        }
    }

    /// <summary>Holds a day for its close: posts that hold it for share are waited for. Makes it when nothing was posted yet.</summary>
    public Task<BusinessDayState> HoldForCloseAsync(Desk desk, LocationId location, DateOnly date, CancellationToken ct) =>
        HoldAsync(desk, location, date, "FOR UPDATE", ct);

    private static async Task<BusinessDayState> HoldAsync(Desk desk, LocationId location, DateOnly date, string strength, CancellationToken ct)
    {
        // SQLite has one writer, so the transaction itself is the lock.
        var text = "SELECT state FROM business_day WHERE practice_id = @practice AND location_id = @location AND date = @date"
            + (desk.Db.Kind == StoreKind.Postgres ? " " + strength : "");
        for (var made = false; ; made = true)
        {
            await using var command = Command(desk.Db, text);
            AddDay(command, desk.Db, location, date);
            if (await command.ExecuteScalarAsync(ct) is string state)
                return Enum.Parse<BusinessDayState>(state);
            if (made)
                throw new InvalidOperationException("A business day was made and is not there.");
            await using var make = Command(desk.Db,
                "INSERT INTO business_day (practice_id, location_id, date, state) VALUES (@practice, @location, @date, 'Open') " +
                "ON CONFLICT DO NOTHING");
            AddDay(make, desk.Db, location, date);
            await make.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Holds an account alone, so that what is moved out of it is moved once.</summary>
    public async Task HoldAccountAsync(Desk desk, LedgerAccountKey account, CancellationToken ct)
    {
        await EnsureAccountsAsync(desk.Db, [account], ct);
        if (desk.Db.Kind != StoreKind.Postgres)
            return;
        await using var command = Command(desk.Db, "SELECT 1 FROM ledger_account WHERE practice_id = @practice AND id = @id FOR UPDATE");
        Add(command, "practice", desk.Db.PracticeId);
        Add(command, "id", desk.Db.ToStore(account.Id.Value));
        await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Writes one transaction. Its transfers are in the database when this returns.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="day">Held by <see cref="HoldDayAsync"/>, or being closed.</param>
    /// <param name="about">The day that it corrects or counts. Null, or the posting day: nothing to link.</param>
    /// <param name="postings">At least one.</param>
    /// <param name="ct">Stops before the write.</param>
    public async Task<TransactionId> PostAsync(
        Desk desk, PostingDay day, DateOnly? about, IReadOnlyList<Posting> postings, CancellationToken ct)
    {
        var transaction = Id.New<TransactionId>();
        await PostAsync(desk, transaction, day, about, postings, ct);
        return transaction;
    }

    internal async Task PostAsync(Desk desk, TransactionId transaction, PostingDay day, DateOnly? about,
        IReadOnlyList<Posting> postings, CancellationToken ct)
    {
        await EnsureAccountsAsync(desk.Db, postings.SelectMany(p => new[] { p.Debit, p.Credit }), ct);
        var link = about ?? day.Wall;
        desk.Db.AddRange(postings.Select((posting, line) => new LedgerTransfer
        {
            TransactionId = transaction,
            Line = line + 1,
            DebitAccount = posting.Debit.Id,
            CreditAccount = posting.Credit.Id,
            Cents = posting.Amount.Cents,
            LocationId = day.Place.Id,
            BusinessDate = day.Date,
            AboutDate = link == day.Date ? null : link,
            PostedAt = desk.Now,
            PostedBy = desk.Call.User,
            Kind = posting.Kind,
            ReceiptId = posting.Receipt,
            VisitId = posting.Visit,
            PatientId = posting.Patient,
            ReversesTransaction = posting.Reverses?.Transaction,
            ReversesLine = posting.Reverses?.Line,
            Reference = posting.Reference,
        }));
        await desk.SaveAsync(ct);
    }

    /// <summary>Debits less credits of an account.</summary>
    public async Task<Money> SumAsync(Desk desk, LedgerAccountKey account, CancellationToken ct)
    {
        var id = account.Id;
        var transfers = desk.Db.Set<LedgerTransfer>().AsNoTracking();
        var debits = await transfers.Where(t => t.DebitAccount == id).SumAsync(t => t.Cents, ct);
        var credits = await transfers.Where(t => t.CreditAccount == id).SumAsync(t => t.Cents, ct);
        return new Money(debits - credits);
    }

    /// <summary>Debits less credits of an account in one business day, the deposit itself left out.</summary>
    /// <remarks>What a day's close deposits: days may be closed late and in any order, and each takes its own money alone.</remarks>
    public async Task<Money> ToDepositAsync(Desk desk, LedgerAccountKey account, LocationId location, DateOnly date, CancellationToken ct)
    {
        var id = account.Id;
        var day = desk.Db.Set<LedgerTransfer>().AsNoTracking()
            .Where(t => t.LocationId == location && t.BusinessDate == date && t.Kind != TransferKind.Deposit);
        var debits = await day.Where(t => t.DebitAccount == id).SumAsync(t => t.Cents, ct);
        var credits = await day.Where(t => t.CreditAccount == id).SumAsync(t => t.Cents, ct);
        return new Money(debits - credits);
    }

    /// <summary>The payments of a receipt that nothing took back yet, in the order they were posted.</summary>
    public async Task<IReadOnlyList<StandingPayment>> StandingAsync(Desk desk, ReceiptId receipt, CancellationToken ct)
    {
        var all = await desk.Db.Set<LedgerTransfer>().AsNoTracking().Where(t => t.ReceiptId == receipt).ToListAsync(ct);
        var takenBack = all.Where(t => t.ReversesTransaction is not null).Select(t => (t.ReversesTransaction, t.ReversesLine)).ToHashSet();
        return await WithAccountsAsync(desk, all
            .Where(t => t.Kind == TransferKind.Payment && !takenBack.Contains((t.TransactionId, t.Line)))
            .OrderBy(t => t.PostedAt).ThenBy(t => t.Line), ct);
    }

    /// <summary>One payment, unless something took it back. Null too when there is no such payment.</summary>
    public async Task<StandingPayment?> StandingAsync(Desk desk, TransferKey key, CancellationToken ct)
    {
        var transfers = desk.Db.Set<LedgerTransfer>().AsNoTracking();
        var (transaction, line) = key;
        var found = await transfers.SingleOrDefaultAsync(
            t => t.TransactionId == transaction && t.Line == line && t.Kind == TransferKind.Payment, ct);
        if (found is null || await transfers.AnyAsync(t => t.ReversesTransaction == transaction && t.ReversesLine == line, ct))
            return null;
        return (await WithAccountsAsync(desk, [found], ct))[0];
    }

    private static async Task<IReadOnlyList<StandingPayment>> WithAccountsAsync(
        Desk desk, IEnumerable<LedgerTransfer> transfers, CancellationToken ct)
    {
        var payments = transfers.ToList();
        var ids = payments.SelectMany(p => new[] { p.DebitAccount, p.CreditAccount }).Distinct().ToList();
        var keys = await desk.Db.Set<LedgerAccount>().AsNoTracking().Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, a => new LedgerAccountKey(a.Kind, a.Owner), ct);
        return [.. payments.Select(p => new StandingPayment(p, keys[p.DebitAccount], keys[p.CreditAccount]))];
    }

    /// <summary>What a location's day took in less what it gave back, by tender.</summary>
    public async Task<TenderTotals> TotalsAsync(Desk desk, LocationId location, DateOnly date, CancellationToken ct)
    {
        var taken = desk.Db.Set<LedgerTransfer>().AsNoTracking().Where(t => t.LocationId == location && t.BusinessDate == date
            && (t.Kind == TransferKind.Payment || t.Kind == TransferKind.Reversal || t.Kind == TransferKind.Refund));
        var accounts = desk.Db.Set<LedgerAccount>().AsNoTracking();
        var debits = await (from t in taken
                            join a in accounts on new { t.PracticeId, Id = t.DebitAccount } equals new { a.PracticeId, a.Id }
                            group t.Cents by a.Kind into byKind
                            select new { byKind.Key, Cents = byKind.Sum() }).ToDictionaryAsync(k => k.Key, k => k.Cents, ct);
        var credits = await (from t in taken
                             join a in accounts on new { t.PracticeId, Id = t.CreditAccount } equals new { a.PracticeId, a.Id }
                             group t.Cents by a.Kind into byKind
                             select new { byKind.Key, Cents = byKind.Sum() }).ToDictionaryAsync(k => k.Key, k => k.Cents, ct);
        Money Net(LedgerAccountKind kind) => new(debits.GetValueOrDefault(kind) - credits.GetValueOrDefault(kind));
        return new TenderTotals(Net(LedgerAccountKind.CashDrawer), Net(LedgerAccountKind.Checks), Net(LedgerAccountKind.CardClearing));
    }

    private static async Task EnsureAccountsAsync(DeskDb db, IEnumerable<LedgerAccountKey> accounts, CancellationToken ct)
    {
        // Sorted, because two posts that make the same new accounts in another order would deadlock.
        var wanted = accounts.Distinct().Select(a => (Key: a, a.Id)).OrderBy(a => a.Id.Value).ToList();
        await using var command = Command(db, "");
        var rows = new StringBuilder("INSERT INTO ledger_account (practice_id, id, kind, owner) VALUES ");
        foreach (var (n, (key, id)) in wanted.Index())
        {
            rows.Append(CultureInfo.InvariantCulture, $"{(n == 0 ? "" : ", ")}(@practice, @i{n}, @k{n}, @o{n})");
            Add(command, $"i{n}", db.ToStore(id.Value));
            Add(command, $"k{n}", key.Kind.ToString());
            Add(command, $"o{n}", db.ToStore(key.Owner));
        }
        Add(command, "practice", db.PracticeId);
        command.CommandText = rows.Append(" ON CONFLICT DO NOTHING").ToString();
        await command.ExecuteNonQueryAsync(ct);
    }

    private static DbCommand Command(DeskDb db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        return command;
    }

    private static void AddDay(DbCommand command, DeskDb db, LocationId location, DateOnly date)
    {
        Add(command, "practice", db.PracticeId);
        Add(command, "location", db.ToStore(location.Value));
        Add(command, "date", db.Kind == StoreKind.Sqlite ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : date);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
