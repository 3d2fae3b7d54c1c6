using System.Globalization;
using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Small decoders with seeded random weights.</summary>
internal static class SmallLlama
{
    /// <summary>Two layers, four heads over two key and value heads, its own output projection.</summary>
    public static DecoderConfiguration Grouped { get; } = new()
    {
        VocabularySize = 320,
        HiddenSize = 32,
        IntermediateSize = 48,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        HeadSize = 8,
        MaximumPositions = 256,
        RopeTheta = 500,
    };

    /// <summary>As many key and value heads as heads, heads wider than the residual stream, tied embeddings.</summary>
    public static DecoderConfiguration Tied { get; } = Grouped with
    {
        Layers = 3,
        KeyValueHeads = 4,
        HeadSize = 12,
        NormEpsilon = 1e-3,
        TiedEmbeddings = true,
    };

    /// <summary>So wide that rows are padded: by a copy before attention and feed-forward blocks, without one inside these.</summary>
    public static DecoderConfiguration Wide { get; } = Grouped with { HiddenSize = 1024, IntermediateSize = 2048, Heads = 16, HeadSize = 128, Layers = 1 };

    public static DecoderConfiguration Named(string name) => name switch
    {
        nameof(Tied) => Tied,
        nameof(Wide) => Wide,
        _ => Grouped,
    };

    /// <summary>Random weights that depend on the seed and their name only.</summary>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="mean">Mean of a matrix. Around zero, prompts differ as much in a large model as in a small one.</param>
    public static Func<string, float[]> Weights(DecoderConfiguration configuration, int seed = 1, double mean = 0.02) => name =>
    {
        var shape = Dimensions(configuration, name);
        var random = new Random(name.Aggregate(seed, (hash, letter) => unchecked((hash * 31) + letter)));
        var kind = configuration.Variant.NormKind;
        var isAroundOne = kind is NormKind.RmsNormAroundOne or NormKind.LayerNormAroundOne && name.Contains("norm", StringComparison.Ordinal);
        var (scale, centre) = name.EndsWith("e_score_correction_bias", StringComparison.Ordinal) || name.EndsWith("expert_bias", StringComparison.Ordinal) ? (0.3, 0.0)
            : name.EndsWith("A_log", StringComparison.Ordinal) ? (1, -3)
            : shape.Length > 1 ? (4 / Math.Sqrt(shape[^1]), mean) : (1, isAroundOne ? 0 : 1);
        return [.. Enumerable.Range(0, shape.Aggregate((product, size) => product * size)).Select(_ => (float)(centre + ((random.NextDouble() - 0.5) * scale)))];
    };

    /// <summary>The values of weights stored in 16 bits.</summary>
    public static Func<string, float[]> Rounded(Func<string, float[]> weights) =>
        name => Array.ConvertAll(weights(name), value => (float)(Half)value);

    /// <summary>HuggingFace's names of a model's weights.</summary>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="family">The naming of experts' weights, if any.</param>
    public static IEnumerable<string> Names(DecoderConfiguration configuration, string family = "llama")
    {
        var attention = configuration.QueryKeyNorm switch
        {
            QueryKeyNorm.None or QueryKeyNorm.WithoutWeightsAfterRotation => (string[])[],
            QueryKeyNorm.SharedAfterRotation => ["query_layernorm", "key_layernorm"],
            _ => ["q_norm", "k_norm"],
        };
        var biased = new HashSet<string>(configuration.QueryKeyValueBias ? ["q_proj", "k_proj", "v_proj", "q_a_proj", "kv_a_proj_with_mqa"] : []);
        biased.UnionWith(configuration.OutputBias ? ["o_proj"] : []);
        biased.UnionWith(configuration.FeedForwardBias ? ["gate_proj", "up_proj", "down_proj"] : []);
        biased.UnionWith(HasNormBias(configuration) && configuration.QueryKeyNorm != QueryKeyNorm.PerHead ? attention : []);
        foreach (var (number, layer) in Enumerable.Range(0, configuration.Layers).Where(layer => !configuration.Skips(layer)).Select(layer => (layer, $"model.layers.{layer}")))
        {
            var fused = configuration.Variant.Fused;
            string[] projections = configuration.Variant.Latent is { } latent ? Latent(latent)
                : fused == FusedProjections.All ? ["qkv_proj", "o_proj"] : ["q_proj", "k_proj", "v_proj", "o_proj"];
            if (configuration.Variant.HasSinks)
            {
                yield return $"{layer}.self_attn.sinks";
            }

            var hasGate = configuration.Variant.HasGate;
            string[] gated = fused is FusedProjections.FeedForward or FusedProjections.All ? ["gate_up_proj", "down_proj"] : hasGate ? ["gate_proj", "up_proj", "down_proj"] : ["up_proj", "down_proj"];
            if (configuration.Variant.ScalesLayers)
            {
                yield return $"{layer}.layer_scalar";
            }

            foreach (var name in Norms(configuration, number).SelectMany(norm => OfNorm(configuration, $"{layer}.{norm}")))
            {
                yield return name;
            }

            string[] parts =
            [
                .. configuration.HasFeedForward(number) ? gated.Select(part => $"mlp.{part}") : [],
                .. configuration.HasAttention(number)
                    ? attention.Concat(projections).Where(part => Has(configuration.AttentionOf(number), part)).Select(part => $"self_attn.{part}")
                    : [],
                .. configuration.Variant.PerLayer is null ? (string[])[] : ["per_layer_input_gate", "per_layer_projection"],
                .. configuration.Variant.AugmentedRank is null ? (string[])[] : ["laurel.linear_left", "laurel.linear_right", "laurel.post_laurel_norm"],
                .. configuration.Variant.Alternating is null
                    ? (string[])[] : ["altup.router_norm", "altup.modality_router", "altup.prediction_coefs", "altup.correction_coefs"],
            ];
            if (configuration.Variant.Alternating is { ScalesOutput: true })
            {
                yield return $"{layer}.altup.correct_output_scale";
            }

            foreach (var part in configuration.StatefulOf(number) is { } block ? SmallStates.Names(block) : [])
            {
                yield return $"{layer}.{part}";
            }

            foreach (var part in parts)
            {
                yield return $"{layer}.{part}.weight";
                if (biased.Contains(part.Split('.')[^1]))
                {
                    yield return $"{layer}.{part}.bias";
                }
            }
        }

        foreach (var layer in Enumerable.Range(0, configuration.Layers).Where(configuration.HasExperts))
        {
            foreach (var name in SmallExperts.Names(configuration.Variant.Experts!, family))
            {
                yield return $"model.layers.{layer}.{name}";
            }
        }

        foreach (var layer in Enumerable.Range(0, configuration.Variant.Activation == FeedForwardActivation.Xielu ? configuration.Layers : 0))
        {
            yield return $"model.layers.{layer}.mlp.act_fn.alpha_p";
            yield return $"model.layers.{layer}.mlp.act_fn.alpha_n";
        }

        yield return "model.embed_tokens.weight";
        foreach (var name in configuration.Variant.PerLayer is null ? (string[])[] : ["embed_tokens_per_layer", "per_layer_model_projection", "per_layer_projection_norm"])
        {
            yield return $"model.{name}.weight";
        }

        foreach (var stream in Enumerable.Range(0, (configuration.Variant.Alternating?.Streams ?? 1) - 1))
        {
            yield return $"model.altup_projections.{stream}.weight";
            yield return $"model.altup_unembed_projections.{stream}.weight";
        }

        if (configuration.Variant.Positions is { AreLearned: true })
        {
            yield return "model.embed_positions.weight";
        }

        foreach (var name in (configuration.Variant.NormalizesEmbeddings ? OfNorm(configuration, "model.embed_norm") : []).Concat(OfNorm(configuration, "model.norm")))
        {
            yield return name;
        }

        if (!configuration.TiedEmbeddings)
        {
            yield return "lm_head.weight";
        }

        if (configuration.Variant.LogitBias)
        {
            yield return "lm_head.bias";
        }
    }

    private static IEnumerable<string> OfNorm(DecoderConfiguration configuration, string name)
    {
        if (configuration.Variant.NormKind != NormKind.LayerNormWithoutWeights)
        {
            yield return $"{name}.weight";
        }

        if (HasNormBias(configuration))
        {
            yield return $"{name}.bias";
        }
    }

    private static bool HasNormBias(DecoderConfiguration configuration) =>
        configuration.Variant.NormKind is NormKind.LayerNorm or NormKind.LayerNormAroundOne;

    private static string[] Latent(LatentAttention latent) =>
    [
        .. latent.QueryRank is null ? (string[])["q_proj"] : ["q_a_proj", "q_a_layernorm", "q_b_proj"],
        "kv_a_proj_with_mqa", "kv_a_layernorm", "kv_b_proj", "o_proj",
    ];

    // A layer that attends to keys and values of an earlier one has none.
    private static bool Has(LayerAttention attention, string part) => attention.KeysOf is null
        ? part != "v_proj" || !attention.ValuesAreKeys
        : part is not ("k_proj" or "v_proj" or "k_norm");

    private static IEnumerable<string> Norms(DecoderConfiguration configuration, int layer)
    {
        var norms = configuration.Variant.Norms;
        string[] beside = ["post_feedforward_layernorm_1", "pre_feedforward_layernorm_2", "post_feedforward_layernorm_2"];
        return new[] { norms.BeforeAttention, norms.AfterAttention, norms.BeforeFeedForward, norms.AfterFeedForward }.OfType<string>()
            .Distinct()
            .Concat(configuration.HasFeedForward(layer) && configuration.HasExperts(layer) ? beside : [])
            .Concat(configuration.Variant.PerLayer is null ? [] : ["post_per_layer_input_norm"]);
    }

    /// <summary>The shape of a weight in a checkpoint.</summary>
    public static int[] Dimensions(DecoderConfiguration configuration, string name) =>
        SmallExperts.ShapeOf(configuration, name) ?? SmallStates.ShapeOf(configuration, name)
        ?? (Shape(configuration, name) is var (rows, columns) && rows == 1 ? [columns] : [rows, columns]);

    public static (int Rows, int Columns) Shape(DecoderConfiguration configuration, string name)
    {
        var latent = configuration.Variant.Latent;
        var layer = name.Split('.') is ["model", "layers", var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
        var (headSize, shared, inner) = (configuration.HeadSizeOf(layer), configuration.KeyValueHeadsOf(layer), configuration.IntermediateSizeOf(layer));
        var (perLayer, all) = (configuration.Variant.PerLayer?.Size ?? 0, configuration.Layers * (configuration.Variant.PerLayer?.Size ?? 0));
        var (streams, rank) = (configuration.Variant.Alternating?.Streams ?? 1, configuration.Variant.AugmentedRank ?? 0);
        var (rows, columns) = name.Split('.')[^2] switch
        {
            _ when name.StartsWith("model.altup_", StringComparison.Ordinal) => (configuration.HiddenSize, configuration.HiddenSize),
            "modality_router" => (streams, configuration.HiddenSize),
            "prediction_coefs" => (streams * streams, streams),
            "correction_coefs" => (streams, streams),
            "linear_left" => (rank, configuration.HiddenSize),
            "linear_right" => (configuration.HiddenSize, rank),
            "embed_tokens" => (configuration.VocabularySize + configuration.Variant.FurtherEmbeddings, configuration.HiddenSize),
            "lm_head" => (configuration.VocabularySize, configuration.HiddenSize),
            "embed_positions" => (configuration.MaximumPositions + configuration.Variant.Positions!.First, configuration.HiddenSize),
            "embed_tokens_per_layer" => (configuration.Variant.PerLayer!.VocabularySize, all),
            "per_layer_model_projection" => (all, configuration.HiddenSize),
            "per_layer_projection_norm" => (1, perLayer),
            "per_layer_input_gate" => (perLayer, configuration.HiddenSize),
            "per_layer_projection" => (configuration.HiddenSize, perLayer),
            "q_proj" => (configuration.QueryWidthOf(layer), configuration.HiddenSize),
            "k_proj" or "v_proj" => (shared * headSize, configuration.HiddenSize),
            "qkv_proj" => ((configuration.Heads + (2 * configuration.KeyValueHeads)) * configuration.HeadSize, configuration.HiddenSize),
            "gate_up_proj" => (2 * configuration.IntermediateSize, configuration.HiddenSize),
            "o_proj" when latent is not null => (configuration.HiddenSize, configuration.Heads * latent.ValueSize),
            "o_proj" => (configuration.HiddenSize, configuration.Heads * headSize),
            "q_a_proj" => (latent!.QueryRank!.Value, configuration.HiddenSize),
            "q_a_layernorm" => (1, latent!.QueryRank!.Value),
            "q_b_proj" => (configuration.Heads * configuration.HeadSize, latent!.QueryRank!.Value),
            "kv_a_proj_with_mqa" => (latent!.KeyValueRank + latent.RotatedSize, configuration.HiddenSize),
            "kv_a_layernorm" => (1, latent!.KeyValueRank),
            "kv_b_proj" => (configuration.Heads * (configuration.HeadSize - latent!.RotatedSize + latent.ValueSize), latent.KeyValueRank),
            "gate_proj" or "up_proj" => (inner, configuration.HiddenSize),
            "down_proj" => (configuration.HiddenSize, inner),
            "act_fn" => (1, 1),
            "self_attn" => (1, configuration.Heads),
            "q_norm" when configuration.QueryKeyNorm == QueryKeyNorm.PerHead => (configuration.Heads, configuration.HeadSize),
            "k_norm" when configuration.QueryKeyNorm == QueryKeyNorm.PerHead => (configuration.KeyValueHeads, configuration.HeadSize),
            "q_norm" when configuration.QueryKeyNorm == QueryKeyNorm.AllHeads => (1, configuration.Heads * configuration.HeadSize),
            "k_norm" when configuration.QueryKeyNorm == QueryKeyNorm.AllHeads => (1, configuration.KeyValueHeads * configuration.HeadSize),
            "q_norm" or "k_norm" or "query_layernorm" or "key_layernorm" => (1, headSize),
            _ when name.EndsWith(".layer_scalar", StringComparison.Ordinal) => (1, 1),
            _ => (1, configuration.HiddenSize),
        };
        return name.EndsWith(".bias", StringComparison.Ordinal) && rows > 1 ? (1, rows) : (rows, columns);
    }
}
