using System.Globalization;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Journal.Entries;
using Xunit.Abstractions;

namespace CLiKA.Journal.Tests.Killing;

/// <summary>
/// Runs of 2,000 items are killed and started again until they end: CLIKATEST_KILLS says how often in all (docs/checks.md), CLIKATEST_SEED
/// where.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Items = 2_000;
    private const int SliceMilliseconds = 20;

    private static readonly int Kills = KillSettings.Kills(otherwise: 12);

    private readonly Random _random = new(KillSettings.Seed);
    private readonly TestFolder _folder = new();
    private int _withinRun;
    private int _partly;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_any_moment_a_run_goes_on_where_it_stopped_and_ends_the_same()
    {
        var undisturbed = Run("undisturbed");
        (await undisturbed.RunAsync(Death.None, killAfter: null)).Should().BeTrue();
        var counts = new Dictionary<DeathPlace, int>();
        var runs = 0;
        while (counts.Values.Sum() < Kills)
        {
            var run = Run($"run-{runs++}");
            while (counts.Values.Sum() < Kills)
            {
                var place = (DeathPlace)(counts.Values.Sum() % 4);
                if (await KillAsync(run, place))
                {
                    break;
                }

                counts[place] = counts.GetValueOrDefault(place) + 1;
            }

            if (!File.Exists(run.AnswersFile))
            {
                (await run.RunAsync(Death.None, killAfter: null)).Should().BeTrue();
            }

            (await File.ReadAllBytesAsync(run.AnswersFile)).Should().Equal(await File.ReadAllBytesAsync(undisturbed.AnswersFile));
        }

        output.WriteLine(
            $"{runs} runs of {Items} items, killed: {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}; "
            + $"{_withinRun} after something was asked, {_partly} while something was asked and not committed.");
        counts.Values.Sum().Should().Be(Kills);
    }

    // Whether it ended before it was killed.
    private async Task<bool> KillAsync(KilledRun run, DeathPlace place)
    {
        var before = run.Committed();
        var ended = await run.RunAsync(
            place == DeathPlace.AtRandom ? Death.None : new(place, _random.Next(2), _random.Next(4_000)),
            place == DeathPlace.AtRandom ? TimeSpan.FromMilliseconds(_random.Next(SliceMilliseconds * Items / 256)) : null);
        var (asked, after) = (run.Asked(), run.Committed());
        _withinRun += asked.Count > 0 ? 1 : 0;
        _partly += asked.Exists(item => !after.Contains(item)) ? 1 : 0;
        asked.Should().NotIntersectWith(before, "what was committed is not asked again").And.OnlyHaveUniqueItems();
        before.Except(after).Should().BeEmpty("nothing that was committed is lost");
        return ended;
    }

    private KilledRun Run(string name) => new(Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName);

    private sealed class KilledRun(string folder)
    {
        public string AnswersFile => Path.Combine(folder, Program.AnswersFile);

        private string AskedFile => Path.Combine(folder, Program.AskedFile);

        public async Task<bool> RunAsync(Death death, TimeSpan? killAfter)
        {
            File.Delete(AskedFile);
            using var process = Program.Start(
                folder, Items.ToString(CultureInfo.InvariantCulture), SliceMilliseconds.ToString(CultureInfo.InvariantCulture), death.ToString());
            var errors = process.StandardError.ReadToEndAsync();
            if (killAfter is { } time && await process.StandardOutput.ReadLineAsync() is not null)
            {
                await Task.Delay(time);
                process.Kill();
            }

            await process.WaitForExitAsync();
            (await errors).Should().BeEmpty();
            return process.ExitCode == 0;
        }

        public List<string> Asked() => File.Exists(AskedFile) ? [.. File.ReadAllLines(AskedFile)] : [];

        public HashSet<string> Committed()
        {
            if (!File.Exists(Path.Combine(folder, Program.JournalFile)))
            {
                return [];
            }

            using var journal = AnswerJournal.Open(Path.Combine(folder, Program.JournalFile));
            var prompts = RuleModel.Prompts(Items).ToDictionary(EntryKey.Of, prompt => prompt.ItemId);
            return [.. journal.Book(new RuleModel().Identity!, EnumName.Of(Scoring.Likelihood), folder).Find(prompts.Keys).Keys.Select(key => prompts[key])];
        }
    }
}
