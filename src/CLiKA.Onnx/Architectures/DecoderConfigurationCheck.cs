using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Checks that a graph can be written for a configuration.</summary>
internal static class DecoderConfigurationCheck
{
    // Far beyond any decoder. The graph has nodes for each layer and a table row for each position before any weight is read, so an extra digit must
    // not exhaust memory or disk space.
    private const int MostLayers = 512;
    private const int MostHeads = 1 << 14;
    private const int LargestHead = 1 << 12;
    private const int MostExperts = 1 << 12;
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
        int[] sizes =
        [
            configuration.VocabularySize, configuration.HiddenSize, configuration.IntermediateSize, configuration.Layers,
            configuration.Heads, configuration.KeyValueHeads, configuration.HeadSize, configuration.MaximumPositions,
        ];
        if (sizes.Min() < 1)
        {
            return "every size must be at least 1.";
        }

        if (configuration.Layers > MostLayers || configuration.Heads > MostHeads || configuration.HeadSize > LargestHead)
        {
            return $"{configuration.Layers} layers of {configuration.Heads} heads of size {configuration.HeadSize} are too many; "
                + $"expected at most {MostLayers} layers, {MostHeads} heads and a head size of {LargestHead}.";
        }

        if (configuration.MaximumPositions * (configuration.HeadSize / 2L) > MostAngles)
        {
            return $"{configuration.MaximumPositions} positions are too many; expected at most {MostAngles / Math.Max(1, configuration.HeadSize / 2)} "
                + $"with a head size of {configuration.HeadSize}.";
        }

        if (configuration.Heads % configuration.KeyValueHeads != 0)
        {
            return $"{configuration.Heads} heads cannot share {configuration.KeyValueHeads} key and value heads evenly.";
        }

        return configuration.NormEpsilon >= 0 && float.IsFinite((float)configuration.NormEpsilon)
            ? null
            : $"{configuration.NormEpsilon} is added before the root of a norm is taken; expected a finite number of at least 0.";
    }

    private static string? RotationProblemOf(DecoderConfiguration configuration)
    {
        var variant = configuration.Variant;
        var all = new Rotation(configuration.RopeTheta, configuration.RopeScaling);
        Rotation[] rotations = variant.Layers is [] ? [all] : [.. variant.Layers.Select(layer => layer.Rotation).OfType<Rotation>().Distinct()];
        return rotations is [] ? null
            : configuration.HeadSize % 2 != 0 ? $"the head size {configuration.HeadSize} is odd; rotation needs pairs."
            : variant.RotatedSize is { } size && (size < 2 || size % 2 != 0 || size > configuration.HeadSize)
                ? $"{size} of a head's {configuration.HeadSize} values are to be turned; rotation needs pairs."
            : Array.ConvertAll(rotations, rotation => rotation.ProblemOf(configuration.RotatedSize)).FirstOrDefault(problem => problem is not null);
    }

    private static string? VariantProblemOf(DecoderConfiguration configuration)
    {
        var variant = configuration.Variant;
        double[] factors =
        [
            variant.EmbeddingScale, variant.ResidualScale, variant.LogitScale, variant.AttentionScale ?? 1, variant.AttentionCap ?? 1,
            variant.LogitCap ?? 1, variant.Clamp?.Steepness ?? 1, variant.Clamp?.Limit ?? 1, variant.ProjectionBound ?? 1, variant.Alibi?.Scale ?? 1,
        ];
        if (!Array.TrueForAll(factors, factor => factor > 0 && float.IsFinite((float)factor)))
        {
            return "the scales of embeddings, blocks, attention and logits, the bound of projections, and the bounds of attention, gates and logits, must be finite and above 0.";
        }

        if (variant.Experts is { } experts && ProblemOf(experts, configuration) is { } expertProblem)
        {
            return expertProblem;
        }

        if (variant.Latent is { } latent && ProblemOf(latent, configuration) is { } latentProblem)
        {
            return latentProblem;
        }

        if (variant.Positions is { AreLearned: false } && configuration.HiddenSize < 4)
        {
            return $"sines and cosines of positions need a width of at least 4; it is {configuration.HiddenSize}.";
        }

        if (variant.Layers.Length > 0 && variant.Layers.Length != configuration.Layers)
        {
            return $"{configuration.Layers} layers have the attention of {variant.Layers.Length}.";
        }

        return variant.Layers.Any(layer => layer.Window < 1) ? "a window of attention must hold at least one position." : null;
    }

    private static string? ProblemOf(LatentAttention latent, DecoderConfiguration configuration) =>
        latent.KeyValueRank < 1 || latent.QueryRank < 1 ? "the narrow projections of attention must have a width of at least 1."
        : latent.ValueSize is < 1 or > LargestHead ? $"a head's values have a width of {latent.ValueSize}; expected 1 to {LargestHead}."
        : latent.Turned != configuration.RotatedSize || latent.Turned >= configuration.HeadSize
            ? $"{latent.Turned} of a head's {configuration.HeadSize} values are to be turned; expected some, and not all."
        : null;

    private static string? ProblemOf(MixtureOfExperts experts, DecoderConfiguration configuration) =>
        experts.Count is < 1 or > MostExperts ? $"{experts.Count} experts; expected 1 to {MostExperts}."
        : experts.Chosen < 1 || experts.Chosen > experts.Count
            ? $"a token goes through {experts.Chosen} of {experts.Count} experts; expected at least one and at most all."
        : experts.Groups is { } groups && (groups.Count < 1 || experts.Count % groups.Count != 0 || groups.Chosen < 1 || groups.Chosen > groups.Count)
            ? $"{groups.Chosen} of {groups.Count} groups of {experts.Count} experts are to be kept; expected groups of one size, and at least one and at most all."
        : experts.Groups is { } parts && (experts.Count / parts.Count < parts.Judged || parts.Chosen * (experts.Count / parts.Count) < experts.Chosen)
            ? $"{parts.Chosen} groups of {experts.Count / parts.Count} experts are too small for {experts.Chosen} experts of a token."
        : experts.SparseMargin is { } margin && !(margin > 0 && float.IsFinite((float)margin) && experts.Chosen == 2)
            ? $"the shares of {experts.Chosen} experts are to be those of SparseMixer with the margin {margin}; expected two, and a finite number above 0."
        : !(experts.SmallestSum > 0 && float.IsFinite((float)experts.SmallestSum)) ? $"the sum of shares is to be at least {experts.SmallestSum}; expected a finite number above 0."
        : !(experts.ShareScale > 0 && float.IsFinite((float)experts.ShareScale)) ? $"the shares of experts are to be multiplied by {experts.ShareScale}; expected a finite number above 0."
        : experts.IntermediateSize < 1 || experts.Shared?.IntermediateSize < 1 ? "the width inside an expert must be at least 1."
        : !Enumerable.Range(0, configuration.Layers).Any(configuration.HasExperts) ? $"none of {configuration.Layers} layers has the experts."
        : null;
}
