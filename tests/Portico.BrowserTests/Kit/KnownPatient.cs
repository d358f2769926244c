using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.BrowserTests.Kit;

/// <summary>Somebody who was here before: registered in full, with a visit late today.</summary>
internal static class KnownPatient
{
    public static async Task ExpectAsync(LiveDesk desk)
    {
        var ct = TestContext.Current.CancellationToken;
        var call = Call.ByProgram(TestDesk.Practice);
        var chart = (await desk.Get<ShowPatient>().RunAsync(new(desk.Practice.Known), call, ct)).Chart.ShouldNotBeNull();
        (await desk.Get<CompleteRegistration>().RunAsync(new()
        {
            Patient = desk.Practice.Known, Version = chart.Version, Family = chart.Family, Given = chart.Given, BirthDate = chart.BirthDate,
            Sex = chart.Sex, Phones = [new("607 555 0142", PhoneUse.Mobile, true, false)],
            Answers = [.. Enum.GetValues<Question>().Where(q => q is not Question.Address and not Question.Phones)
                .Select(q => new CompleteRegistration.Answered(q, AnswerState.Declined, null))],
        }, call, ct)).ShouldBeOfType<CompleteRegistration.Result.Saved>().Missing.ShouldBeEmpty();
        await desk.WriteAsync(async d => (await desk.Get<ISchedule>().TryAddAsync(d, Id.New<AppointmentId>(), desk.Practice.Known,
            desk.Practice.ProviderId, desk.Practice.Location, desk.Practice.FollowUp, desk.Get<PracticeClock>().Today(TinyPractice.Zone),
            new TimeOnly(23, 30), 15, null, ct)).ShouldBeTrue());
    }
}
