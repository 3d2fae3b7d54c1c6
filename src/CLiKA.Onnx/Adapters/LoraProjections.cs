using System.Collections.Immutable;
using System.Globalization;

namespace CLiKA.Onnx.Adapters;

/// <summary>The projections of a decoder layer that an adapter can change.</summary>
public static class LoraProjections
{
    private const string Gate = "gate_proj";
    private static readonly string[] FeedForward = [Gate, "up_proj", "down_proj"];

    /// <summary>All that a Llama has, by the last part of their HuggingFace names.</summary>
    public static ImmutableArray<string> All { get; } = ["q_proj", "k_proj", "v_proj", "o_proj", Gate, "up_proj", "down_proj"];

    /// <summary>All that any decoder has: those, and what DeepSeek's models make queries, keys and values with.</summary>
    public static ImmutableArray<string> Known { get; } = [.. All, "q_a_proj", "q_b_proj", "kv_a_proj_with_mqa", "kv_b_proj"];

    /// <summary>Those that adapters most often change: queries and values.</summary>
    public static ImmutableArray<string> Usual { get; } = ["q_proj", "v_proj"];

    /// <summary>What is wrong with a choice of projections.</summary>
    /// <param name="projections">The choice.</param>
    /// <returns>One sentence, or null where nothing is.</returns>
    public static string? ProblemOf(IReadOnlyCollection<string> projections)
    {
        var expected = $"expected some of {string.Join(", ", Known)}, each once.";
        return projections.Count == 0 ? $"no projection is named; {expected}"
            : projections.FirstOrDefault(name => !Known.Contains(name)) is { } unknown ? $"there is no projection '{unknown}'; {expected}"
            : projections.Distinct().Count() < projections.Count ? $"a projection is named twice; {expected}"
            : null;
    }

    /// <summary>What is wrong with a choice of projections for one model.</summary>
    /// <returns>One sentence, or null where nothing is.</returns>
    internal static string? ProblemOf(IReadOnlyCollection<string> projections, DecoderConfiguration configuration) =>
        ProblemOf(projections)
        ?? (configuration.Variant.Experts is not null && projections.FirstOrDefault(FeedForward.Contains) is { } expert
            ? $"the model's '{expert}' is of experts, which take no adapters; expected projections of attention."
            : projections.FirstOrDefault(projection => !Has(configuration, projection)) is { } missing ? $"the model has no '{missing}'."
            : null);

    /// <summary>The shape of a projection's weight.</summary>
    /// <param name="name">HuggingFace's name of the projection, such as <c>model.layers.0.self_attn.q_proj</c>.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <returns>Outputs and inputs; null where the model has no such projection.</returns>
    internal static (int Outputs, int Inputs)? ShapeOf(string name, DecoderConfiguration configuration)
    {
        if (name.Split('.') is not ["model", "layers", var digits, var block, var projection]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var layer) || layer >= configuration.Layers)
        {
            return null;
        }

        return (block, projection) switch
        {
            ("self_attn", _) => ShapeInAttention(projection, configuration),
            ("mlp", _) when configuration.HasExperts(layer) => null,
            ("mlp", Gate) => configuration.Variant.HasGate ? (configuration.IntermediateSize, configuration.HiddenSize) : null,
            ("mlp", "up_proj") => (configuration.IntermediateSize, configuration.HiddenSize),
            ("mlp", "down_proj") => (configuration.HiddenSize, configuration.IntermediateSize),
            _ => null,
        };
    }

    private static bool Has(DecoderConfiguration configuration, string projection) =>
        ShapeOf($"model.layers.0.{(FeedForward.Contains(projection) ? "mlp" : "self_attn")}.{projection}", configuration) is not null;

    private static (int Outputs, int Inputs)? ShapeInAttention(string projection, DecoderConfiguration configuration)
    {
        var (hidden, queries) = (configuration.HiddenSize, configuration.Heads * configuration.HeadSize);
        var latent = configuration.Variant.Latent;
        var keys = configuration.KeyValueHeads * configuration.HeadSize;
        return projection switch
        {
            "o_proj" => (hidden, configuration.Heads * configuration.ValueHeadSize),
            "q_proj" => latent?.QueryRank is null ? (queries, hidden) : null,
            "k_proj" or "v_proj" => latent is null ? (keys, hidden) : null,
            "q_a_proj" => latent?.QueryRank is { } rank ? (rank, hidden) : null,
            "q_b_proj" => latent?.QueryRank is { } rank ? (queries, rank) : null,
            "kv_a_proj_with_mqa" => latent is null ? null : (latent.KeyValueRank + latent.Turned, hidden),
            "kv_b_proj" => latent is null ? null : (queries + (configuration.Heads * (latent.ValueSize - latent.Turned)), latent.KeyValueRank),
            _ => null,
        };
    }
}
