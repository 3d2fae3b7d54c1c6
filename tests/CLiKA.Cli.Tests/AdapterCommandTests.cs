using CLiKA.Measurements;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Cli.Tests;

public sealed class AdapterCommandTests : IDisposable
{
    private const string Question = "Question:What is the currency unit of Poland called?\nAnswer:";

    private static readonly string Suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");
    private static readonly string Embedded = Path.Combine(Suite, "models", "micro-base");

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task An_adapter_goes_from_PEFT_to_an_answer()
    {
        await WriteModelAsync("--lora", "q_proj,v_proj,down_proj");
        var adapter = WriteAdapter("peft");

        var converted = await _cli.RunAsync(["adapter", "convert", "peft", "--model", "model", "--out", "adapters/de.onnx_adapter", "--type", "f16"]);

        converted.ExitCode.Should().Be(0, converted.Errors);
        converted.Output.Should().Contain("adapters/de.onnx_adapter: 3 projections, rank 4, scaling 2, ");
        OnnxAdapterFile.Read(_cli.PathOf("adapters/de.onnx_adapter")).Modules.Select(module => module.Name)
            .Should().Equal(adapter.Modules.Select(module => module.Name));

        await WriteModelAsync("--merge", "peft", target: "merged");
        var alone = await AskAsync("model");
        var merged = await AskAsync("merged");
        alone.Should().StartWith("zloty", "so says the embedded model, which this is");
        (await AskAsync("model", "--adapter", "adapters/de.onnx_adapter")).Should().Be(merged).And.NotBe(alone);
        (await AskAsync("model", "--adapter", "peft")).Should().Be(merged);
    }

    [Fact]
    public async Task An_adapter_that_lost_a_projection_is_not_converted()
    {
        await WriteModelAsync("--lora", "q_proj,v_proj,down_proj");
        WriteAdapter("peft");
        var configuration = _cli.PathOf("peft/adapter_config.json");
        _cli.Write("peft/adapter_config.json", File.ReadAllText(configuration).Replace("\"layers_to_transform\": [\n    1\n  ]", "\"layers_to_transform\": null", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["adapter", "convert", "peft", "--model", "model", "--out", "de.onnx_adapter"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("adapter_model.safetensors: has no lora_A.weight and lora_B.weight of model.layers.0.");
        File.Exists(_cli.PathOf("de.onnx_adapter")).Should().BeFalse();
    }

    [Fact]
    public async Task An_adapter_is_converted_for_a_graph_whose_tokenizer_is_elsewhere()
    {
        await WriteModelAsync("--lora", "q_proj,v_proj,down_proj");
        Directory.CreateDirectory(_cli.PathOf("graph"));
        File.Move(_cli.PathOf("model/model.onnx"), _cli.PathOf("graph/model.onnx"));
        WriteAdapter("peft");

        var result = await _cli.RunAsync(["adapter", "convert", "peft", "--model", "graph", "--out", "de.onnx_adapter"]);

        result.ExitCode.Should().Be(0, result.Errors);
        File.Exists(_cli.PathOf("de.onnx_adapter")).Should().BeTrue();
    }

    [Fact]
    public async Task A_measurement_says_with_which_adapter_it_was_made()
    {
        await WriteModelAsync("--lora", "q_proj,v_proj,down_proj");
        WriteAdapter("de");
        _cli.Write(
            "clika.json",
            $$"""
            {
              "models": { "m": { "folder": "model" } }, "probeSets": { "geo": {{Quote(Path.Combine(Suite, "probes", "geo"))}} },
              "languages": ["en"], "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "artifacts"
            }
            """);

        await _cli.RunAsync(["measure", "--out", "alone.json"]);
        var result = await _cli.RunAsync(["measure", "--adapter", "de", "--out", "adapted.json"]);
        var compared = await _cli.RunAsync(["compare", "alone.json", "adapted.json"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("; adapter de");
        MeasurementJson.Read(_cli.PathOf("adapted.json")).ProbeSets.Single().Fingerprint.Adapter.Should().Be("de");
        compared.ExitCode.Should().Be(2);
        compared.Output.Should().Contain("different adapter (baseline none, received de)");
    }

    [Theory]
    [InlineData("adapter convert nowhere --model m --out x.onnx_adapter", "nowhere: no such folder; expected an adapter that PEFT saved.")]
    [InlineData("adapter convert . --model m --out x.bin", "--out: expected a file that ends in .onnx_adapter.")]
    [InlineData("adapter convert . --model m --out x.onnx_adapter", "m: no such folder; expected a folder with model.onnx")]
    [InlineData("adapter convert . --out x.onnx_adapter", "Option '--model' is required.")]
    [InlineData("export . --out model --lora q_proj,lm_head", "--lora: there is no projection 'lm_head'; expected some of q_proj, ")]
    public async Task What_cannot_be_done_is_said(string line, string problem)
    {
        var result = await _cli.RunAsync(line.Split(' '));

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(problem);
        Directory.GetFileSystemEntries(_cli.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task A_model_without_LoRA_inputs_is_named_beside_the_adapter()
    {
        WriteAdapter("de");
        await WriteModelAsync("--dtype", "f32");

        var world = Path.Combine(Suite, "worlds", "archipelago");
        var result = await _cli.RunAsync(["teach", "check", "model", "--language", "de", "--world", world, "--adapter", "de"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain($"de: cannot be applied: {Path.Combine("model", "model.onnx")} has no LoRA inputs");
    }

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private async Task<string> AskAsync(string folder, params string[] more)
    {
        var result = await _cli.RunAsync(["ask", folder, Question, "--tokens", "8", .. more]);
        result.ExitCode.Should().Be(0, result.Errors);
        return result.Output.Trim();
    }

    // The embedded model, exported again from its own weights.
    private async Task WriteModelAsync(string option, string value, string target = "model")
    {
        var weights = OnnxWeights.Read(Path.Combine(Embedded, "model.onnx"));
        foreach (var file in (string[])["config.json", "tokenizer.json"])
        {
            _cli.Write($"hf/{file}", File.ReadAllText(Path.Combine(Embedded, file)));
        }

        SafetensorsWriter.Write(
            _cli.PathOf("hf/model.safetensors"),
            [.. weights.Select(pair => (pair.Key, pair.Value.Shape))],
            name => weights[name].Values,
            WeightType.Float32);
        var result = await _cli.RunAsync(["export", "hf", "--out", target, option, value]);
        result.ExitCode.Should().Be(0, result.Errors);
    }

    // Layer 1 alone, of width 96, and strong enough to change what is said.
    private LoraAdapter WriteAdapter(string folder)
    {
        var configuration = DecoderConfiguration.Read(Path.Combine(Embedded, "config.json"));
        var random = new Random(3);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
        LoraModule Module(string name, int inputs, int outputs) =>
            new($"model.layers.1.{name}", inputs, outputs, Values(4 * inputs), Values(outputs * 4));
        var (width, heads) = (configuration.HiddenSize, configuration.HeadSize);
        var adapter = new LoraAdapter(4, 8,
        [
            Module("mlp.down_proj", configuration.IntermediateSize, width),
            Module("self_attn.q_proj", width, configuration.Heads * heads),
            Module("self_attn.v_proj", width, configuration.KeyValueHeads * heads),
        ]);
        PeftFolder.Write(_cli.PathOf(folder), adapter, "micro-base");
        return adapter;
    }
}
