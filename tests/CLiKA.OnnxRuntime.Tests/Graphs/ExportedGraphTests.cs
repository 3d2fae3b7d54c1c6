using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Graphs of other exporters answer like CLiKA's own graph of the same weights, with the fastest plan that each allows.</summary>
public sealed class ExportedGraphTests : IDisposable
{
    private const string Instruction = "Question:Wo liegt Łódź?\nAnswer: in Polen\n\n";

    internal static readonly Prompt[] Prompts =
    [
        new("1", $"{Instruction}Question:Wo liegt Gdańsk?\nAnswer:", [" in Polen", " in Österreich", " x"]),
        new("2", $"{Instruction}Question:中国的首都是哪座城市？\nAnswer:", [" 北京", " 東京"]),
        new("3", $"{Instruction}Question:Perché?\nAnswer:", [" il cielo è blu", " a", " l'île", " 12345"]),
        new("4", $"{Instruction}Question:?\nAnswer:", ["!", "?"]),
    ];

    internal static readonly DecoderConfiguration Model = SmallLlama.Grouped with { HeadSize = 16 };

    private readonly TemporaryFolder _folder = new();

    public ExportedGraphTests() => SmallModel.Write(_folder, Model);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("optimum", "shared prefix computed once, prompts in batches")]
    [InlineData("optimum without positions", "shared prefix computed once, prompts in batches")]
    [InlineData("optimum, merged", "shared prefix computed once, prompts in batches")]
    [InlineData("optimum, 16 bits", "shared prefix computed once, prompts in batches")]
    [InlineData("optimum without a past", "every prompt computed in full, prompts in batches (this graph takes no past)")]
    [InlineData("a past of one row", "shared prefix computed once, one prompt at a time (*")]
    [InlineData("model builder", "shared prefix computed once, one prompt at a time (*batch_size must be 1*")]
    public async Task Every_kind_of_graph_answers_alike_with_its_fastest_plan(string shape, string plan)
    {
        var (expected, own) = await Answers();
        own.Should().EndWith("; shared prefix computed once, prompts in batches");
        Write(shape);

        var (actual, device) = await Answers();

        device.Should().Match($"CPU, 2 threads; {plan}");
        var (tolerance, promised) = shape.EndsWith("16 bits", StringComparison.Ordinal) ? (0.05, 0.05) : (1e-3, 2e-3);
        using var answerer = Load();
        answerer.Tolerance.Should().Be(promised);
        foreach (var (answer, reference) in actual.Zip(expected))
        {
            answer.LogProbabilities.Zip(reference.LogProbabilities, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(tolerance);
            answer.Choice.Should().Be(reference.Choice);
        }
    }

    // GroupQueryAttention takes several new tokens of several rows only where nothing comes before them, on either device.
    [Fact]
    public void On_a_GPU_batches_are_preferred_to_a_shared_prefix()
    {
        Write("model builder");
        using var open = SessionOpener.Open(_folder["model.onnx"], DeviceRequest.Cpu, 2);

        var graph = ExportedGraph.Read(_folder["model.onnx"], open with { DeviceClass = "cuda" }, ModelFolder.Open(_folder.Path).Configuration);

        graph.Plan.ToString().Should().Match("every prompt computed in full, prompts in batches (*batch_size must be 1*)");
    }

    // It repeats the shared prefix there; a process that exceeds the host's memory is killed without an error.
    [Fact]
    public void On_a_GPU_keys_and_values_are_limited_by_the_hosts_memory()
    {
        Write("model builder");
        using var open = SessionOpener.Open(_folder["model.onnx"], DeviceRequest.Cpu, 2);

        var graph = ExportedGraph.Read(_folder["model.onnx"], open with { DeviceClass = "cuda" }, ModelFolder.Open(_folder.Path).Configuration);

        graph.Limits.Should().Be(new BatchLimits(Tokens: 16_384, Cache: 1L << 31));
    }

    [Theory]
    [InlineData("sliding_window_cache=1 requires past_key and past_value to be present.", "*expected genai_config.json to say which*")]
    [InlineData("sliding_window_cache=1 requires past_key/present_key and past_value/present_value to share the same buffer.", "*set the device to cpu.")]
    public void Errors_about_windowed_caches_give_advice(string message, string advice) => PlanProbe.AdviceOn(message).Should().Match(advice);

    [Fact]
    public void An_unknown_input_is_named()
    {
        ExportedLlama.Write(_folder["model.onnx"], Model with { Layers = 3 });

        FluentActions.Invoking(Load).Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder["model.onnx"]}: CLiKA cannot ask this graph: *unknown input past_key_values.2.key*");
    }

    // As DeepSeek's.
    [Fact]
    public void Keys_and_values_may_have_different_widths()
    {
        var graph = new OnnxGraph();
        var ids = graph.Input("input_ids", OnnxElementType.Int64, "batch", "sequence");
        var wide = graph.Node("Unsqueeze", "wide", [ids, graph.Constant("axes", [1, 3])]);
        var number = graph.Node("Cast", "number", [wide], ("to", (int)OnnxElementType.Float));
        foreach (var name in Enumerable.Range(0, Model.Layers).SelectMany(layer => (string[])[$"{layer}.key", $"{layer}.value"]))
        {
            var size = name.EndsWith("key", StringComparison.Ordinal) ? 6 : 4;
            graph.Input($"past_key_values.{name}", OnnxElementType.Float, "batch", 1, "past", size);
            graph.Output($"present.{name}", OnnxElementType.Float, "batch", 1, "total", size);
            var repeated = graph.Node("Tile", $"new.{name}", [number, graph.Constant($"times.{name}", [1, 1, 1, size])]);
            graph.Node("Concat", $"present.{name}", [$"past_key_values.{name}", repeated], ("axis", 2));
        }

        float[] table = [.. Enumerable.Range(0, Model.VocabularySize * Model.VocabularySize).Select(index => index % 7f)];
        var embedding = Tensors.Floats(graph, "table", OnnxElementType.Float, [Model.VocabularySize, Model.VocabularySize], table);
        graph.Node("Gather", "logits", [embedding, ids]);
        graph.Output("logits", OnnxElementType.Float, "batch", "sequence", Model.VocabularySize);
        OnnxModelFile.Write(_folder["model.onnx"], graph, int.MaxValue);

        using var answerer = Load();

        answerer.Device.Should().EndWith("; shared prefix computed once, prompts in batches");
    }

    [Fact]
    public void A_graph_with_logits_of_the_last_token_only_is_refused()
    {
        ExportedLlama.Write(_folder["model.onnx"], Model, hasPositions: false, isGrouped: true, isPruned: true);

        FluentActions.Invoking(Load).Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder["model.onnx"]}: CLiKA cannot ask this graph: logits for the last token only*build the graph without prune_lm_head.");
    }

    [Fact]
    public void A_windowed_cache_of_unknown_length_is_an_error()
    {
        ExportedLlama.Write(_folder["model.onnx"], Model, hasPositions: false, isGrouped: true, windowed: [0, 1], keepsWindow: true);

        FluentActions.Invoking(Load).Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder["model.onnx"]}: ONNX Runtime cannot run it: *expected genai_config.json to say which, or a graph built with windowed_kv_cache=false.");
    }

    [Theory]
    [InlineData("\"head_dim\": 16", true)]
    [InlineData("\"hidden_size\": 64, \"num_attention_heads\": 4", true)]
    [InlineData("\"hidden_size\": 64", false)]
    public void A_dynamic_cache_has_the_width_of_the_configuration(string says, bool isKnown)
    {
        ExportedLlama.Write(_folder["model.onnx"], Model, hasPositions: false, isGrouped: true);
        File.WriteAllText(
            _folder["config.json"],
            $$"""{ "num_hidden_layers": {{Model.Layers}}, "vocab_size": {{Model.VocabularySize}}, "max_position_embeddings": 256, {{says}} }""");

        var load = FluentActions.Invoking(() => Load().Dispose());

        if (isKnown)
        {
            load.Should().NotThrow();
        }
        else
        {
            load.Should().Throw<InvalidInputException>().WithMessage("*past_key_values.0.key has shape *, and neither it nor the configuration states*");
        }
    }

    [Fact]
    public void A_past_without_the_layers_of_the_configuration_is_named()
    {
        ExportedLlama.Write(_folder["model.onnx"], Model with { Layers = 1 });

        FluentActions.Invoking(Load).Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder["model.onnx"]}: CLiKA cannot ask this graph: *missing input past_key_values.1.key*");
    }

    private void Write(string shape)
    {
        var (path, model) = (_folder["model.onnx"], Model);
        switch (shape)
        {
            case "optimum":
                ExportedLlama.Write(path, model);
                break;
            case "optimum without positions":
                ExportedLlama.Write(path, model, hasPositions: false);
                break;
            case "optimum, merged":
                File.Delete(path);
                ExportedLlama.Write(_folder["decoder_model_merged.onnx"], model, isMerged: true);
                break;
            case "optimum, 16 bits":
                ExportedLlama.Write(path, model, cache: OnnxElementType.Float16);
                break;
            case "optimum without a past":
                ExportedLlama.Write(path, model, hasPast: false);
                break;
            case "a past of one row":
                ExportedLlama.Write(path, model, pastRows: 1);
                break;
            default:
                ExportedLlama.Write(path, model, hasPositions: false, isGrouped: true);
                break;
        }
    }

    private async Task<(IReadOnlyList<Answer> Answers, string Device)> Answers()
    {
        using var answerer = Load();
        return (await answerer.AnswerAsync(Prompts, Scoring.Likelihood, null, CancellationToken.None), answerer.Device);
    }

    private OnnxAnswerer Load() => OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 2 });
}
