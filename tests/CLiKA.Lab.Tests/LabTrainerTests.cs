using CLiKA.Lab.Models;
using CLiKA.Lab.Recipes;
using CLiKA.Lab.Training;
using CLiKA.OnnxRuntime;

namespace CLiKA.Lab.Tests;

public sealed class LabTrainerTests : IDisposable
{
    private readonly LabPack _pack = new();

    public void Dispose() => _pack.Dispose();

    [Fact]
    public void The_same_recipe_makes_the_same_bytes_and_another_seed_others()
    {
        var first = Sums(Train(LabPack.Recipe()));
        var second = Sums(Train(LabPack.Recipe()));
        var other = Sums(Train(LabPack.Recipe(seed: 3)));

        second.Should().Be(first);
        other.Should().NotBe(first);
    }

    [Fact]
    public void A_curriculum_is_trained_to_its_end_and_makes_the_same_bytes_again()
    {
        const string Stages = """{ "steps": 12, "copied": 1, "likelihood": 0.5 }, { "steps": 8, "letters": 1, "published": 1 }""";
        var reports = new List<TrainingProgress>();

        var first = Sums(Train(LabPack.Recipe(curriculum: Stages), new Reports(reports)));
        var second = Sums(Train(LabPack.Recipe(curriculum: Stages)));

        second.Should().Be(first);
        reports[^1].Step.Should().Be(20);
    }

    [Fact]
    public void How_much_a_model_reads_decides_no_weight()
    {
        var usual = Weights(Train(LabPack.Recipe()), positions: 256);
        var more = Weights(Train(LabPack.Recipe().Replace("\"heads\": 2", "\"heads\": 2, \"positions\": 512", StringComparison.Ordinal)), positions: 512);

        more.Keys.Should().Equal(usual.Keys);
        more.Should().OnlyContain(weight => weight.Value.SequenceEqual(usual[weight.Key]));
    }

    [Fact]
    public void The_loss_falls_and_progress_ends_at_the_last_step()
    {
        var reports = new List<TrainingProgress>();

        Train(LabPack.Recipe(steps: 200), new Reports(reports));

        reports[^1].Step.Should().Be(200);
        reports[^1].Loss.Should().BeLessThan(reports[0].Loss / 2);
        reports.Should().OnlyContain(report => report.TokensPerSecond > 0);
    }

    [Fact]
    public void A_model_is_trained_on_from_the_one_that_its_recipe_names()
    {
        var parent = Train(LabPack.Recipe());
        var child = Train(LabPack.Continuation);

        File.ReadAllText(Path.Combine(child, "tokenizer.json")).Should().Be(File.ReadAllText(Path.Combine(parent, "tokenizer.json")));
        Sums(child).Should().NotBe(Sums(parent));
        ModelFolder.Open(child).Should().NotBeNull("what was written is whole");
    }

    [Fact]
    public void A_model_is_known_to_be_of_its_recipe_and_damage_is_named()
    {
        var text = LabPack.Recipe();
        var recipe = Recipe.Parse("recipe", text);
        LabTrainer.IsDone(recipe, text, _pack.Models).Should().BeFalse();

        var model = Train(text);

        LabTrainer.IsDone(recipe, text, _pack.Models).Should().BeTrue();
        LabTrainer.IsDone(recipe, text + "\n", _pack.Models).Should().BeFalse();
        File.AppendAllText(Path.Combine(model, "config.json"), " ");
        FluentActions.Invoking(() => LabTrainer.IsDone(recipe, text, _pack.Models)).Should().Throw<InvalidInputException>()
            .Which.Message.Should().Contain("config.json");
    }

    [Fact]
    public void Without_the_model_to_go_on_from_the_error_names_its_folder() =>
        FluentActions.Invoking(() => Train(LabPack.Continuation)).Should().Throw<InvalidInputException>()
            .Which.Message.Should().Contain(Path.Combine(_pack.Models, "tiny"));

    [Fact]
    public void A_training_that_is_cancelled_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        FluentActions.Invoking(() => Train(LabPack.Recipe(), null, cancelled.Token)).Should().Throw<OperationCanceledException>();
        Directory.GetFileSystemEntries(_pack.Models).Should().BeEmpty();
    }

    [Fact]
    public void A_model_that_cannot_take_its_place_is_an_error_that_says_where_it_is_and_is_not_lost()
    {
        var text = LabPack.Recipe();
        var place = Path.Combine(Directory.CreateDirectory(_pack.Models).FullName, "tiny");
        File.WriteAllText(place, "a plain file");

        FluentActions.Invoking(() => Train(text)).Should().Throw<InvalidInputException>().Which.Message.Should().Contain($"{place}.finished-");

        File.Delete(place);
        LabTrainer.IsDone(Recipe.Parse("recipe", text), text, _pack.Models).Should().BeTrue();
    }

    [Fact]
    public void Where_models_cannot_be_written_that_is_said()
    {
        File.WriteAllText(_pack.Models, "a plain file");

        FluentActions.Invoking(() => Train(LabPack.Recipe())).Should().Throw<InvalidInputException>().WithMessage($"{Path.Combine(_pack.Models, "tiny")}: cannot be written: *");
    }

    [Theory]
    [InlineData("\"steps\": 40", "\"steps\": 0")]
    [InlineData("\"zh\": 0.5", "\"zh\": 1.5")]
    [InlineData("\"zh\": 0.5", "\"xx\": 0.5")]
    [InlineData("\"seed\"", "\"sead\"")]
    public void A_recipe_that_makes_no_sense_is_refused(string before, string after) =>
        FluentActions.Invoking(() => Recipe.Parse("r.json", LabPack.Recipe().Replace(before, after, StringComparison.Ordinal)))
            .Should().Throw<InvalidInputException>().Which.Message.Should().StartWith("r.json: ");

    [Theory]
    [InlineData("""{ "steps": 0, "copied": 1 }""")]
    [InlineData("""{ "steps": 5 }""")]
    [InlineData("""{ "steps": 5, "copied": 0 }""")]
    [InlineData("""{ "steps": 5, "copied": 1, "letters": -1 }""")]
    [InlineData("""{ "steps": 5, "copies": 1 }""")]
    public void A_stage_that_makes_no_sense_is_refused(string stage) =>
        FluentActions.Invoking(() => Recipe.Parse("r.json", LabPack.Recipe(curriculum: stage)))
            .Should().Throw<InvalidInputException>().Which.Message.Should().StartWith("r.json: ");

    [Theory]
    [InlineData("\"steps\": 40")]
    [InlineData("\"worlds\": [\"islets\"]")]
    public void A_curriculum_beside_what_it_replaces_is_refused(string other) =>
        FluentActions.Invoking(() => Recipe.Parse(
                "r.json", LabPack.Recipe(curriculum: """{ "steps": 5, "copied": 1 }""").Replace("\"seed\"", $"{other}, \"seed\"", StringComparison.Ordinal)))
            .Should().Throw<InvalidInputException>().Which.Message.Should().Contain("neither 'steps' nor 'worlds'");

    [Fact]
    public void The_recipes_that_come_along_can_be_read()
    {
        Recipe.Names.Should().Equal(
            "micro-base", "micro-chinese", "micro-chinese-mixed", "micro-letters", "micro-mixed", "micro-tuned");
        foreach (var name in Recipe.Names)
        {
            Recipe.Parse(name, Recipe.TextOf(name)).Name.Should().Be(name);
        }
    }

    private static Dictionary<string, float[]> Weights(string model, int positions)
    {
        using var decoder = DecoderFolder.Read(model, TorchSharp.torch.CPU);
        decoder.Configuration.MaximumPositions.Should().Be(positions);
        return decoder.Parameters.Keys.ToDictionary(name => name, decoder.Weight);
    }

    private static string Sums(string model) => File.ReadAllText(Path.Combine(model, "SHA256SUMS"));

    private string Train(string recipe, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        LabTrainer.Train(Recipe.Parse("recipe", recipe), recipe, _pack.Probes, _pack.Worlds, _pack.Models, progress, cancellationToken);

    private sealed class Reports(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
