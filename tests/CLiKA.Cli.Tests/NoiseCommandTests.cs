using System.Text.Json;
using CLiKA.Baselines.Noise;
using CLiKA.Measurements.Noise;

namespace CLiKA.Cli.Tests;

public sealed class NoiseCommandTests : IDisposable
{
    private static readonly string Suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");

    private readonly Cli _cli = new();

    public NoiseCommandTests() => _cli.Write(
        "clika.json",
        $$"""
        {
          "models": { "m": { "folder": {{Quote("models", "micro-base")}} }, "other": { "folder": "nowhere" } },
          "probeSets": { "geo": {{Quote("probes", "geo")}} },
          "languages": ["en", "zh"], "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "artifacts"
        }
        """);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_same_model_is_asked_again_in_other_ways_and_what_moved_is_kept_for_the_gate()
    {
        var result = await _cli.RunAsync(["noise", "--model", "m", "--accept"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("Noise of m, asked from").And.Contain("other batches (row by row, 8192 tokens a batch)")
            .And.Contain("other numbers of threads (").And.Contain("other wordings (wording 2, wording 3):").And.Contain("accepted.");
        var noise = NoiseStore.Read(_cli.PathOf("baselines/m")).Single();
        noise.Of(NoiseKind.Wordings)!.Cells.Should().OnlyContain(cell => cell.Discordant > 0, "a small model goes by the words");

        // A machine has a GPU, or the output says that it was not measured.
        result.Output.Contains("Not measured: device.", StringComparison.Ordinal).Should().Be(noise.Of(NoiseKind.Device) is null);
    }

    [Fact]
    public async Task For_programs_there_is_JSON_and_nothing_is_kept_unless_that_is_asked_for()
    {
        var result = await _cli.RunAsync(["noise", "--model", $"m={Path.Combine(Suite, "models", "micro-chinese")}", "--variants", "wordings", "--format", "json"]);

        result.ExitCode.Should().Be(0, result.Errors);
        var model = JsonDocument.Parse(result.Output).RootElement.GetProperty("models")[0];
        model.GetProperty("model").GetString().Should().Be("m");
        var kind = model.GetProperty("probeSets")[0].GetProperty("kinds").EnumerateArray().Single();
        kind.GetProperty("kind").GetString().Should().Be("wordings");
        kind.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("language").GetString()).Should().Equal("en", "zh");
        Directory.Exists(_cli.PathOf("baselines")).Should().BeFalse();
    }

    [Fact]
    public async Task In_CI_nothing_is_accepted()
    {
        var result = await _cli.RunAsync(["noise", "--model", "m", "--accept"], ("CI", "true"));

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("CI is set");
        Directory.Exists(_cli.PathOf("baselines")).Should().BeFalse();
    }

    [Theory]
    [InlineData("'heat' is unknown; expected some of batch, threads, device, wordings.", "--variants", "batch,heat")]
    [InlineData("model 'm' is asked for twice", "--model", "m", "--model", "m=elsewhere")]
    [InlineData("nowhere: no such folder", "--model", "other")]
    [InlineData("has 2 models", "--model", "unknown")]
    public async Task What_cannot_be_asked_is_named(string expected, params string[] arguments)
    {
        var result = await _cli.RunAsync(["noise", .. arguments]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(expected);
    }

    private static string Quote(params string[] path) => JsonSerializer.Serialize(Path.Combine([Suite, .. path]));
}
