using System.Net;
using Portico.BrowserTests.Kit;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>Many programs want one slot at the same moment, over real HTTP with their own tokens and keys.</summary>
public sealed class RaceOverHttpTests
{
    private const int Clients = 32;
    private const int Rounds = 10;

    private static async Task<ApiClient.Answer[]> AllAtOnceAsync(Func<int, Task<ApiClient.Answer>> ask)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asking = Enumerable.Range(0, Clients).Select(async client =>
        {
            await start.Task;
            return await ask(client);
        }).ToArray();
        start.SetResult();
        return await Task.WhenAll(asking);
    }

    private static async Task<PatientId[]> PeopleAsync(LiveDesk desk)
    {
        var people = Enumerable.Range(0, Clients).Select(_ => Id.New<PatientId>()).ToArray();
        await desk.WriteAsync(async d =>
        {
            foreach (var (n, id) in people.Index())
                await desk.Get<IPatients>().AddAsync(d, id, new NewPatient { Family = "Synthetic" + n, Given = "Testa", BirthDate = new(1980, 1, 1) },
                    TestContext.Current.CancellationToken);
        });
        return people;
    }

    private static BookAppointment.Request Want(LiveDesk desk, PatientId patient, int round) => new(patient, desk.Practice.FollowUp,
        desk.Practice.ProviderId, desk.Practice.Location, desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(2), new TimeOnly(9, 0).AddMinutes(15 * round),
        // Whoever won a round before has a visit that day.
        AcceptOverlap: true);

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_32_clients_at_one_slot_one_books_and_31_hear_that_it_is_taken(StoreKind kind)
    {
        await using var desk = await LiveDesk.StartAsync(kind);
        var people = await PeopleAsync(desk);
        using var api = await ApiClient.OpenAsync(desk, "frida");
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await AllAtOnceAsync(client => api.PostAsync("book-appointment", Want(desk, people[client], round)));
            answers.GroupBy(a => $"{(int)a.Status} {a.Kind}").Select(g => $"{g.Key}: {g.Count()}").Order(StringComparer.Ordinal).ToArray()
                .ShouldBe(["200 booked: 1", "409 scheduling.slot-taken: 31"], customMessage: $"round {round}");
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_32_clients_with_one_key_all_hear_of_the_one_booking(StoreKind kind)
    {
        await using var desk = await LiveDesk.StartAsync(kind);
        using var api = await ApiClient.OpenAsync(desk, "frida");
        for (var round = 0; round < Rounds; round++)
        {
            var key = Guid.CreateVersion7().ToString("N");
            var answers = await AllAtOnceAsync(_ => api.PostAsync("book-appointment", Want(desk, desk.Practice.Known, round), key));
            answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
            answers.Select(a => a.Text).Distinct().ShouldHaveSingleItem();
            answers[0].Kind.ShouldBe("booked");
        }
    }
}
