using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CLiKA.Onnx;

namespace CLiKA.Cli.Tests;

/// <summary>A model that answers one question with what is no number.</summary>
public sealed class NotFiniteTests : IDisposable
{
    // Only commonsense-061 has it.
    private const string Token = "Ġcountry";

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task The_run_fails_and_names_the_item_which_is_not_kept_and_is_asked_again(float value)
    {
        WriteModel(value);
        var probes = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "probes");
        _cli.Write(
            "clika.json",
            $$"""
            {
              "models": { "m": { "folder": "model" } },
              "probeSets": {
                "causes": {{JsonSerializer.Serialize(Path.Combine(probes, "causes"))}},
                "commonsense": {{JsonSerializer.Serialize(Path.Combine(probes, "commonsense"))}}
              },
              "languages": ["en"], "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "artifacts"
            }
            """);

        // The second time the first probe set is known, and the question is asked again.
        foreach (var _ in (int[])[1, 2])
        {
            var result = await _cli.RunAsync(["measure"]);

            result.ExitCode.Should().Be(2);
            result.Errors.Should().Contain("model.onnx: the model answers item 'commonsense-061' (commonsense, en) with logits that are not finite numbers.");
            File.Exists(_cli.PathOf("artifacts/received/m.json")).Should().BeFalse();
            (await KeptAsync()).Should().Be(124, "the other probe set is kept, and nothing of this one");
        }

        File.Copy(Path.Combine(Checkpoints.Embedded, "model.onnx"), _cli.PathOf("model/model.onnx"), overwrite: true);
        File.Copy(Path.Combine(Checkpoints.Embedded, "config.json"), _cli.PathOf("model/config.json"), overwrite: true);
        var mended = await _cli.RunAsync(["measure"]);
        mended.ExitCode.Should().Be(0, mended.Errors);
        mended.Output.Should().Contain("292 questions asked, 0 answers reused");
    }

    private async Task<int> KeptAsync()
    {
        var list = await _cli.RunAsync(["journal", "ls"]);
        return int.Parse(Regex.Match(list.Output, "books, ([0-9,]+) answers").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    // The embedded model, but for what one token is read as; what is written goes by the other embeddings.
    private void WriteModel(float value)
    {
        Directory.CreateDirectory(_cli.PathOf("model"));
        var tokenizer = File.ReadAllText(Path.Combine(Checkpoints.Embedded, "tokenizer.json"));
        var token = JsonElement.Parse(tokenizer).GetProperty("model").GetProperty("vocab").GetProperty(Token).GetInt32();
        _cli.Write("model/tokenizer.json", tokenizer);
        var configuration = DecoderConfiguration.Read(Path.Combine(Checkpoints.Embedded, "config.json")) with { TiedEmbeddings = false };
        configuration.Write(_cli.PathOf("model/config.json"));
        var weights = OnnxWeights.Read(Path.Combine(Checkpoints.Embedded, "model.onnx"));
        DecoderGraph.Write(
            _cli.PathOf("model/model.onnx"),
            configuration,
            name =>
            {
                var values = weights[name == "lm_head.weight" ? "model.embed_tokens.weight" : name].Values;
                return name == "model.embed_tokens.weight"
                    ? [.. values.Select((weight, index) => index == token * configuration.HiddenSize ? value : weight)]
                    : values;
            },
            WeightType.Float32);
    }
}
