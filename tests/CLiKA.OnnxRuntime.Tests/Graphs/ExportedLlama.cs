using CLiKA.Onnx;
using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Decoders.Attention;
using CLiKA.Onnx.Files;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Writes a small decoder with the inputs and outputs of other exporters.</summary>
internal static class ExportedLlama
{
    /// <summary>Writes a graph.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="hasPast">Whether keys and values go in and come out.</param>
    /// <param name="hasPositions">Whether positions go in.</param>
    /// <param name="isMerged">Whether a flag says which branch runs, as in Optimum's merged decoders.</param>
    /// <param name="isGrouped">
    /// Whether it is as the model builder writes it: GroupQueryAttention, matrices of queries, keys and values in one, sums and normalizations
    /// in one, and a cache of open width.
    /// </param>
    /// <param name="cache">Type of keys, values and logits.</param>
    /// <param name="pastRows">Rows that the past is declared with: a number, or the name of a dimension that varies.</param>
    /// <param name="windowed">Layers whose grouped attention sees a window alone.</param>
    /// <param name="keepsWindow">Whether they keep keys and values of it alone, too.</param>
    /// <param name="isPruned">Whether logits are those of the last token alone.</param>
    /// <param name="projection">How matrices are stored and multiplied by; null where they are of 32 bits.</param>
    /// <param name="largestFile">Size in bytes above which the weights are in another file.</param>
    /// <param name="values">The weights by name; null for those of <see cref="SmallLlama.Weights"/>.</param>
    public static void Write(
        string path,
        DecoderConfiguration configuration,
        bool hasPast = true,
        bool hasPositions = true,
        bool isMerged = false,
        bool isGrouped = false,
        OnnxElementType cache = OnnxElementType.Float,
        object? pastRows = null,
        IReadOnlyCollection<int>? windowed = null,
        bool keepsWindow = false,
        bool isPruned = false,
        IProjection? projection = null,
        int largestFile = int.MaxValue,
        Func<string, float[]>? values = null)
    {
        var graph = new OnnxGraph();
        var source = values ?? SmallLlama.Weights(configuration);
        projection ??= new FloatProjection(OnnxElementType.Float);
        var isHalf = projection.Type == OnnxElementType.Float16;
        var weights = new GraphWeights(graph, new ArrayWeights(source), isHalf ? WeightType.Float16 : WeightType.Float32);
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
                // The model builder leaves the width open: a cache may be compressed.
                var heads = configuration.KeyValueHeads;
                object size = isGrouped ? "kv_cache_dim" : configuration.HeadSize;
                graph.Input($"past_key_values.{layer}.{part}", cache, pastRows ?? "batch", heads, "past", size);
                graph.Output($"present.{layer}.{part}", cache, "batch", heads, "total", size);
            }
        }

        string Computed(string table) => isHalf ? graph.Node("Cast", $"{table}.half", [table], ("to", (int)OnnxElementType.Float16)) : table;
        var (cosines, sines) = DecoderRotation.Tables(
            graph, configuration.MaximumPositions, configuration.AttentionOf(0).Rotation!, configuration.RotatedSize, "rotary", OnnxElementType.Float);
        var rotation = (Computed(cosines), Computed(sines));
        string? positions = null;
        if (hasPositions)
        {
            positions = graph.Input("position_ids", OnnxElementType.Int64, "batch", "sequence");
        }
        else if (!isGrouped)
        {
            DecoderRotation.AddRow(graph, ids, hasPast ? "past_key_values.0.key" : NoPast(graph, configuration));
            positions = DecoderRotation.Positions(graph);
        }

        var attention = new ExportedAttention(graph, configuration, mask, rotation, positions, hasPast, isGrouped, windowed ?? [], keepsWindow, cache);
        string Norm(string name) => weights.Stored($"{name}.weight", configuration.HiddenSize);
        var epsilon = ("epsilon", (object)(float)configuration.NormEpsilon);
        (string Normal, string Sum) Normalize(string name, string hidden, string added)
        {
            var sum = $"{name}.sum";
            if (isGrouped)
            {
                graph.Node("com.microsoft:SkipSimplifiedLayerNormalization", [name, "", "", sum], [hidden, added, Norm(name)], epsilon);
                return (name, sum);
            }

            graph.Node("Add", sum, [hidden, added]);
            return (graph.Node("RMSNormalization", name, [sum, Norm(name)], ("axis", -1), epsilon), sum);
        }

        string Multiply(string name, string input, int inputs) =>
            projection.Multiply(graph, name, input, source($"{name}.weight"), inputs);
        string Fused(string name, string input)
        {
            var (fused, inputs) = ($"{name}.attn.qkv_proj", configuration.HiddenSize);
            float[] weight = [.. ((string[])["q_proj", "k_proj", "v_proj"]).SelectMany(part => source($"{name}.self_attn.{part}.weight"))];
            return projection.Multiply(graph, fused, input, weight, inputs);
        }

        var (width, wide) = (configuration.HiddenSize, configuration.IntermediateSize);
        var embedding = weights.Stored("model.embed_tokens.weight", configuration.VocabularySize, width);
        var hidden = graph.Node("Gather", "embedded", [embedding, ids]);
        var normal = graph.Node(
            isGrouped ? "SimplifiedLayerNormalization" : "RMSNormalization",
            "model.layers.0.input_layernorm",
            [hidden, Norm("model.layers.0.input_layernorm")],
            ("axis", -1),
            epsilon);
        for (var layer = 0; layer < configuration.Layers; layer++)
        {
            var name = $"model.layers.{layer}";
            var attended = isGrouped && projection.JoinsQueriesKeysAndValues
                ? attention.Add(layer, Fused(name, normal), string.Empty, string.Empty)
                : attention.Add(
                    layer,
                    Multiply($"{name}.self_attn.q_proj", normal, width),
                    Multiply($"{name}.self_attn.k_proj", normal, width),
                    Multiply($"{name}.self_attn.v_proj", normal, width));
            var output = Multiply($"{name}.self_attn.o_proj", attended, configuration.Heads * configuration.HeadSize);
            (var fed, hidden) = Normalize($"{name}.post_attention_layernorm", hidden, output);
            var gate = Multiply($"{name}.mlp.gate_proj", fed, width);
            var active = graph.Node("Mul", $"{name}.active", [gate, graph.Node("Sigmoid", $"{name}.sigmoid", [gate])]);
            var gated = graph.Node("Mul", $"{name}.gated", [active, Multiply($"{name}.mlp.up_proj", fed, width)]);
            var next = layer + 1 < configuration.Layers ? $"model.layers.{layer + 1}.input_layernorm" : "model.norm";
            (normal, hidden) = Normalize(next, hidden, Multiply($"{name}.mlp.down_proj", gated, wide));
        }

        var last = isPruned
            ? graph.Node("Gather", "last", [normal, graph.Constant("last.index", [-1])], ("axis", 1))
            : normal;
        var logits = Multiply("lm_head", last, width);
        graph.Node("Cast", "logits", [logits], ("to", (int)cache));
        graph.Output("logits", cache, "batch", isPruned ? 1 : "sequence", configuration.VocabularySize);
        OnnxModelFile.Write(path, graph, largestFile);
    }

    private static string NoPast(OnnxGraph graph, DecoderConfiguration configuration) => graph.Initializer(new(
        "no_past", OnnxElementType.Float, [1, configuration.KeyValueHeads, 0, configuration.HeadSize], _ => { }));
}
