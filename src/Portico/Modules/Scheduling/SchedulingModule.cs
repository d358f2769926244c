using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.ReadCalendarFeed;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Commands;
using Portico.Shell;

namespace Portico.Modules.Scheduling;

public static class SchedulingModule
{
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddChore<DowntimeSheets.DowntimeSheets>();
        return services
            .AddSingleton<ISchedule, Schedule>().AddSingleton<SearchBook>().AddSingleton<IBeforeServing, TzEditions>()
            .AddSingleton<IRestsOnDirectory, VisitsAhead>().AddSingleton<CalendarFeedDoor>()
            .AddSingleton<PaperForms>().AddSingleton<IPaperForms>(services => services.GetRequiredService<PaperForms>())
            .AddSingleton(new NavItem("Guided booking", "/schedule/guided", 94, Roles.Supervisor | Roles.Clinician))
            .AddSingleton(new PaletteAction("Guided booking", "/schedule/guided", Roles.Care))
            .AddSingleton(new NavItem("Calendar feeds", "/schedule/feeds", 93, Roles.Seniors | Roles.Clinician))
            .AddSingleton(new NavItem("Schedule", "/schedule", 20, Roles.Care, "g s"))
            .AddSingleton(new NavItem("Waitlist", "/schedule/waitlist", 21, Roles.Desk | Roles.Clinician))
            .AddSingleton(new NavItem("Reschedule list", "/schedule/reschedule", 22, Roles.Desk | Roles.Clinician))
            .AddSingleton(new EndedElsewhere(Bumps.Queue, "/schedule/reschedule", "Call…"))
            .AddSingleton(new PatientLink("Waitlist", "/schedule/waitlist?patient={0}", 15, Roles.Desk | Roles.Clinician))
            .AddSingleton(new PaletteAction("Book an appointment", "/schedule?book=1", Roles.Desk | Roles.Clinician))
            .AddSingleton(new PaletteAction("Week of the schedule", "/schedule?view=week", Roles.Care))
            .AddSingleton(new PaletteAction("Month of the schedule", "/schedule?view=month", Roles.Care))
            .AddSingleton(new PaletteAction("Find openings", "/schedule?openings=1", Roles.Care))
            .AddSingleton(new NavItem("Provider templates", "/schedule/templates", 92, Roles.Seniors | Roles.Administrator))
            .AddSingleton(new PaletteAction("Provider templates", "/schedule/templates", Roles.Care | Roles.Administrator));
    }

    public static IEndpointRouteBuilder MapScheduling(this IEndpointRouteBuilder routes)
    {
        CalendarFeedDoor.Map(routes);
        return routes;
    }
}
