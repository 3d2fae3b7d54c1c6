using System.Collections.Immutable;
using System.Globalization;

namespace CLiKA.Onnx.Adapters;

/// <summary>The projections of a decoder layer that an adapter can change.</summary>
public static class LoraProjections
{
    private const string Gate = "gate_proj";
    private static readonly string[] FeedForward = [Gate, "up_proj", "down_proj"];

    /// <summary>All of them, by the last part of their HuggingFace names.</summary>
    public static ImmutableArray<string> All { get; } = ["q_proj", "k_proj", "v_proj", "o_proj", Gate, "up_proj", "down_proj"];

    /// <summary>Those that adapters most often change: queries and values.</summary>
    public static ImmutableArray<string> Usual { get; } = ["q_proj", "v_proj"];

    /// <summary>What is wrong with a choice of projections.</summary>
    /// <param name="projections">The choice.</param>
    /// <returns>One sentence, or null where nothing is.</returns>
    public static string? ProblemOf(IReadOnlyCollection<string> projections)
    {
        var expected = $"expected some of {string.Join(", ", All)}, each once.";
        return projections.Count == 0 ? $"no projection is named; {expected}"
            : projections.FirstOrDefault(name => !All.Contains(name)) is { } unknown ? $"there is no projection '{unknown}'; {expected}"
            : projections.Distinct().Count() < projections.Count ? $"a projection is named twice; {expected}"
            : null;
    }

    /// <summary>What is wrong with a choice of projections for one model.</summary>
    /// <returns>One sentence, or null where nothing is.</returns>
    internal static string? ProblemOf(IReadOnlyCollection<string> projections, DecoderConfiguration configuration) =>
        ProblemOf(projections)
        ?? (projections.Contains(Gate) && !configuration.Variant.HasGate ? $"the model has no '{Gate}'."
            : configuration.Variant.Experts is not null && projections.FirstOrDefault(FeedForward.Contains) is { } projection
                ? $"the model's '{projection}' is of experts, which take no adapters; expected projections of attention."
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

        var (hidden, inner) = (configuration.HiddenSize, configuration.IntermediateSize);
        var (queries, keys) = (configuration.Heads * configuration.HeadSize, configuration.KeyValueHeads * configuration.HeadSize);
        return (block, projection) switch
        {
            ("self_attn", "q_proj") => (queries, hidden),
            ("self_attn", "k_proj" or "v_proj") => (keys, hidden),
            ("self_attn", "o_proj") => (hidden, queries),
            ("mlp", _) when configuration.HasExperts(layer) => null,
            ("mlp", Gate) => configuration.Variant.HasGate ? (inner, hidden) : null,
            ("mlp", "up_proj") => (inner, hidden),
            ("mlp", "down_proj") => (hidden, inner),
            _ => null,
        };
    }
}
