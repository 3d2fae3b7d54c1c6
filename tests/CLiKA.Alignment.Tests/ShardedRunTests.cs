using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Journal;
using CLiKA.Measurements;
using CLiKA.Models;
using CLiKA.Reporting.Runs;
using CLiKA.Runs;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Alignment.Tests;

/// <summary>An embedded model, asked by one process or by sixteen, on the CPU.</summary>
public sealed class ShardedRunTests : IDisposable
{
    private readonly SuiteWorkspace _workspace = new();

    public ShardedRunTests()
    {
        _workspace.EditConfiguration("\"scoring\"", """ "languages":["en","de"],"scoring" """);
        _workspace.AddWorld();
        _workspace.Teach(place => place % 2 == 0);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Sharded_1_4_and_16_ways_and_merged_every_file_is_that_of_the_undivided_run()
    {
        var undivided = await RunAsync("undivided.db", Asking.Missing);
        undivided.Use.Known.Should().Be(0);

        foreach (var ways in (int[])[1, 4, 16])
        {
            var uses = new List<JournalUse>();
            foreach (var number in Enumerable.Range(1, ways))
            {
                uses.Add((await AskAsync($"{ways}-{number}.db", Asking.Missing, new(number, ways))).Use);
            }

            var merge = AnswerJournal.Merge(PathOf($"{ways}.db"), Enumerable.Range(1, ways).Reverse().Select(number => PathOf($"{ways}-{number}.db")));
            var merged = await RunAsync($"{ways}.db", Asking.None);

            uses.Sum(use => use.Asked).Should().Be(undivided.Use.Asked, "no question is asked by two shards");
            merge.Added.Should().Be(undivided.Use.Asked);
            merged.Use.Should().Be(new JournalUse(PathOf($"{ways}.db"), 0, undivided.Use.Asked));
            merged.Files.Keys.Should().Equal(undivided.Files.Keys);
            merged.Files.Should().OnlyContain(file => file.Value.SequenceEqual(undivided.Files[file.Key]));
        }
    }

    private string PathOf(string name) => Path.Combine(_workspace.Root, name);

    private async Task<(JournalUse Use, SortedDictionary<string, byte[]> Files)> RunAsync(string journal, Asking asking)
    {
        var (received, use) = await AskAsync(journal, asking);
        var folder = PathOf("report");
        var judgement = Judge.Compare(new Evidence(received, null), new JudgePolicy(), Scope.Everything);
        var retrieval = ConductivityJudge.Compare([], received.Worlds, new ConductivityPolicy(), Scope.Everything);
        RunReport.Write(folder, [new ModelReport(received, null, judgement, retrieval, "here", "cpu")], []);
        await File.WriteAllTextAsync(Path.Combine(folder, "received.json"), MeasurementJson.Write(received));
        var text = BaselineText.Of("m", received.ProbeSets.Single());
        await File.WriteAllTextAsync(Path.Combine(folder, "verified.json"), text.Metrics);
        await File.WriteAllTextAsync(Path.Combine(folder, "verified.txt"), text.Answers);
        var files = new SortedDictionary<string, byte[]>(
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllBytes),
            StringComparer.Ordinal);
        Directory.Delete(folder, recursive: true);
        return (use, files);
    }

    private async Task<(Measurement Received, JournalUse Use)> AskAsync(string journal, Asking asking, Shard? shard = null)
    {
        var settings = ConfigurationReader.Read(_workspace.ConfigurationFile);
        var entry = settings.Models.Single();
        using var source = ModelSource.Of(PathOf(journal), asking);
        using var model = shard is null
            ? await source.OpenAsync(entry, CancellationToken.None)
            : await source.OpenShardAsync(entry, shard, CancellationToken.None);
        var measurement = await ModelRun.MeasureAsync(entry, settings.ProbeSets, model, null, CancellationToken.None);
        var taught = await ConductivityRun.MeasureAsync(settings, entry, entry.Taught, model, null, CancellationToken.None);
        taught.Faults.Should().BeEmpty();
        taught.Worlds.Should().ContainSingle();
        return (measurement with { Worlds = taught.Worlds }, model.Journal!);
    }
}
