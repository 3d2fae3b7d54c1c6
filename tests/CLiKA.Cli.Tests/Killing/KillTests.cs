using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Measurements;
using CLiKA.Journal.Tests.Killing;
using Xunit.Abstractions;

namespace CLiKA.Cli.Tests.Killing;

/// <summary>
/// The commands are killed while they measure an embedded model, accept and report, and started again until they end: CLIKATEST_KILLS says how
/// often in all, and that 2,472 questions are asked a run (docs/checks.md); CLIKATEST_SEED where.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    // What is written in each place causes at least so many events, on a busy machine too, where several become one.
    private static readonly Dictionary<KillPlace, (string Folder, int Changes)> Watched = new()
    {
        [KillPlace.WithinCommits] = ("artifacts", 24),
        [KillPlace.WithinResults] = ("results", 5),
        [KillPlace.WithinAccepting] = ("baselines", 60),
        [KillPlace.WithinReport] = ("report", 60),
    };

    private static readonly int Kills = KillSettings.Kills(otherwise: 5);

    private static readonly string[] Sets = Kills > 5 ? ["geo", "people", "commonsense", "causes"] : ["causes"];

    private static readonly string[] Languages = Kills > 5 ? ["en", "de", "zh"] : ["en", "zh"];

    private readonly Random _random = new(KillSettings.Seed);

    [Fact]
    public async Task Killed_at_any_moment_the_commands_end_with_the_files_of_an_undisturbed_run_when_they_are_begun_again()
    {
        var start = await StartAsync();
        using var undisturbed = new KilledSession(start);
        var clock = Stopwatch.StartNew();
        (await undisturbed.RunAsync()).Should().BeTrue();
        var (whole, total, end) = (clock.Elapsed, undisturbed.Committed(), undisturbed.Files());
        undisturbed.Asked.Should().Be((int)total);
        end.Keys.Should().Contain(["results/copy.json", "artifacts/received/m.json", "report/index.html", "report/results.parquet"]);
        var counts = Enum.GetValues<KillPlace>().ToDictionary(place => place, _ => 0);
        var (runs, asking) = (0, 0);
        while (counts.Values.Sum() < Kills)
        {
            using var session = new KilledSession(start);
            runs++;
            for (var hasEnded = false; !hasEnded;)
            {
                var before = session.Committed();
                var place = (KillPlace)(counts.Values.Sum() % counts.Count);
                var isLast = counts.Values.Sum() >= Kills;
                hasEnded = await session.RunAsync(arm: isLast ? null : kill => Arm(session, place, whole * (1 - (0.8 * before / total)), kill));
                var after = session.Committed();
                after.Should().BeGreaterThanOrEqualTo(before, "nothing that was committed is lost");
                if (hasEnded)
                {
                    session.Asked.Should().Be((int)(total - before), "what was committed is not asked again");
                    after.Should().Be(total);
                    break;
                }

                counts[place] += session.WasHit ? 1 : 0;
                asking += session.WasHit && after < total ? 1 : 0;
                RequireOldOrNew(session, start, end);
            }

            var files = session.Files();
            files.Keys.Should().Equal(end.Keys);
            files.Should().OnlyContain(file => Enumerable.SequenceEqual(file.Value, end[file.Key]));
        }

        output.WriteLine(
            $"{runs} runs of {total} questions, {whole.TotalSeconds:0.0} s undisturbed, killed: "
            + $"{string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}; {asking} before all was committed.");
    }

    // Old and new may stand beside each other, as files do that are written one after another; of a baseline they may not be read.
    private static void RequireOldOrNew(
        KilledSession session, IReadOnlyDictionary<string, byte[]> start, IReadOnlyDictionary<string, byte[]> end)
    {
        foreach (var (name, bytes) in session.Files())
        {
            var isOwn = name.EndsWith(".tmp", StringComparison.Ordinal) || name.StartsWith("artifacts/journal.db-", StringComparison.Ordinal)
                || name.EndsWith(".accepting.json", StringComparison.Ordinal);
            var isOldOrNew = new[] { start, end }.Any(files => files.TryGetValue(name, out var known) && bytes.AsSpan().SequenceEqual(known));
            (isOwn || isOldOrNew).Should().BeTrue($"{name} is as it was before, or as it is in the end");
        }

        foreach (var set in Sets)
        {
            try
            {
                new BaselineStore(session.PathOf("baselines")).ReadAccepted("m", [set]).Should().NotBeEmpty();
                new[] { start, end }.Should().Contain(
                    files => FilesOf(session.Files(), set).SequenceEqual(FilesOf(files, set)), $"the baseline of {set} is the old one or the new one");
            }
            catch (InvalidInputException error)
            {
                error.Message.Should().Contain($"accepting {set} was interrupted. Complete it with 'clika accept'");
            }
        }
    }

    private static IEnumerable<(string, string)> FilesOf(IReadOnlyDictionary<string, byte[]> files, string set) => files
        .Where(file => file.Key.StartsWith($"baselines/m/{set}.", StringComparison.Ordinal))
        .OrderBy(file => file.Key, StringComparer.Ordinal)
        .Select(file => (file.Key, Convert.ToBase64String(file.Value)));

    // A suite with a baseline that was released and knew more, so that accepting writes files of each kind.
    private static async Task<IReadOnlyDictionary<string, byte[]>> StartAsync()
    {
        var suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");
        var configuration = $$"""
            {
              "models": { "m": { "folder": {{JsonSerializer.Serialize(Path.Combine(suite, "models", "micro-base"))}} } },
              "probeSets": { {{string.Join(", ", Sets.Select(set => $"\"{set}\": {JsonSerializer.Serialize(Path.Combine(suite, "probes", set))}"))}} },
              "languages": [{{string.Join(", ", Languages.Select(language => $"\"{language}\""))}}],
              "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "artifacts"
            }
            """;
        using var measured = new KilledSession(new Dictionary<string, byte[]> { ["clika.json"] = System.Text.Encoding.UTF8.GetBytes(configuration) });
        (await measured.RunAsync(first: 1)).Should().BeTrue();
        foreach (var set in MeasurementJson.Read(measured.PathOf("results/copy.json")).ProbeSets)
        {
            var better = set.With(set.Languages.ToDictionary(
                cell => cell.Language,
                cell => cell.Answers.Select((answer, item) => item % 5 == 0 ? new Answer(set.Gold[item]) : answer).ToImmutableArray()));
            new BaselineStore(measured.PathOf("baselines")).Accept("m", new AcceptedBaseline(better) { Changes = [new(null) { Release = "1.0" }] });
        }

        return measured.Files().Where(file => file.Key == "clika.json" || file.Key.StartsWith("baselines/", StringComparison.Ordinal))
            .ToDictionary(file => file.Key, file => file.Value);
    }

    private IDisposable Arm(KilledSession session, KillPlace place, TimeSpan expected, Action kill)
    {
        if (place == KillPlace.AtRandom)
        {
            return new Timer(_ => kill(), null, expected * _random.NextDouble(), Timeout.InfiniteTimeSpan);
        }

        // Some microseconds later, since what is watched is seen when it is done.
        var (folder, changes) = Watched[place];
        var (change, microseconds) = (1 + _random.Next(changes), _random.Next(3_000));
        return new FolderWatch(session.PathOf(folder), change, () =>
        {
            KillSettings.Spin(microseconds);
            kill();
        });
    }
}
