using System.Collections.Immutable;

namespace CLiKA.Onnx.Adapters;

/// <summary>The adaptable projections of a decoder layer.</summary>
public static class LoraProjections
{
    private static readonly string[] Attention = ["q_proj", "k_proj", "v_proj", "o_proj"];
    private static readonly string[] FeedForward = ["gate_proj", "up_proj", "down_proj"];
    private static readonly string[] PerLayer = ["per_layer_input_gate", "per_layer_projection"];
    private static readonly string[] Latent = ["q_a_proj", "q_b_proj", "kv_a_proj_with_mqa", "kv_b_proj"];

    /// <summary>All projections of a Llama, by the last part of their HuggingFace names.</summary>
    public static ImmutableArray<string> All { get; } = [.. Attention, .. FeedForward];

    /// <summary>
    /// All projections of any decoder: those of a Llama, those that DeepSeek's models compute queries, keys and values with, those of Gemma's
    /// embeddings by layer, fused ones, and the names of older classes.
    /// </summary>
    public static ImmutableArray<string> Known { get; } =
    [
        .. All, .. Latent, .. PerLayer, "qkv_proj", "gate_up_proj", "query_key_value", "dense", "dense_h_to_4h", "dense_4h_to_h", "c_attn", "c_proj", "c_fc",
        "Wqkv", "out_proj", "fc1", "fc2", "fc_in", "fc_out", "input_linear", "output_linear", "in_proj", "w1", "w2", "w3",
        "in_proj_qkv", "in_proj_z", "in_proj_b", "in_proj_a", "in_proj_qkvz", "in_proj_ba",
    ];

    /// <summary>The projections that are adapted most often: queries and values.</summary>
    public static ImmutableArray<string> Usual { get; } = ["q_proj", "v_proj"];

    /// <summary>Describes what is wrong with a selection of projections.</summary>
    /// <param name="projections">The selection.</param>
    /// <returns>One sentence, or null where nothing is.</returns>
    public static string? ProblemOf(IReadOnlyCollection<string> projections)
    {
        var expected = $"expected some of {string.Join(", ", Known)}, each once.";
        return projections.Count == 0 ? $"no projection is given; {expected}"
            : projections.FirstOrDefault(name => !Known.Contains(name)) is { } unknown ? $"there is no projection '{unknown}'; {expected}"
            : projections.Distinct().Count() < projections.Count ? $"a projection is given twice; {expected}"
            : null;
    }

    /// <summary>Describes what is wrong with a selection of projections for one model.</summary>
    /// <returns>One sentence, or null where nothing is.</returns>
    internal static string? ProblemOf(IReadOnlyCollection<string> projections, DecoderConfiguration configuration)
    {
        if (ProblemOf(projections) is { } problem)
        {
            return problem;
        }

        // Experts' projections have names of their own in some classes.
        string[] ofFeedForward = [.. FeedForward, .. FeedForward.Select(part => LoraTarget.Of($"model.layers.0.mlp.{part}", 0, configuration).Ending)];
        if (configuration.Variant.Experts is { IsBesideDense: false } && projections.FirstOrDefault(ofFeedForward.Contains) is { } ofExperts)
        {
            return $"'{ofExperts}' belongs to the model's experts, which cannot be adapted; expected projections of attention.";
        }

        string[] own = [.. TargetsOf(configuration).Select(target => target.Module.Ending).Distinct()];
        return projections.FirstOrDefault(name => !own.Contains(name)) is { } missing
            ? $"the model has no '{missing}'; expected some of {string.Join(", ", own)}."
            : null;
    }

    /// <summary>Returns the adaptable modules of a model, layer by layer, each once.</summary>
    /// <param name="configuration">Shape of the model.</param>
    /// <returns>The modules, and the width of the input of each.</returns>
    internal static IEnumerable<(LoraTarget Module, int Inputs)> TargetsOf(DecoderConfiguration configuration) =>
        Enumerable.Range(0, configuration.Layers).SelectMany(layer => TargetsOf(layer, configuration)).DistinctBy(target => target.Module.Name);

    private static IEnumerable<(LoraTarget Module, int Inputs)> TargetsOf(int layer, DecoderConfiguration configuration)
    {
        foreach (var (name, outputs, inputs) in configuration.StatefulOf(layer)?.Projections(configuration.HiddenSize) ?? [])
        {
            yield return (LoraTarget.Of($"model.layers.{layer}.{name}", outputs, configuration), inputs);
        }

        foreach (var projection in configuration.HasAttention(layer) ? Attention.Concat(Latent) : [])
        {
            if (ShapeInAttention(projection, layer, configuration) is var (outputs, inputs))
            {
                yield return (LoraTarget.Of($"model.layers.{layer}.self_attn.{projection}", outputs, configuration), inputs);
            }
        }

        var (hidden, inner) = (configuration.HiddenSize, configuration.IntermediateSizeOf(layer));
        foreach (var projection in !configuration.HasFeedForward(layer) ? [] : configuration.Variant.HasGate ? FeedForward : FeedForward[1..])
        {
            var (outputs, inputs) = projection == "down_proj" ? (hidden, inner) : (inner, hidden);
            yield return (LoraTarget.Of($"model.layers.{layer}.mlp.{projection}", outputs, configuration), inputs);
        }

        foreach (var projection in configuration.Variant.PerLayer is null ? [] : PerLayer)
        {
            var size = configuration.Variant.PerLayer!.Size;
            var (outputs, inputs) = projection == "per_layer_projection" ? (hidden, size) : (size, hidden);
            yield return (LoraTarget.Of($"model.layers.{layer}.{projection}", outputs, configuration), inputs);
        }
    }

    private static (int Outputs, int Inputs)? ShapeInAttention(string projection, int layer, DecoderConfiguration configuration)
    {
        var (hidden, queries) = (configuration.HiddenSize, configuration.Heads * configuration.HeadSizeOf(layer));
        var (latent, attention) = (configuration.Variant.Latent, configuration.AttentionOf(layer));
        var keys = configuration.KeyValueHeadsOf(layer) * configuration.HeadSizeOf(layer);
        return projection switch
        {
            "o_proj" => (hidden, configuration.Heads * configuration.ValueHeadSizeOf(layer)),
            "q_proj" => latent?.QueryRank is null ? (configuration.QueryWidthOf(layer), hidden) : null,
            "k_proj" or "v_proj" when attention.KeysOf is not null => null,
            "v_proj" when attention.ValuesAreKeys => null,
            "k_proj" or "v_proj" => latent is null ? (keys, hidden) : null,
            "q_a_proj" => latent?.QueryRank is { } rank ? (rank, hidden) : null,
            "q_b_proj" => latent?.QueryRank is { } rank ? (queries, rank) : null,
            "kv_a_proj_with_mqa" => latent is null ? null : (latent.KeyValueRank + latent.RotatedSize, hidden),
            "kv_b_proj" => latent is null ? null : (queries + (configuration.Heads * (latent.ValueSize - latent.RotatedSize)), latent.KeyValueRank),
            _ => null,
        };
    }
}
