using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures;

/// <summary>Checks that a graph can be written for a configuration.</summary>
internal static class DecoderConfigurationCheck
{
    // Far beyond any decoder. The graph has nodes for each layer, and may have a table row for each position, before any weight is read, so an extra
    // digit must not exhaust memory or disk space.
    private const int MostLayers = 512;
    private const int MostHeads = 1 << 14;
    private const int LargestHead = 1 << 12;
    private const int MostExperts = 1 << 12;
    private const int MostStreams = 64;
    private const long MostAngles = 1L << 28;

    /// <summary>Throws where a shape is invalid, before anything is created for each of its layers.</summary>
    /// <exception cref="InvalidInputException">The shape is invalid.</exception>
    public static void Require(DecoderConfiguration shape, JsonRecord json) => Throw(ProblemOf(shape), json);

    /// <summary>Throws where the sizes are invalid, before the layers' details are known.</summary>
    /// <exception cref="InvalidInputException">A size is too small, too large, or inconsistent with another.</exception>
    public static void RequireSizes(DecoderConfiguration shape, JsonRecord json) => Throw(SizeProblemOf(shape), json);

    /// <summary>Describes what is wrong with a configuration.</summary>
    /// <returns>One sentence, or null where nothing is.</returns>
    public static string? ProblemOf(DecoderConfiguration configuration) =>
        SizeProblemOf(configuration) ?? RotationProblemOf(configuration) ?? VariantProblemOf(configuration);

    private static void Throw(string? problem, JsonRecord json)
    {
        if (problem is not null)
        {
            throw json.Error(problem);
        }
    }

    private static string? SizeProblemOf(DecoderConfiguration configuration)
    {
        // By their usual names in config.json, so that an error has a line.
        (string Name, int Size, int Most)[] sizes =
        [
            ("vocab_size", configuration.VocabularySize, int.MaxValue),
            ("hidden_size", configuration.HiddenSize, int.MaxValue),
            ("intermediate_size", configuration.IntermediateSize, int.MaxValue),
            ("num_hidden_layers", configuration.Layers, MostLayers),
            ("num_attention_heads", configuration.Heads, MostHeads),
            ("num_key_value_heads", configuration.KeyValueHeads, MostHeads),
            ("head_dim", configuration.HeadSize, LargestHead),
            ("max_position_embeddings", configuration.MaximumPositions, (int)Math.Min(int.MaxValue, MostAngles / Math.Max(1, configuration.HeadSize / 2))),
        ];
        var wrong = Array.Find(sizes, size => size.Size < 1 || size.Size > size.Most);
        return wrong.Name is not null ? $"'{wrong.Name}' is {wrong.Size}; expected at least 1{(wrong.Most < int.MaxValue ? $" and at most {wrong.Most}" : string.Empty)}."
            : configuration.Heads % configuration.KeyValueHeads != 0
                ? $"'num_key_value_heads' is {configuration.KeyValueHeads}; expected a divisor of the number of heads, {configuration.Heads}."
            : !(configuration.NormEpsilon >= 0 && float.IsFinite((float)configuration.NormEpsilon))
                ? $"the epsilon of normalizations is {configuration.NormEpsilon}; expected a finite number of at least 0."
            : null;
    }

    private static string? RotationProblemOf(DecoderConfiguration configuration)
    {
        var variant = configuration.Variant;
        var all = new Rotation(configuration.RopeTheta, configuration.RopeScaling);
        Rotation[] rotations = variant.Layers is [] ? [all] : [.. variant.Layers.Select(layer => layer.Rotation).OfType<Rotation>().Distinct()];
        return rotations is [] ? null
            : variant.Layers.Any(layer => layer.HeadSize is { } own && own % 2 != 0) ? "the size of a layer's heads is odd; expected an even number, since the rotary embedding rotates pairs of values."
            : configuration.HeadSize % 2 != 0 ? $"'head_dim' is {configuration.HeadSize}; expected an even number, since the rotary embedding rotates pairs of values."
            : configuration.RotatedSize is var size && (size < 2 || size % 2 != 0 || size > configuration.HeadSize)
                ? $"the rotary embedding rotates {size} of {configuration.HeadSize} values of a head; expected an even number of at least 2, and at most all."
            : Array.ConvertAll(rotations, rotation => rotation.ProblemOf(configuration.RotatedSize)).FirstOrDefault(problem => problem is not null);
    }

    private static string? VariantProblemOf(DecoderConfiguration configuration)
    {
        var variant = configuration.Variant;
        return FactorProblemOf(variant)
            ?? (variant.Experts is { } experts ? ProblemOf(experts, configuration) : null)
            ?? (variant.Latent is { } latent ? ProblemOf(latent, configuration) : null)
            ?? variant.Stateful?.Problem()
            ?? LayerProblemOf(configuration);
    }

    private static string? LayerProblemOf(DecoderConfiguration configuration)
    {
        var variant = configuration.Variant;
        return variant.Positions is { AreLearned: false } && configuration.HiddenSize < 4
                ? $"'hidden_size' is {configuration.HiddenSize}; expected at least 4 for sinusoidal position embeddings."
            : variant.Layers.Length > 0 && variant.Layers.Length != configuration.Layers
                ? $"the attention of {variant.Layers.Length} layers is given; expected that of {configuration.Layers}."
            : variant.Blocks.Length > 0 && variant.Blocks.Length != configuration.Layers
                ? $"the blocks of {variant.Blocks.Length} layers are given; expected those of {configuration.Layers}."
            : !Enumerable.Range(0, configuration.Layers).Any(configuration.HasAttention)
                ? $"none of {configuration.Layers} layers has attention; expected at least one."
            : variant.Layers.FirstOrDefault(layer => layer.HeadSize is < 1 or > LargestHead) is { } wide
                ? $"the size of a layer's heads is {wide.HeadSize}; expected 1 to {LargestHead}."
            : variant.Layers.FirstOrDefault(layer => layer.KeyValueHeads is { } heads && (heads < 1 || configuration.Heads % heads != 0)) is { } grouped
                ? $"a layer has {grouped.KeyValueHeads} heads of keys and values; expected a divisor of the number of heads, {configuration.Heads}."
            : variant.Layers.Index().Any(layer => layer.Item.KeysOf is { } source
                && (layer.Index <= configuration.LastCarryingLayer || source < 0 || source > configuration.LastCarryingLayer))
                ? "a layer with keys and values of its own follows one without; expected these layers last."
            : variant.IntermediateSizes.Any(size => size < 1) || variant.IntermediateSizes.Length > 0 && variant.IntermediateSizes.Length != configuration.Layers
                ? "the widths of the layers' feed-forward blocks are wrong; expected one of at least 1 for each layer."
            : variant.PerLayer is { } own && (own.Size < 1 || own.VocabularySize < (own.SharesFirst ? 1 : configuration.VocabularySize) || (long)own.Size * configuration.Layers > int.MaxValue)
                ? $"the embeddings by layer have {own.VocabularySize} tokens and the width {own.Size}; expected at least {(own.SharesFirst ? 1 : configuration.VocabularySize)} tokens, and a width of at least 1 that fits."
            : variant.Alternating is { Streams: < 2 or > MostStreams } updates ? $"'altup_num_inputs' is {updates.Streams}; expected 2 to {MostStreams}."
            : variant.Alternating is not null && variant.PerLayer is null ? "several residual streams have no embeddings by layer; expected some."
            : variant.AugmentedRank < 1 ? $"'laurel_rank' is {variant.AugmentedRank}; expected at least 1."
            : variant.GateSparsities.Any(share => !(share >= 0 && share < 1)) || variant.GateSparsities.Length > 0 && variant.GateSparsities.Length != configuration.Layers
                ? "'activation_sparsity_pattern' is wrong; expected a share of at least 0 and less than 1 for each layer."
            : variant.Layers.FirstOrDefault(layer => layer.Window < 1) is { } empty ? $"'sliding_window' is {empty.Window}; expected at least 1."
            : null;
    }

    private static string? FactorProblemOf(DecoderVariant variant)
    {
        (string Name, double? Factor)[] factors =
        [
            ("scale of embeddings", variant.EmbeddingScale),
            ("scale of residual connections", variant.ResidualScale),
            ("scale of logits", variant.LogitScale),
            ("scale of attention", variant.AttentionScale),
            ("soft cap of attention", variant.AttentionCap),
            ("soft cap of logits", variant.LogitCap),
            ("steepness of gates", variant.Clamp?.Steepness),
            ("limit of gates", variant.Clamp?.Limit),
            ("bound of queries, keys and values", variant.ProjectionBound),
            ("scale of ALiBi", variant.Alibi?.Scale),
            ("scale of gates", variant.GateScale),
            ("scale of feed-forward blocks", variant.FeedForwardScale),
            ("scale of the input of attention", variant.Stateful?.Beside?.IntoAttention),
            ("scale of the output of attention", variant.Stateful?.Beside?.OutOfAttention),
            ("scale of the input of state spaces", variant.Stateful?.Beside?.IntoState),
            ("scale of the output of state spaces", variant.Stateful?.Beside?.OutOfState),
        ];
        var wrong = Array.Find(factors, factor => factor.Factor is { } value && !IsPositive(value));
        return wrong.Name is null ? null : $"the {wrong.Name} is {wrong.Factor}; expected a finite number above 0.";
    }

    private static string? ProblemOf(LatentAttention latent, DecoderConfiguration configuration) =>
        latent.KeyValueRank < 1 ? $"'kv_lora_rank' is {latent.KeyValueRank}; expected at least 1."
        : latent.QueryRank < 1 ? $"'q_lora_rank' is {latent.QueryRank}; expected at least 1, or null."
        : latent.ValueSize is < 1 or > LargestHead ? $"'v_head_dim' is {latent.ValueSize}; expected 1 to {LargestHead}."
        : latent.RotatedSize >= configuration.HeadSize
            ? $"the rotary embedding rotates {latent.RotatedSize} of {configuration.HeadSize} values of a head; expected some, but not all."
        : null;

    private static string? ProblemOf(MixtureOfExperts experts, DecoderConfiguration configuration) =>
        experts.Count is < 1 or > MostExperts ? $"the model has {experts.Count} experts; expected 1 to {MostExperts}."
        : experts.Chosen < 1 || experts.Chosen > experts.Count ? $"{experts.Chosen} of {experts.Count} experts are chosen for a token; expected at least one, and at most all."
        : experts.Groups is { } groups && ProblemOf(groups, experts) is { } problem ? problem
        : experts.SparseMargin is { } margin && !IsPositive(margin) ? $"the margin of SparseMixer is {margin}; expected a finite number above 0."
        : experts.SparseMargin is not null && experts.Chosen != 2 ? $"{experts.Chosen} experts are chosen for a token; expected 2 with SparseMixer."
        : !IsPositive(experts.SmallestSum) ? $"the lower bound of the sum of expert weights is {experts.SmallestSum}; expected a finite number above 0."
        : !(experts.SumOffset >= 0 && float.IsFinite((float)experts.SumOffset)) ? $"the offset of the sum of expert weights is {experts.SumOffset}; expected a finite number of at least 0."
        : !IsPositive(experts.ShareScale) ? $"the scale of expert weights is {experts.ShareScale}; expected a finite number above 0."
        : experts.IntermediateSize < 1 ? $"the intermediate size of experts is {experts.IntermediateSize}; expected at least 1."
        : experts.LatentSize < 1 ? $"'moe_latent_size' is {experts.LatentSize}; expected at least 1, or null."
        : experts.Shared?.IntermediateSize < 1 ? $"the intermediate size of the shared expert is {experts.Shared.IntermediateSize}; expected at least 1."
        : !Enumerable.Range(0, configuration.Layers).Any(configuration.HasExperts) ? $"none of {configuration.Layers} layers has experts; expected at least one."
        : null;

    private static string? ProblemOf(ExpertGroups groups, MixtureOfExperts experts) =>
        groups.Count < 1 || experts.Count % groups.Count != 0 ? $"{experts.Count} experts are in {groups.Count} groups; expected groups of equal size."
        : groups.Chosen < 1 || groups.Chosen > groups.Count ? $"{groups.Chosen} of {groups.Count} expert groups are chosen; expected at least one, and at most all."
        : experts.Count / groups.Count is var size && (size < groups.ScoringExperts || groups.Chosen * size < experts.Chosen)
            ? $"{groups.Chosen} chosen groups have {size} experts each; expected room for {experts.Chosen} experts of a token, and at least {groups.ScoringExperts} in a group."
        : null;

    private static bool IsPositive(double number) => number > 0 && float.IsFinite((float)number);
}
