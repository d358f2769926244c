using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Store;

namespace Portico.Bench;

/// <summary>A million people made of syllables, and seven ways to ask for one of them. Goal: p99 under 20 ms.</summary>
internal sealed class SearchBench : IBench
{
    private static readonly string[] s_heads = ["b", "br", "c", "ch", "d", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "sm", "st", "t", "v", "w", "z"];
    private static readonly string[] s_vowels = ["a", "e", "i", "o", "u", "ai", "ee", "oa"];
    private static readonly string[] s_tails = ["", "n", "r", "s", "l", "t", "nd", "th", "ck", "rt", "m"];

    public string Name => "search";

    public async Task RunAsync(BenchRun run, CancellationToken ct)
    {
        var people = Make(run.Number("--patients", run.Quick ? 50_000 : 1_000_000));
        foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.Postgres })
        {
            await using var desk = await BenchDesk.StartAsync(kind);
            if (desk is null)
            {
                run.Skipped("search.postgres", "no PORTICO_TEST_POSTGRES");
                continue;
            }
            var loading = Stopwatch.StartNew();
            if (kind == StoreKind.Sqlite)
                await LoadLiteAsync(desk, people, ct);
            else
                await LoadPgAsync(desk, people, ct);
            run.Figure($"search.{desk.Database}.load.patients", people.Count, "rows");
            run.Figure($"search.{desk.Database}.load.seconds", loading.Elapsed.TotalSeconds, "s");
            await MeasureAsync(run, desk, people, ct);
        }
    }

    private static async Task MeasureAsync(BenchRun run, BenchDesk desk, IReadOnlyList<Person> people, CancellationToken ct)
    {
        var search = desk.Get<SearchPatients>();
        var call = desk.CallAs(Guid.CreateVersion7());
        foreach (var (name, ask) in Kinds())
        {
            var random = new Random(7);
            var durations = new Durations();
            var (asked, hits, found) = (run.Quick ? 200 : 1000, 0, 0);
            for (var i = -50; i < asked; i++)
            {
                var person = people[random.Next(people.Count)];
                var text = ask(person, random);
                var started = Stopwatch.GetTimestamp();
                var result = await search.RunAsync(new(text), call, ct);
                if (i < 0)
                    continue;
                durations.Add(Stopwatch.GetElapsedTime(started));
                hits += result.Hits.Count;
                found += result.Hits.Any(h => h.Patient.Value == person.Id) ? 1 : 0;
            }
            run.Figure($"search.{desk.Database}.{name}.p50", durations.Percentile(0.5), "ms");
            run.Figure($"search.{desk.Database}.{name}.p99", durations.Percentile(0.99), "ms");
            run.Figure($"search.{desk.Database}.{name}.hits", (double)hits / asked, "rows");
            run.Figure($"search.{desk.Database}.{name}.found", (double)found / asked, "share");
        }
    }

    private static IEnumerable<(string Name, Func<Person, Random, string> Ask)> Kinds() =>
    [
        ("name", (p, r) => r.Next(2) == 0 ? $"{Head(p.Given, r)} {p.Family}" : $"{Head(p.Family, r)} {Head(p.Given, r)}"),
        ("family", (p, r) => Head(p.Family, r)),
        ("year", (p, r) => $"{Head(p.Family, r)} {Head(p.Given, r)} {p.Born.Year}"),
        ("birth-date", (p, r) => p.Born.ToString(r.Next(2) == 0 ? "M/d/yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture)),
        ("phone", (p, _) => p.Phone[2..]),
        ("last-four", (p, _) => p.Phone[^4..]),
        ("mrn", (p, _) => p.Mrn),
        ("sounds-like", (p, _) => $"{p.Given} {p.Family.Replace("ck", "k", StringComparison.Ordinal).Replace("ee", "ea", StringComparison.Ordinal)}h"),
        ("typo", (p, r) => $"{p.Given} {Mistype(p.Family, r)}"),
    ];

    private static string Head(string name, Random random) => name[..Math.Min(name.Length, random.Next(2, 5))];

    private static string Mistype(string name, Random random)
    {
        var at = random.Next(1, name.Length - 1);
        return random.Next(3) switch
        {
            0 => name.Remove(at, 1),
            1 => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
            _ => name[..at] + 'x' + name[(at + 1)..],
        };
    }

    private sealed record Person(Guid Id, string Mrn, string Family, string Given, DateOnly Born, string Phone)
    {
        public IReadOnlyList<string> Parts => Words.NameParts(Family, Given);

        public IReadOnlyCollection<string> Tokens => SearchTokens.Of(Parts, Born, Mrn, [Phone]);
    }

    /// <summary>Names as unevenly spread as real ones: the commonest family name is one person in a hundred.</summary>
    private static List<Person> Make(int count)
    {
        var random = new Random(20260304);
        var families = Vocabulary(random, 40_000, 2, 3);
        var givens = Vocabulary(random, 6_000, 1, 2);
        var people = new List<Person>(count);
        for (var i = 0; i < count; i++)
            people.Add(new(Guid.CreateVersion7(), (10_000_000 + i).ToString(CultureInfo.InvariantCulture),
                families[Skewed(random, families.Count)], givens[Skewed(random, givens.Count)],
                new DateOnly(1930, 1, 1).AddDays(random.Next(35_000)), $"+1555{random.Next(10_000_000):0000000}"));
        return people;
    }

    // Inverse of 1/rank: rank = size^u.
    private static int Skewed(Random random, int size) => (int)Math.Pow(size, random.NextDouble()) - 1;

    private static List<string> Vocabulary(Random random, int size, int fewest, int most)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < size)
        {
            var word = "";
            for (var n = random.Next(fewest, most + 1); n > 0; n--)
                word += s_heads[random.Next(s_heads.Length)] + s_vowels[random.Next(s_vowels.Length)] + s_tails[random.Next(s_tails.Length)];
            if (word.Length >= 4 || random.Next(4) == 0 && word.Length == 3)
                words.Add(word);
        }
        return [.. words];
    }

    private static IEnumerable<(string Key, string Word)> VocabularyOf(IReadOnlyList<Person> people) =>
        people.SelectMany(p => p.Parts).Distinct(StringComparer.Ordinal)
            .SelectMany(w => SearchTokens.VocabularyKeys(w).Select(k => (Key: k, Word: w)))
            .OrderBy(w => w.Key, StringComparer.Ordinal).ThenBy(w => w.Word, StringComparer.Ordinal);

    private static async Task LoadLiteAsync(BenchDesk desk, IReadOnlyList<Person> people, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(desk.Loader);
        await connection.OpenAsync(ct);
        await using (var pragma = connection.CreateCommand())
        {
            pragma.CommandText = "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA foreign_keys = OFF";
            await pragma.ExecuteNonQueryAsync(ct);
        }
        foreach (var chunk in people.Chunk(250_000))
        {
            await using var transaction = connection.BeginTransaction();
            await using var patient = Insert(connection, transaction,
                "INSERT INTO patient (practice_id, id, mrn, family, given, birth_date, sex, phone, is_restricted, is_unnamed_newborn, is_deceased, version, changed_at) " +
                "VALUES (1, $a, $b, $c, $d, $e, 'Unknown', $f, 0, 0, 0, 1, 0)", 6);
            foreach (var p in chunk)
                Run(patient, p.Id.ToByteArray(true), p.Mrn, p.Family, p.Given, p.Born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), p.Phone);
            // In the key's order: pages fill once.
            var tokens = chunk.SelectMany(p => p.Tokens.Select(t => (Token: t, p.Id))).ToArray();
            Array.Sort(tokens, (x, y) => string.CompareOrdinal(x.Token, y.Token) is var order and not 0 ? order : x.Id.CompareTo(y.Id));
            await using var token = Insert(connection, transaction,
                "INSERT INTO patient_token (practice_id, token, patient_id) VALUES (1, $a, $b)", 2);
            foreach (var (text, id) in tokens)
                Run(token, text, id.ToByteArray(true));
            await transaction.CommitAsync(ct);
        }
        await using (var transaction = connection.BeginTransaction())
        {
            await using var word = Insert(connection, transaction, "INSERT INTO name_word (practice_id, key, word) VALUES (1, $a, $b)", 2);
            foreach (var (key, text) in VocabularyOf(people))
                Run(word, key, text);
            await transaction.CommitAsync(ct);
        }
    }

    private static SqliteCommand Insert(SqliteConnection connection, SqliteTransaction transaction, string text, int parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (char)('a' + i) });
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private static async Task LoadPgAsync(BenchDesk desk, IReadOnlyList<Person> people, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(desk.Loader);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY patient (practice_id, id, mrn, family, given, birth_date, sex, phone, is_restricted, is_unnamed_newborn, is_deceased, version, changed_at) FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var p in people)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(1, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(p.Id, NpgsqlDbType.Uuid, ct);
                await copy.WriteAsync(p.Mrn, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(p.Family, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(p.Given, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(p.Born, NpgsqlDbType.Date, ct);
                await copy.WriteAsync("Unknown", NpgsqlDbType.Text, ct);
                await copy.WriteAsync(p.Phone, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean, ct);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean, ct);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean, ct);
                await copy.WriteAsync(1, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(0L, NpgsqlDbType.Bigint, ct);
            }
            await copy.CompleteAsync(ct);
        }
        // The index is built once, after the rows.
        await ExecuteAsync(source, "ALTER TABLE patient_token DROP CONSTRAINT \"PK_patient_token\"", ct);
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY patient_token (practice_id, token, patient_id) FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var p in people)
            {
                foreach (var token in p.Tokens)
                {
                    await copy.StartRowAsync(ct);
                    await copy.WriteAsync(1, NpgsqlDbType.Integer, ct);
                    await copy.WriteAsync(token, NpgsqlDbType.Text, ct);
                    await copy.WriteAsync(p.Id, NpgsqlDbType.Uuid, ct);
                }
            }
            await copy.CompleteAsync(ct);
        }
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY name_word (practice_id, key, word) FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var (key, word) in VocabularyOf(people))
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(1, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(key, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(word, NpgsqlDbType.Text, ct);
            }
            await copy.CompleteAsync(ct);
        }
        await ExecuteAsync(source, "ALTER TABLE patient_token ADD CONSTRAINT \"PK_patient_token\" PRIMARY KEY (practice_id, token, patient_id)", ct);
        foreach (var table in new[] { "patient", "patient_token", "name_word" })
            await ExecuteAsync(source, $"VACUUM ANALYZE {table}", ct);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string statement, CancellationToken ct)
    {
        await using var command = source.CreateCommand(statement);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }
}
