using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Doors;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Store;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Commands;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff;

/// <summary>Starts a real practice: schema, practice, first location, and the link that enrols its administrator.</summary>
internal sealed class InitCommand : IModuleCommand
{
    public int Place => 2;

    public Command Make(CommandHost host)
    {
        var name = new Option<string>("--name") { Description = "The practice's name.", Required = true };
        var zone = new Option<string>("--zone") { Description = "IANA zone of its first location.", DefaultValueFactory = _ => "America/New_York" };
        var admin = new Option<string>("--admin") { Description = "The name that the first administrator signs in with.", Required = true };
        var init = new Command("init", "Start a practice; prints a one-time link that enrols its administrator.") { name, zone, admin };
        init.SetAction((parsed, ct) => host.RunAsync((services, stop) => RunAsync(
            services, host.Settings, Text(parsed, name), Text(parsed, zone), Text(parsed, admin), Console.Out, Console.Error, stop), ct));
        return init;
    }

    private static string Text(ParseResult parsed, Option<string> option) => parsed.GetValue(option)?.Trim() ?? "";

    internal static async Task<int> RunAsync(IServiceProvider services, Settings settings, string name, string zone, string admin,
        TextWriter said, TextWriter problems, CancellationToken ct)
    {
        if (name.Length == 0 || admin.Length == 0)
        {
            await problems.WriteLineAsync("Give --name and --admin.");
            return 1;
        }
        if (!PracticeClock.IsZone(zone))
        {
            await problems.WriteLineAsync("No clock knows this --zone. Use an IANA name, such as America/Chicago.");
            return 1;
        }
        await Schema.MigrateAsync(settings.OwnerAddress, settings.Address, ct);
        var store = services.GetRequiredService<DeskStore>();
        var clock = services.GetRequiredService<PracticeClock>();
        var link = OneTimeSecret.New(OneTimeSecret.LinkPrefix, 1);
        // One transaction: a practice without an administrator could never be entered.
        await using (var transaction = await store.WriteAsync(1, ct))
        {
            var db = transaction.Db;
            if (await db.Set<PracticeRow>().AnyAsync(ct))
            {
                await problems.WriteLineAsync(await db.Set<PracticeRow>().AnyAsync(p => p.IsDemo, ct)
                    ? "This database holds the demo practice. Give the real one a place of its own: name a folder with PORTICO_DATA, or a database with PORTICO_DATABASE."
                    : "This database already has a practice. Its administrator invites people on the Staff page.");
                return 1;
            }
            db.Add(new PracticeRow { Id = 1, Name = name, CreatedAt = clock.Now });
            var desk = new Desk(db, Call.ByProgram(1, Door.CommandLine), Roles.All, clock.Now,
                services.GetRequiredService<IChartGuard>(), writes: true);
            services.GetRequiredService<IPracticeDirectory>().AddLocation(desk, Id.New<LocationId>(), name, zone, null, null);
            var user = Id.New<UserId>();
            services.GetRequiredService<IStaffDirectory>().AddMember(desk, user, admin, admin, Roles.Administrator);
            db.Add(Enrolment.Open(user, link.Hash, services.GetRequiredService<Seals>().SealTotp(Totp.NewSecret()), clock.Now));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await services.GetRequiredService<FrontDoor>().RecordAsync(1, default, null, "init", "done", null, ct);
        await said.WriteLineAsync($"{name} is ready. Within 48 hours {admin} opens this link once, to set a password and an app:");
        await said.WriteLineAsync(EnrolmentLinks.Of(settings, link));
        return 0;
    }
}

/// <summary>Makes a bearer token for the API.</summary>
internal sealed class TokenCommand : IModuleCommand
{
    public int Place => 8;

    public Command Make(CommandHost host)
    {
        var user = new Option<string>("--user") { Description = "The sign-in name of the member that the token acts as.", Required = true };
        var name = new Option<string>("--name") { Description = "What the token is for.", Required = true };
        var days = new Option<int>("--days") { Description = "How long it lasts.", DefaultValueFactory = _ => 90 };
        var token = new Command("token", "Make a bearer token for the API; it is shown once.") { user, name, days };
        token.SetAction((parsed, ct) => host.RunWhenReadyAsync((services, stop) => RunAsync(services, parsed.GetValue(user) ?? "",
            parsed.GetValue(name) ?? "", parsed.GetValue(days), Console.Out, Console.Error, stop), ct));
        return token;
    }

    internal static async Task<int> RunAsync(IServiceProvider services, string signInName, string name, int days,
        TextWriter said, TextWriter problems, CancellationToken ct)
    {
        var normalized = StaffDirectory.Normalize(signInName);
        DeskUser? user;
        await using (var db = services.GetRequiredService<DeskStore>().Open())
            user = await db.Set<DeskUser>().AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == normalized, ct);
        if (user is null)
        {
            await problems.WriteLineAsync("Nobody signs in with that name.");
            return 1;
        }
        var secret = OneTimeSecret.New(OneTimeSecret.TokenPrefix, user.HomePractice);
        try
        {
            var result = await services.GetRequiredService<IssueToken.IssueToken>().RunAsync(
                new(new UserId(user.Id), name, secret.Hash, days), Call.ByProgram(user.HomePractice, Door.CommandLine), ct);
            if (result is IssueToken.IssueToken.Result.Issued)
            {
                await said.WriteLineAsync(secret.Text);
                return 0;
            }
            await problems.WriteLineAsync("That person no longer works here.");
        }
        catch (CallRejectedException rejected)
        {
            await problems.WriteLineAsync(rejected.Message);
        }
        return 1;
    }
}
