using CLiKA.Onnx;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Writes a small decoder with the inputs and outputs that other exporters give theirs.</summary>
internal static class ExportedLlama
{
    /// <summary>Writes a graph.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="hasPast">Whether keys and values go in and come out.</param>
    /// <param name="hasPositions">Whether positions go in.</param>
    /// <param name="isMerged">Whether a flag says which branch runs, as in Optimum's merged decoders.</param>
    /// <param name="isGrouped">Whether attention is the model builder's GroupQueryAttention.</param>
    /// <param name="cache">Type of keys, values and logits.</param>
    /// <param name="pastRows">Rows that the past is declared with: a number, or the name of a dimension that varies.</param>
    /// <param name="projection">How matrices are stored and multiplied by; null where they are of 32 bits.</param>
    /// <param name="largestFile">Above it, in bytes, the weights stand in another file.</param>
    public static void Write(
        string path,
        LlamaConfiguration configuration,
        bool hasPast = true,
        bool hasPositions = true,
        bool isMerged = false,
        bool isGrouped = false,
        OnnxElementType cache = OnnxElementType.Float,
        object? pastRows = null,
        IProjection? projection = null,
        int largestFile = int.MaxValue)
    {
        var graph = new OnnxGraph();
        var source = SmallLlama.Weights(configuration);
        var isHalf = projection?.Type == OnnxElementType.Float16;
        var weights = new LlamaWeights(graph, new ArrayWeights(source), isHalf ? WeightType.Float16 : WeightType.Float32);
        var ids = graph.Input("input_ids", OnnxElementType.Int64, "batch", "sequence");
        var mask = graph.Input("attention_mask", OnnxElementType.Int64, "batch", "total");
        if (isMerged)
        {
            graph.Input("use_cache_branch", OnnxElementType.Bool, 1);
        }

        for (var layer = 0; hasPast && layer < configuration.Layers; layer++)
        {
            foreach (var part in (string[])["key", "value"])
            {
                var (heads, size) = (configuration.KeyValueHeads, configuration.HeadSize);
                graph.Input($"past_key_values.{layer}.{part}", cache, pastRows ?? "batch", heads, "past", size);
                graph.Output($"present.{layer}.{part}", cache, "batch", heads, "total", size);
            }
        }

        string Computed(string table) => isHalf ? graph.Node("Cast", $"{table}.half", [table], ("to", (int)OnnxElementType.Float16)) : table;
        var (cosines, sines) = LlamaRotation.Tables(
            graph, configuration, configuration.AttentionOf(0).Rotation!, "rotary", OnnxElementType.Float);
        var rotation = (Computed(cosines), Computed(sines));
        string? positions = null;
        if (hasPositions)
        {
            positions = graph.Input("position_ids", OnnxElementType.Int64, "batch", "sequence");
        }
        else if (!isGrouped)
        {
            positions = LlamaRotation.Positions(graph, ids, hasPast ? "past_key_values.0.key" : NoPast(graph, configuration));
        }

        var attention = new ExportedAttention(graph, configuration, mask, rotation, positions, hasPast, isGrouped, cache);
        string Normalize(string name, string input) => graph.Node(
            "RMSNormalization",
            name,
            [input, weights.Stored($"{name}.weight", configuration.HiddenSize)],
            ("axis", -1),
            ("epsilon", (float)configuration.RmsNormEpsilon));
        string Multiply(string name, string input, int inputs, int outputs) => projection is null
            ? graph.Node("MatMul", name, [input, weights.Projection($"{name}.weight", outputs, inputs)])
            : projection.Multiply(graph, name, input, source($"{name}.weight"), inputs);

        var (width, wide) = (configuration.HiddenSize, configuration.IntermediateSize);
        var embedding = weights.Stored("model.embed_tokens.weight", configuration.VocabularySize, width);
        var hidden = graph.Node("Gather", "embedded", [embedding, ids]);
        for (var layer = 0; layer < configuration.Layers; layer++)
        {
            var name = $"model.layers.{layer}";
            var normal = Normalize($"{name}.input_layernorm", hidden);
            var heads = configuration.Heads * configuration.HeadSize;
            var shared = configuration.KeyValueHeads * configuration.HeadSize;
            var attended = attention.Add(
                layer,
                Multiply($"{name}.self_attn.q_proj", normal, width, heads),
                Multiply($"{name}.self_attn.k_proj", normal, width, shared),
                Multiply($"{name}.self_attn.v_proj", normal, width, shared));
            hidden = graph.Node("Add", $"{name}.attended", [hidden, Multiply($"{name}.self_attn.o_proj", attended, heads, width)]);
            var fed = Normalize($"{name}.post_attention_layernorm", hidden);
            var gate = Multiply($"{name}.mlp.gate_proj", fed, width, wide);
            var active = graph.Node("Mul", $"{name}.active", [gate, graph.Node("Sigmoid", $"{name}.sigmoid", [gate])]);
            var gated = graph.Node("Mul", $"{name}.gated", [active, Multiply($"{name}.mlp.up_proj", fed, width, wide)]);
            hidden = graph.Node("Add", $"{name}.fed", [hidden, Multiply($"{name}.mlp.down_proj", gated, wide, width)]);
        }

        var logits = Multiply("lm_head", Normalize("model.norm", hidden), width, configuration.VocabularySize);
        graph.Node("Cast", "logits", [logits], ("to", (int)cache));
        graph.Output("logits", cache, "batch", "sequence", configuration.VocabularySize);
        OnnxModelFile.Write(path, graph, largestFile);
    }

    private static string NoPast(OnnxGraph graph, LlamaConfiguration configuration) => graph.Initializer(new(
        "no_past", OnnxElementType.Float, [1, configuration.KeyValueHeads, 0, configuration.HeadSize], _ => { }));
}
