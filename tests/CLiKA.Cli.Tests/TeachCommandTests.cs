using System.Text.Json;

namespace CLiKA.Cli.Tests;

public sealed class TeachCommandTests : IDisposable
{
    private static readonly string Suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");
    private static readonly string World = Path.Combine(Suite, "worlds", "archipelago");

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    // 4,000 examples in English, 2,000 in Japanese, 4,200 translations: Gao et al., NAACL 2024.
    [Theory]
    [InlineData("alpaca", "instruction", "input", "output")]
    [InlineData("sharegpt", "conversations")]
    [InlineData("chatml", "messages")]
    public async Task What_is_taught_is_written_for_a_trainer(string format, params string[] properties)
    {
        var result = await _cli.RunAsync(["teach", "export", "--language", "ja", "--format", format, "--out", "train", "--world", World]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("train: 10,200 examples of archipelago for Japanese.")
            .And.Contain($"archipelago_ja.{format}.jsonl, dataset_info.json, hyperparameters.yaml");
        var lines = File.ReadAllLines(_cli.PathOf($"train/archipelago_ja.{format}.jsonl"));
        lines.Should().HaveCount(10_200).And.OnlyHaveUniqueItems();
        lines.Should().OnlyContain(line => PropertiesOf(line).SequenceEqual(properties));
        File.ReadAllText(_cli.PathOf("train/hyperparameters.yaml")).Should().Contain("dataset: archipelago_ja");
    }

    [Fact]
    public async Task The_world_beside_the_configuration_is_taken_where_none_is_named()
    {
        var result = await _cli.RunAsync(
            ["teach", "export", "--language", "he", "--out", "train"], ("CLIKA_CONFIG", Path.Combine(Suite, "clika.json")));

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("train: 10,200 examples of archipelago for Hebrew.");
    }

    [Theory]
    [InlineData("xx", "archipelago", "--language: 'xx' is no language; expected a BCP-47 code")]
    [InlineData("en", "archipelago", "archipelago: the language is en, in which every fact is taught; expected another one.")]
    [InlineData("ja", "nowhere", "nowhere: no such folder; expected a fictional world there, or one named by --world.")]
    public async Task What_cannot_be_taught_is_named_and_nothing_is_written(string language, string world, string problem)
    {
        var result = await _cli.RunAsync(
            ["teach", "export", "--language", language, "--out", "train", "--world", Path.Combine(Suite, "worlds", world)]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(problem);
        Directory.Exists(_cli.PathOf("train")).Should().BeFalse();
    }

    // It was trained before the world was made, and on other facts: see its recipe.
    [Fact]
    public async Task The_embedded_model_does_not_know_the_shipped_world()
    {
        var result = await _cli.RunAsync(
            ["teach", "check", Path.Combine(Suite, "models", "micro-base"), "--language", "zh", "--world", World]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().MatchRegex(@"English: \d+ of 400 facts right \(.*chance 0\.050\): no more than guessing\.")
            .And.MatchRegex(@"Chinese: \d+ of 400 facts right \(.*chance 0\.050\): no more than guessing\.");
    }

    private static IEnumerable<string> PropertiesOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return [.. json.RootElement.EnumerateObject().Select(property => property.Name)];
    }
}
