using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>
/// Names and layouts of weights in HuggingFace's classes of older decoders, from their modelling files and from index files of published models.
/// </summary>
internal static class OwnLayout
{
    private static readonly (string Usual, string Own)[] Bloom =
    [
        ("model.embed_tokens.", "word_embeddings."), ("model.embed_norm.", "word_embeddings_layernorm."), ("model.norm.", "ln_f."),
        ("model.layers.", "h."), (".self_attn.o_proj.", ".self_attention.dense."), (".self_attn.qkv.", ".self_attention.query_key_value."),
        (".mlp.up_proj.", ".mlp.dense_h_to_4h."), (".mlp.down_proj.", ".mlp.dense_4h_to_h."),
    ];

    private static readonly (string Usual, string Own)[] GptNeox =
    [
        ("model.embed_tokens.", "gpt_neox.embed_in."), ("model.norm.", "gpt_neox.final_layer_norm."), ("lm_head.", "embed_out."),
        ("model.layers.", "gpt_neox.layers."), (".self_attn.o_proj.", ".attention.dense."), (".self_attn.qkv.", ".attention.query_key_value."),
        (".mlp.up_proj.", ".mlp.dense_h_to_4h."), (".mlp.down_proj.", ".mlp.dense_4h_to_h."),
    ];

    private static readonly (string Usual, string Own)[] Gpt2 =
    [
        ("model.embed_tokens.", "wte."), ("model.embed_positions.", "wpe."), ("model.norm.", "ln_f."), ("model.layers.", "h."),
        (".self_attn.o_proj.", ".attn.c_proj."), (".self_attn.qkv.", ".attn.c_attn."), (".mlp.up_proj.", ".mlp.c_fc."), (".mlp.down_proj.", ".mlp.c_proj."),
    ];

    private static readonly (string Usual, string Own)[] Gptj =
    [
        ("model.embed_tokens.", "wte."), ("model.norm.", "ln_f."), ("model.layers.", "h."), (".self_attn.o_proj.", ".attn.out_proj."), (".self_attn.", ".attn."),
        (".mlp.up_proj.", ".mlp.fc_in."), (".mlp.down_proj.", ".mlp.fc_out."),
    ];

    private static readonly (string Usual, string Own)[] GptNeo =
    [
        ("model.embed_tokens.", "wte."), ("model.embed_positions.", "wpe."), ("model.norm.", "ln_f."), ("model.layers.", "h."),
        (".self_attn.o_proj.", ".attn.attention.out_proj."), (".self_attn.", ".attn.attention."), (".mlp.up_proj.", ".mlp.c_fc."), (".mlp.down_proj.", ".mlp.c_proj."),
    ];

    private static readonly (string Usual, string Own)[] Mpt =
    [
        ("model.embed_tokens.", "wte."), ("model.norm.", "norm_f."), ("model.layers.", "blocks."), (".self_attn.o_proj.", ".attn.out_proj."),
        (".self_attn.qkv.", ".attn.Wqkv."), (".mlp.", ".ffn."),
    ];

    private static readonly (string Usual, string Own)[] Phi =
    [
        ("model.norm.", "model.final_layernorm."), (".self_attn.o_proj.", ".self_attn.dense."), (".mlp.up_proj.", ".mlp.fc1."), (".mlp.down_proj.", ".mlp.fc2."),
        (".q_norm.", ".q_layernorm."), (".k_norm.", ".k_layernorm."),
    ];

    private static readonly (string Usual, string Own)[] Fairseq = [(".self_attn.o_proj.", ".self_attn.out_proj."), (".mlp.up_proj.", ".fc1."), (".mlp.down_proj.", ".fc2.")];

    private static readonly (string Usual, string Own)[] Lfm2 =
    [
        (".self_attn.o_proj.", ".self_attn.out_proj."), (".q_norm.", ".q_layernorm."), (".k_norm.", ".k_layernorm."), ("model.norm.", "model.embedding_norm."),
        (".mlp.", ".feed_forward."), (".gate_proj.", ".w1."), (".up_proj.", ".w3."), (".down_proj.", ".w2."),
    ];

    // Of HuggingFace's class, and of NVIDIA's own.
    private static readonly (string Usual, string Own)[] NemotronH =
        [("embed_tokens.", "embeddings."), ("model.norm.", "model.norm_f."), (".self_attn.", ".mixer."), (".mamba.", ".mixer."), (".mlp.", ".mixer.")];

    /// <summary>The weights of a checkpoint.</summary>
    /// <param name="layout">The architecture, followed by <c>, bare</c> where names lack the prefix of its class.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="weights">The weights, by their names and in their shapes in Llama.</param>
    public static IEnumerable<SmallWeight> Of(string layout, DecoderConfiguration configuration, IEnumerable<SmallWeight> weights) => layout switch
    {
        "bloom, bare" => ByGroups(configuration, weights).Select(weight => Renamed(weight, Bloom)),
        "bloom" => ByGroups(configuration, weights).Select(weight => Within("transformer.", Renamed(weight, Bloom))),
        "gpt_neox" => ByGroups(configuration, weights).Select(weight => Renamed(weight, GptNeox)),
        "gpt2, bare" => Consecutive(weights).Select(weight => Renamed(Transposed(weight), Gpt2)),
        "gpt2" => Consecutive(weights).Select(weight => Within("transformer.", Renamed(Transposed(weight), Gpt2))),
        "gptj" => weights.Select(weight => Within("transformer.", Renamed(weight, Gptj))),
        "gpt_neo" => weights.Select(weight => Within("transformer.", Renamed(weight, GptNeo))),
        "gpt_bigcode" => (configuration.KeyValueHeads == 1 ? Consecutive(weights) : ByGroups(configuration, weights))
            .Select(weight => Within("transformer.", Renamed(weight, Gpt2))),
        "mpt" => Consecutive(weights).Select(weight => Within("transformer.", Renamed(weight, Mpt))),
        "falcon" => ByGroups(configuration, weights).Select(weight => Within("transformer.", Renamed(weight, Bloom))),
        "starcoder2" => weights.Select(weight => Renamed(weight, [(".up_proj.", ".c_fc."), (".down_proj.", ".c_proj.")])),
        "phi" => weights.Select(weight => Renamed(weight, Phi)),
        "granitemoehybrid" => weights.Select(weight => Renamed(
            weight, [(".mlp.gate_up_proj.", ".shared_mlp.input_linear."), (".mlp.down_proj.", ".shared_mlp.output_linear.")])),
        "bamba" or "falcon_h1" => weights.Select(weight => Renamed(weight, [("model.norm.", "model.final_layernorm."), (".mlp.", ".feed_forward.")])),
        "nemotron_h" or "nemotron_h_fused" => weights.Select(weight => Renamed(weight, NemotronH)),
        "nemotron_h, backbone" => weights.Select(weight => Renamed(weight, [.. NemotronH, ("model.", "backbone.")])),
        "llama4_text" => weights.Select(weight => Renamed(weight, [(".mlp.", ".feed_forward.")])),
        "lfm2" or "lfm2_moe" => weights.Select(weight => Renamed(weight, Lfm2)),
        "stablelm" => weights.SelectMany(HeadByHead),
        "xglm" => weights.Select(weight => Renamed(weight, [.. Fairseq, ("model.norm.", "model.layer_norm.")])),
        "opt" => weights.Select(weight => Renamed(weight, [.. Fairseq, ("model.norm.", "model.final_layer_norm."), ("model.", "model.decoder.")])),
        "opt, bare" => weights.Select(weight => Renamed(weight, [.. Fairseq, ("model.norm.", "model.final_layer_norm."), ("model.", "decoder.")])),
        _ => weights,
    };

    /// <summary>An adapter with random values, for the given modules of all layers.</summary>
    /// <param name="layout">The architecture.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="projections">Last parts of the modules' names.</param>
    public static LoraAdapter Adapter(string layout, DecoderConfiguration configuration, string[] projections)
    {
        const int Rank = 2;
        var modules = Own(layout, configuration).Where(weight => weight.Shape.Length == 2 && projections.Contains(weight.Name.Split('.')[^2])
            && !weight.Name.Contains(".experts.", StringComparison.Ordinal) && !weight.Name.Contains("shared", StringComparison.Ordinal));
        return new(Rank, 3, [.. modules.Select(weight =>
        {
            var (outputs, inputs) = OutputsAndInputs(layout, weight);
            return new LoraModule(
                weight.Name[..^".weight".Length], inputs, outputs, SmallAdapter.Values(Rank * inputs, weight.Name, 4), SmallAdapter.Values(outputs * Rank, weight.Name, 5));
        })]);
    }

    /// <summary>The model's weights with the adapter's added, by their names in Llama.</summary>
    /// <param name="layout">The architecture.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="weights">The weights, by their names in Llama.</param>
    /// <param name="adapter">The adapter, with names of the class.</param>
    public static Func<string, float[]> Merged(string layout, DecoderConfiguration configuration, Func<string, float[]> weights, LoraAdapter adapter)
    {
        // Every value of the checkpoint is its index among the values of all weights.
        var own = Own(layout, configuration).ToDictionary(weight => weight.Name);
        var added = new Dictionary<int, double>();
        foreach (var module in adapter.Modules)
        {
            var weight = own[$"{module.Name}.weight"];
            for (var index = 0; index < weight.Values.Length; index++)
            {
                var (row, column) = (index / weight.Shape[1], index % weight.Shape[1]);
                var (output, input) = IsTransposed(layout) ? (column, row) : (row, column);
                added[(int)weight.Values[index]] = adapter.Scaling
                    * Enumerable.Range(0, module.Rank).Sum(k => (double)module.B[(output * module.Rank) + k] * module.A[(k * module.Inputs) + input]);
            }
        }

        var first = Numbered(layout, configuration).ToDictionary(weight => weight.Name, weight => (int)weight.Values[0]);
        return name => [.. weights(name).Select((value, index) => (float)(value + added.GetValueOrDefault(first[name] + index)))];
    }

    private static IEnumerable<SmallWeight> Own(string layout, DecoderConfiguration configuration) =>
        Of(layout, configuration, Numbered(layout, configuration));

    private static IEnumerable<SmallWeight> Numbered(string layout, DecoderConfiguration configuration)
    {
        var next = 0;
        foreach (var name in SmallLlama.Names(configuration, layout))
        {
            var shape = SmallLlama.Dimensions(configuration, name);
            var count = shape.Aggregate((product, size) => product * size);
            yield return new(name, shape, [.. Enumerable.Range(next, count).Select(number => (float)number)]);
            next += count;
        }
    }

    private static bool IsTransposed(string layout) => layout == "gpt2";

    private static (int Outputs, int Inputs) OutputsAndInputs(string layout, SmallWeight weight) =>
        IsTransposed(layout) ? (weight.Shape[1], weight.Shape[0]) : (weight.Shape[0], weight.Shape[1]);

    private static SmallWeight Renamed(SmallWeight weight, (string Usual, string Own)[] names) =>
        weight with { Name = names.Aggregate(weight.Name, (name, pair) => name.Replace(pair.Usual, pair.Own, StringComparison.Ordinal)) };

    private static SmallWeight Within(string prefix, SmallWeight weight) =>
        weight.Name.StartsWith("lm_head", StringComparison.Ordinal) ? weight : weight with { Name = prefix + weight.Name };

    private static SmallWeight Transposed(SmallWeight weight) =>
        weight.Shape is [var rows, var columns] && weight.Name.Contains(".layers.", StringComparison.Ordinal)
            ? weight with { Shape = [columns, rows], Values = Columns(weight.Values, columns) }
            : weight;

    // view(..., heads, queries of a group + 2, head size), in rows of the weight.
    private static IEnumerable<SmallWeight> ByGroups(DecoderConfiguration configuration, IEnumerable<SmallWeight> weights) => Fused(weights, (queries, keys, values) =>
    {
        var groups = configuration.KeyValueHeads;
        return [.. Enumerable.Range(0, groups).SelectMany(group => Part(queries, group, groups).Concat(Part(keys, group, groups)).Concat(Part(values, group, groups)))];
    });

    private static IEnumerable<SmallWeight> HeadByHead(SmallWeight weight) => weight.Name.Split('.')[^2] is "q_norm" or "k_norm"
        ? weight.Values.Chunk(weight.Shape[1]).Select((values, head) => new SmallWeight(
            weight.Name.Replace("_norm.weight", $"_layernorm.norms.{head}.weight", StringComparison.Ordinal), [values.Length], values))
        : [weight];

    private static IEnumerable<SmallWeight> Consecutive(IEnumerable<SmallWeight> weights) =>
        Fused(weights, (queries, keys, values) => [.. queries, .. keys, .. values]);

    private static float[] Part(float[] values, int number, int count) =>
        values[(values.Length / count * number)..(values.Length / count * (number + 1))];

    private static IEnumerable<SmallWeight> Fused(IEnumerable<SmallWeight> weights, Func<float[], float[], float[], float[]> fuse)
    {
        var all = weights.ToDictionary(weight => weight.Name);
        foreach (var weight in all.Values.Where(weight => !weight.Name.Contains("k_proj", StringComparison.Ordinal) && !weight.Name.Contains("v_proj", StringComparison.Ordinal)))
        {
            if (!weight.Name.Contains("q_proj", StringComparison.Ordinal))
            {
                yield return weight;
                continue;
            }

            SmallWeight Other(string part) => all[weight.Name.Replace("q_proj", part, StringComparison.Ordinal)];
            var (keys, values) = (Other("k_proj"), Other("v_proj"));
            yield return new(
                weight.Name.Replace("q_proj", "qkv", StringComparison.Ordinal),
                [weight.Shape[0] + keys.Shape[0] + values.Shape[0], .. weight.Shape[1..]],
                fuse(weight.Values, keys.Values, values.Values));
        }
    }

    private static float[] Columns(float[] matrix, int columns) =>
        [.. Enumerable.Range(0, columns).SelectMany(column => matrix.Where((_, index) => index % columns == column))];
}
