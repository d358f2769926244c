using System.Globalization;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Chores;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.DowntimeSheets;

/// <summary>Every 15 minutes writes each location's next days to a file in the data folder, for the time without the program.</summary>
/// <remarks>A file's name is the location's id; only its owner may read it; with PORTICO_DOWNTIME_PASSPHRASE it is sealed.</remarks>
internal sealed class DowntimeSheets(Practices practices, DeskStore store, Settings settings, PracticeClock clock, IPracticeDirectory directory,
    IWhereabouts whereabouts, IPatients patients, IChartGuard charts, PaperForms forms,
    Leases leases, ILogger<DowntimeSheets> log) : PracticeChore(practices, log)
{
    /// <summary>Today and two more.</summary>
    public const int Days = 3;

    public const string Folder = "downtime";

    private readonly SealedPage? _seal = settings.DowntimePassphrase is { } passphrase ? new SealedPage(passphrase) : null;

    protected override Task RestAsync(CancellationToken ct) => Task.Delay(TimeSpan.FromMinutes(15), ct);

    protected override async Task TurnAsync(int practice, CancellationToken ct)
    {
        // The nodes share the data folder: two at once would be in each other's way.
        if (await leases.HoldAsync(practice, "downtime", ct))
            await WriteAsync(practice, ct);
    }

    /// <returns>The files written.</returns>
    internal async Task<IReadOnlyList<string>> WriteAsync(int practice, CancellationToken ct)
    {
        var folder = Path.Combine(settings.Data, Folder, practice.ToString(CultureInfo.InvariantCulture));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var numbered = await forms.PrintAsync(practice, ct);
        List<string> written = [];
        await using var transaction = await store.ReadAsync(practice, ct);
        var desk = new Desk(transaction.Db, Call.ByProgram(practice), Roles.All, clock.Now, charts, writes: false);
        foreach (var location in await directory.LocationsAsync(desk, ct))
        {
            var wall = PracticeClock.Local(desk.Now, location.Zone);
            var today = DateOnly.FromDateTime(wall);
            var days = await OneDay.ReadAsync(desk, directory, whereabouts, location.Id, today, today.AddDays(Days - 1), only: [], ct);
            Dictionary<PatientId, IReadOnlyList<string>> alerts = [];
            foreach (var patient in days.SelectMany(d => d.Columns).SelectMany(c => c.Booked).Select(b => b.Patient).Where(p => !p.IsRestricted).Select(p => p.Id).Distinct())
                alerts[patient] = await patients.AlertsAsync(desk, patient, ct);
            var inside = DowntimePaper.Write(days, alerts, [.. numbered.Where(f => f.LocationId == location.Id)], wall);
            const string title = "Downtime sheet";
            var page = _seal?.Seal(inside, title)
                ?? $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{DowntimePaper.Style}</style></head><body><main>{inside}</main></body></html>";
            var file = Path.Combine(folder, $"{location.Id.Value:N}.html");
            await ReplaceAsync(file, page, ct);
            written.Add(file);
        }
        // A location that is no longer in use leaves no names behind.
        foreach (var old in Directory.EnumerateFiles(folder, "*.html").Except(written))
            File.Delete(old);
        var killed = clock.Now - Duration.FromHours(1);
        foreach (var part in Directory.EnumerateFiles(folder, "*.part").Where(f => Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(f)) < killed))
            File.Delete(part);
        return written;
    }

    // Whole or not at all: whoever opens it while it is written has the one before.
    private static async Task ReplaceAsync(string file, string page, CancellationToken ct)
    {
        var part = $"{file}.{Guid.CreateVersion7():N}.part";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(part, options))
            await writer.WriteAsync(page.AsMemory(), ct);
        File.Move(part, file, overwrite: true);
    }

    public override void Dispose()
    {
        _seal?.Dispose();
        base.Dispose();
    }
}
