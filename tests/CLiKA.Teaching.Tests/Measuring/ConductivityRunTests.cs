using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
using CLiKA.Teaching.Measuring;
using CLiKA.Teaching.Sets;

namespace CLiKA.Teaching.Tests.Measuring;

public sealed class ConductivityRunTests
{
    private static readonly WorldEntry World = new("archipelago", Path.Combine(AppContext.BaseDirectory, "worlds", "archipelago"));

    private readonly List<ScriptedModel> _opened = [];

    [Fact]
    public async Task Each_teaching_is_opened_asked_and_closed_and_the_untaught_model_asked_once()
    {
        using var untaught = new ScriptedModel(new Dictionary<string, string>());

        var outcome = await RunAsync(untaught, World, Entry("de", "seed1", "seed2"), Entry("zh", "one"));

        outcome.Faults.Should().BeEmpty();
        var world = outcome.Worlds.Single();
        world.Cells.Select(cell => (cell.Language.Code, cell.Teachings.Length)).Should().Equal(("de", 2), ("zh", 1));
        world.In(Language.Parse("de"))!.Mean(RetrievalWay.Generation).Should().Be(1);
        world.Prior.Asked.Should().Be(400);
        world.Prior.AreKnown(world.Facts.Chance).Should().BeFalse();
        untaught.Asked.Should().Be(400);
        _opened.Should().HaveCount(3).And.OnlyContain(model => model.IsDisposed);
    }

    [Fact]
    public async Task A_teaching_that_cannot_be_opened_affects_no_other_language()
    {
        using var untaught = new ScriptedModel(new Dictionary<string, string>());

        var outcome = await RunAsync(untaught, World, Entry("de", "missing"), Entry("zh", "one"), Entry("ru", "seed1", "missing"));

        outcome.Worlds.Single().Cells.Select(cell => cell.Language.Code).Should().Equal("zh");
        outcome.Faults.Select(fault => (fault.Language.Code, fault.Reason)).Should().Equal(
            ("de", "missing: no such file."), ("ru", "missing: no such file."));
    }

    [Fact]
    public async Task A_model_that_knew_the_world_before_is_found_out()
    {
        var set = TeachingSetReader.Read(World.Folder, Language.Parse("de"));
        var continents = set.PivotQuestions.Select(fact => (Prompt: TeachingPrompt.Text(fact.Prompt), fact.Continent)).Take(60);
        using var untaught = new ScriptedModel(continents.ToDictionary(fact => fact.Prompt, fact => fact.Continent));

        var world = (await RunAsync(untaught, World, Entry("de", "one"))).Worlds.Single();

        world.Prior.Right.Should().BeGreaterThanOrEqualTo(60);
        world.Prior.AreKnown(world.Facts.Chance).Should().BeTrue();
    }

    [Fact]
    public async Task A_missing_world_and_one_of_another_name_are_faults()
    {
        using var untaught = new ScriptedModel(new Dictionary<string, string>());

        (await RunAsync(untaught, World with { Id = "isles" }, Entry("de", "one") with { World = "isles" })).Faults.Single().Reason
            .Should().EndWith("is the world 'archipelago'; the configuration calls it 'isles'.");
        (await RunAsync(untaught, World with { Folder = "nowhere" }, Entry("de", "one"))).Should().Match<ConductivityOutcome>(
            outcome => outcome.Worlds.IsEmpty && outcome.Faults.Single().Reason.StartsWith("nowhere: is not the folder of a world"));
    }

    // A teaching is asked 420 names and 400 facts in either language: 1,220 questions, of which 420, 820 and all are reported. The second world has half
    // as many, and two teachings.
    [Fact]
    public async Task Each_world_is_asked_of_its_own_teachings_and_progress_goes_over_all()
    {
        using var folder = new CLiKA.Tests.TestFolder();
        foreach (var file in Directory.GetFiles(World.Folder))
        {
            folder.Write(
                Path.GetFileName(file),
                File.ReadAllText(file).Replace("\"archipelago\"", "\"isles\"", StringComparison.Ordinal)
                    .Replace("\"continents\": 20", "\"continents\": 10", StringComparison.Ordinal));
        }

        using var untaught = new ScriptedModel(new Dictionary<string, string>());
        var counts = new List<(int, int)>();

        var outcome = await RunAsync(
            untaught,
            [World, new("isles", folder.Path)],
            new CallbackProgress<AnswerCount>(count => counts.Add((count.Answered, count.Questions))),
            Entry("de", "one"),
            Entry("zh", "seed1", "seed2") with { World = "isles" });

        outcome.Worlds.Select(world => (world.World, string.Join(' ', world.Cells.Select(cell => $"{cell.Language} {cell.Teachings.Length}"))))
            .Should().Equal(("archipelago", "de 1"), ("isles", "zh 2"));
        counts.Should().Equal(
            (420, 3660), (820, 3660), (1220, 3660), (1430, 2440), (1630, 2440), (1830, 2440), (2040, 2440), (2240, 2440), (2440, 2440));
    }

    private static TaughtEntry Entry(string language, params string[] paths) => new("archipelago", Language.Parse(language), [.. paths]);

    private Task<ConductivityOutcome> RunAsync(ScriptedModel untaught, WorldEntry world, params TaughtEntry[] taught) =>
        RunAsync(untaught, [world], null, taught);

    private Task<ConductivityOutcome> RunAsync(
        ScriptedModel untaught, WorldEntry[] worlds, IProgress<AnswerCount>? progress, params TaughtEntry[] taught)
    {
        // Every teaching knows all that is taught in any of the languages.
        var script = taught.SelectMany(entry => ScriptedModel.Script(
                TeachingSetReader.Read(World.Folder, entry.Language), fact => fact.Answer))
            .DistinctBy(line => line.Key).ToDictionary();
        return ConductivityRun.MeasureAsync(
            worlds, taught, untaught, Open, TeachingProtocol.Usual with { Ways = [RetrievalWay.Generation] }, progress, CancellationToken.None);

        ScriptedModel Open(string path)
        {
            if (path == "missing")
            {
                throw new InvalidInputException(path, "no such file.");
            }

            _opened.Add(new(script));
            return _opened[^1];
        }
    }
}
