using System.Text.Json;
using CLiKA.Baselines.Noise;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;
using CLiKA.Metrics;

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
          "probeSets": { "causes": {{Quote("probes", "causes")}} },
          "languages": ["en", "zh"], "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "artifacts"
        }
        """);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_same_model_is_asked_again_in_other_ways_and_what_moved_is_kept_for_the_gate()
    {
        var result = await _cli.RunAsync(["noise", "--model", "m", "--accept"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("Noise of m: model at ").And.Contain("in other batches (row by row, 8192 tokens a batch)")
            .And.Contain("with other numbers of threads (").And.Contain("in other wordings (wording 2, wording 3):").And.Contain("accepted.");
        var noise = NoiseStore.Read(_cli.PathOf("baselines/m")).Single();
        noise.Of(NoiseKind.Wordings)!.Cells.Should().OnlyContain(cell => cell.Discordant > 0, "a small model goes by the words");

        // A machine has a GPU, or the output says that it was not measured.
        result.Output.Contains("Not measured: device.", StringComparison.Ordinal).Should().Be(noise.Of(NoiseKind.Device) is null);
    }

    [Fact]
    public async Task A_model_that_cannot_be_asked_does_not_take_the_noise_of_the_others_with_it()
    {
        var result = await _cli.RunAsync(["noise", "--variants", "wordings", "--format", "json"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().StartWith("other: not measured. ");
        JsonDocument.Parse(result.Output).RootElement.GetProperty("models")[0].GetProperty("model").GetString().Should().Be("m");
    }

    // The other class of device is there where the build is for GPUs and the machine has one.
    [Fact]
    public async Task What_is_asked_for_by_name_and_cannot_be_had_is_no_success()
    {
        var result = await _cli.RunAsync(["noise", "--model", "m", "--variants", "batch,device"]);

        var isMissing = result.Output.Contains("Not measured: device.", StringComparison.Ordinal);
        result.ExitCode.Should().Be(isMissing ? 2 : 0, result.Errors);
        result.Output.Should().Contain("in other batches (row by row, 8192 tokens a batch)", "what can be had is measured all the same");
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

    // Of 100 items 20 are lost in German.
    [Theory]
    [InlineData(20, "execution", 0, "pack, de: within noise. It lost 20.0 points of accuracy; the same model asked in other batches moved by 20.0 points.")]
    [InlineData(20, "none", 1, "Verdict: regressed (cells: 1 regressed, 0 improved, 1 unchanged).")]
    [InlineData(19, "execution", 1, "Verdict: regressed (cells: 1 regressed, 0 improved, 1 unchanged).")]
    public async Task What_stands_beside_a_baseline_is_held_against_a_loss(int moved, string use, int exitCode, string expected)
    {
        _cli.Write("suite/clika.json",
            """{"models":{"m":{"folder":"m"}},"probeSets":{"pack":"pack"},"languages":["en","de"],"baselines":"baselines","artifacts":"artifacts"}""");
        _cli.Write("suite/artifacts/received/m.json", Measurements.Json(0));
        (await _cli.RunAsync(["accept", "--config", "suite/clika.json", "--reason", "First baseline"])).ExitCode.Should().Be(0);
        _cli.Write("worse.json", Measurements.Json(20));
        Language[] languages = [Language.Pivot, Language.Parse("de")];
        var batch = new KindNoise(
            NoiseKind.Batch,
            ["row by row"],
            [new PoolNoise(Level.Performance, null, 0), new PoolNoise(Level.Consistency, null, 0)],
            [.. languages.Select((language, index) => new CellNoise(language, 100, "row by row", index * moved, index * moved, 0, null))]);
        new NoiseStore(_cli.PathOf("suite/baselines")).Accept(
            "m", new ProbeSetNoise("pack", new Fingerprint("items", "prompt", "letter", "cpu"), "weights", [batch]));

        var result = await _cli.RunAsync(["compare", "suite/baselines/m", "worse.json", "--tests", "cells", "--noise", use]);

        result.ExitCode.Should().Be(exitCode, result.Errors);
        result.Output.Should().Contain(expected);
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

    [Fact]
    public async Task A_model_behind_a_server_is_refused_before_any_is_asked()
    {
        var configuration = await File.ReadAllTextAsync(_cli.PathOf("clika.json"));
        _cli.Write("clika.json", configuration.Replace(
            "{ \"folder\": \"nowhere\" }", "{ \"endpoint\": { \"url\": \"http://127.0.0.1:9/v1\", \"model\": \"x\" } }", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["noise", "--variants", "wordings"]);

        result.ExitCode.Should().Be(2);
        result.Output.Should().BeEmpty("the first model, which could be asked, is not");
        result.Errors.Should().Contain("model 'other' is behind a server");
    }

    private static string Quote(params string[] path) => JsonSerializer.Serialize(Path.Combine([Suite, .. path]));
}
