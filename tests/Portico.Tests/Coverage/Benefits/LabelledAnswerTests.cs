using System.Globalization;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.X12;

namespace Portico.Tests.Coverage;

/// <summary>Answers whose truth was there before they were written: nothing wrong is stated, and hardly anything is missed.</summary>
public sealed class LabelledAnswerTests
{
    private const int PerStyle = 40;

    private sealed class Score
    {
        public int Answers;
        public int There;
        public int Found;
        public int States;
        public readonly List<string> Wrong = [];
        public readonly List<string> Missed = [];

        public void Take(LabelledAnswer answer, string name)
        {
            var reading = BenefitReader.Read(Document.Read(answer.Bytes()).Transactions.Single(), answer.Question).ShouldHaveSingleItem();
            Answers++;
            States += reading.State == answer.State ? 1 : 0;
            if (reading.State != answer.State)
                Missed.Add($"{name}: {reading.State}, not {answer.State}");
            if (reading.State == PolicyState.Active && answer.State != PolicyState.Active)
                Wrong.Add($"{name}: active, not {answer.State}");
            var stated = reading.Figures.Where(f => f.Status == FigureStatus.Stated).ToList();
            foreach (var figure in stated)
            {
                var key = LabelledAnswer.NameOf(figure);
                if (!(answer.There.TryGetValue(key, out var value) || answer.Allowed.TryGetValue(key, out value)) || value != LabelledAnswer.ValueOf(figure))
                    Wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {key} {LabelledAnswer.ValueOf(figure)}"));
                if (figure.Sources.Count == 0 || figure.Sources.Any(s => s.Place.Segment == 0 || s.Text.Length == 0))
                    Wrong.Add($"{name}: {key} without a citation");
            }
            if (reading.Figures.Any(f => f.Status != FigureStatus.Stated && LabelledAnswer.ValueOf(f) is not null))
                Wrong.Add($"{name}: a value that is not stated");
            There += answer.There.Count;
            foreach (var (key, value) in answer.There)
            {
                if (stated.Any(f => LabelledAnswer.NameOf(f) == key && LabelledAnswer.ValueOf(f) == value))
                    Found++;
                else
                    Missed.Add($"{name}: {key}");
            }
        }

        public void Say(string what) => TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {Answers} answers, {There} figures there, {Found} stated ({(There == 0 ? 100 : 100.0 * Found / There):0.0} %), {Wrong.Count} wrong, {States} states right"));

        public void Hold()
        {
            Wrong.ShouldBeEmpty();
            (Found >= 0.95 * There).ShouldBeTrue(string.Join('\n', Missed.Take(20)));
            (States >= 0.95 * Answers).ShouldBeTrue(string.Join('\n', Missed.Take(20)));
        }
    }

    private static IEnumerable<(LabelledAnswer Answer, int Seed, string Name)> Written() =>
        from style in Enumerable.Range(0, PayerStyles.Count)
        from number in Enumerable.Range(0, PerStyle)
        let seed = (style * 1000) + number
        let answer = PayerStyles.Write(style, seed)
        select (answer, seed, $"{answer.Style}, seed {seed}");

    [Fact]
    public void Nothing_wrong_is_stated_of_answers_in_eight_styles_and_19_of_20_figures_are_found()
    {
        var score = new Score();
        foreach (var style in Written().GroupBy(w => w.Answer.Style))
        {
            var own = new Score();
            foreach (var (answer, _, name) in style)
            {
                own.Take(answer, name);
                score.Take(answer, name);
            }
            own.Say(style.Key);
        }
        score.Say("all");
        score.Answers.ShouldBeGreaterThanOrEqualTo(200);
        score.Hold();
    }

    [Fact]
    public void Nothing_wrong_is_stated_of_their_mutations_and_19_of_20_figures_are_found()
    {
        var score = new Score();
        foreach (var mutation in AnswerMutations.All)
        {
            var own = new Score();
            foreach (var (answer, seed, name) in Written())
            {
                if (mutation.Change(answer, new Random(seed)) is not { } changed)
                    continue;
                own.Take(changed, $"{mutation.Name}, {name}");
                score.Take(changed, $"{mutation.Name}, {name}");
            }
            own.Answers.ShouldBeGreaterThan(0, mutation.Name);
            own.Say(mutation.Name);
        }
        score.Say("all");
        score.Hold();
    }
}
