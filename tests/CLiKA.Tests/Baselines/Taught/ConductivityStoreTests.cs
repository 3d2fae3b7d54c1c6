using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Measurements.Taught;

namespace CLiKA.Tests.Baselines.Taught;

public sealed class ConductivityStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ConductivityMeasurement _world = Teachings.World(
        Teachings.Cell("de", Teachings.Teaching("1111", "1-01")), Teachings.Cell("ru", Teachings.Teaching("1111", "0000", namesRight: 5)));

    public ConductivityStoreTests() => Store.Accept("model", _world);

    private ConductivityStore Store => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    // By hand, of the answers above: 2 of 4 retrieved.
    [Fact]
    public void Each_teaching_and_way_is_one_line_and_what_was_not_taught_has_no_number()
    {
        var lines = File.ReadAllLines(PathOf("isles.conductivity.verified.json"));

        lines.Should().Contain(
            "    \"de.1.generation\": { \"names\": 1.00, \"en type 0\": 1.00, \"en type 1\": 1.00, \"de type 0\": 1.00, \"taught\":  true, "
            + "\"xrr\": 0.50, \"accuracy\": 0.50 },");
        lines.Should().Contain(
            "    \"ru.1.likelihood\": { \"names\": 0.50, \"en type 0\": 1.00, \"en type 1\": 1.00, \"ru type 0\": 1.00, \"taught\": false, "
            + "\"xrr\": null, \"accuracy\": null }");
        File.ReadAllLines(PathOf("isles.conductivity.answers.verified.txt")).Should().StartWith(
        [
            "gold               AABBCCDD",
            "type               01010101",
            "de.1.names         1111111111",
            "de.1.generation.en AABBCCDD",
            "de.1.generation.de AAB-CDDD",
            "de.1.likelihood.en AABBCCDD",
        ]);
    }

    [Fact]
    public void One_fact_more_changes_one_line_of_answers_and_one_of_metrics_a_way()
    {
        var now = ConductivityText.Of("model", Teachings.World(
            Teachings.Cell("de", Teachings.Teaching("1111", "1-11")), Teachings.Cell("ru", Teachings.Teaching("1111", "0000", namesRight: 5))));
        var before = ConductivityText.Of("model", _world);

        // Both ways changed here; the hash stands under the answers.
        now.Answers.Split('\n').Except(before.Answers.Split('\n')).Should().HaveCount(3);
        now.Metrics.Split('\n').Except(before.Metrics.Split('\n')).Should().HaveCount(2);
    }

    [Fact]
    public void What_was_accepted_is_read_back_beside_probe_sets()
    {
        new BaselineStore(_folder.Path).Accept("model", new AcceptedBaseline(Packs.Measurement(("en", "1101")).ProbeSets[0]));

        var baseline = BaselineStore.Read(Path.Combine(_folder.Path, "model"))!;

        baseline.ProbeSets.Select(set => set.ProbeSet).Should().Equal("pack");
        ConductivityText.Of("model", baseline.Worlds.Single()).Should().Be(ConductivityText.Of("model", _world));
        Store.ReadOf("model", ["isles"]).Should().ContainSingle();
        Store.ReadOf("model", ["other"]).Should().BeEmpty();
        FluentActions.Invoking(() => new BaselineStore(_folder.Path).FindOrphans([("model", "pack")])).Invoke()
            .Should().HaveCount(2, "no owner was named for the world's files");
        new BaselineStore(_folder.Path).FindOrphans([("model", "pack"), ("model", ConductivityStore.NameOf("isles"))]).Should().BeEmpty();
    }

    [Fact]
    public void Why_it_was_accepted_is_read_back_and_what_was_received_is_cleared()
    {
        string[] received =
            [_folder.Write("model/isles.conductivity.received.json", "{}"), _folder.Write("model/isles.conductivity.answers.received.txt", "")];

        Store.Accept("model", _world, new AcceptedChange("first"), new AcceptedChange("another seed"));

        Store.ChangesOf("model", "isles").Select(change => change.Reason).Should().Equal("first", "another seed");
        Store.ChangesOf("model", "other").Should().BeEmpty();
        received.Should().NotContain(path => File.Exists(path));
    }

    [Theory]
    [InlineData("isles.conductivity.verified.json", "\"xrr\": 0.50", "\"xrr\": 0.90", "*verified.json:*: is not what its answers make it*")]
    [InlineData("isles.conductivity.answers.verified.txt", "AAB-CDDD", "AABBCDDD", "*verified.txt: its last line is not the sha256*")]
    [InlineData("isles.conductivity.verified.json", "\"world\": \"isles\"", "\"world\": \"rocks\"", "*is about rocks of model; expected isles of model.")]
    public void A_damaged_file_is_refused(string file, string before, string after, string message)
    {
        var path = PathOf(file);
        File.ReadAllText(path).Should().Contain(before);
        File.WriteAllText(path, File.ReadAllText(path).Replace(before, after, StringComparison.Ordinal));

        FluentActions.Invoking(() => ConductivityStore.Read(Path.Combine(_folder.Path, "model")))
            .Should().Throw<InvalidInputException>().WithMessage(message);
    }

    [Fact]
    public void A_baseline_in_the_layout_of_an_earlier_version_says_what_to_do()
    {
        var path = PathOf("isles.conductivity.verified.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"world\"", "\"answersHash\": \"f6a52f6e\", \"world\"", StringComparison.Ordinal));

        FluentActions.Invoking(() => Store.ReadOf("model", ["isles"])).Should().Throw<InvalidInputException>().WithMessage("*earlier version*'clika accept'.");
    }

    [Fact]
    public void A_folder_may_hold_the_conductivity_alone()
    {
        var baseline = BaselineStore.Read(Path.Combine(_folder.Path, "model"))!;

        (baseline.Model, baseline.ProbeSets.IsEmpty, baseline.Worlds.Single().World).Should().Be(("model", true, "isles"));
    }

    [Fact]
    public void The_conductivity_of_one_model_beside_baselines_of_another_is_refused()
    {
        new BaselineStore(_folder.Path).Accept("second", new AcceptedBaseline(Packs.Measurement(("en", "1101")).ProbeSets[0]));
        foreach (var path in Directory.GetFiles(Path.Combine(_folder.Path, "second")))
        {
            File.Move(path, PathOf(Path.GetFileName(path)));
        }

        FluentActions.Invoking(() => BaselineStore.Read(Path.Combine(_folder.Path, "model")))
            .Should().Throw<InvalidInputException>().WithMessage("*model: *second*model*");
    }

    [Theory]
    [InlineData("isles.conductivity.verified.json")]
    [InlineData("isles.conductivity.answers.verified.txt")]
    public void A_missing_half_is_an_error(string file)
    {
        File.Delete(PathOf(file));

        FluentActions.Invoking(() => Store.ReadOf("model", ["isles"]))
            .Should().Throw<InvalidInputException>().WithMessage($"{PathOf(file)}: no such file.");
    }

    [Fact]
    public void Another_models_conductivity_is_refused()
    {
        Directory.Move(Path.Combine(_folder.Path, "model"), Path.Combine(_folder.Path, "other"));

        FluentActions.Invoking(() => Store.ReadOf("other", ["isles"]))
            .Should().Throw<InvalidInputException>().WithMessage("*contains baselines of model; expected those of other. If the model was renamed, write its new name into these files (\"model\").");
    }

    private string PathOf(string file) => Path.Combine(_folder.Path, "model", file);
}
