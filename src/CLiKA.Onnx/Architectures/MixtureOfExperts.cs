using System.Collections.Immutable;

namespace CLiKA.Onnx.Architectures;

/// <summary>Feed-forward blocks that are made of many small ones, of which a token goes through the few that a router chooses for it.</summary>
public sealed record MixtureOfExperts
{
    /// <summary>Number of experts in a layer.</summary>
    public required int Count { get; init; }

    /// <summary>How many of them a token goes through, at most all.</summary>
    public required int Chosen { get; init; }

    /// <summary>Width inside an expert.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>What a router's products become, before experts are chosen.</summary>
    public ExpertScoring Scoring { get; init; }

    /// <summary>
    /// Whether experts are chosen by their scores and a number that is learned of each, <c>e_score_correction_bias</c>, which has no part in their
    /// shares, as in DeepSeek V3.
    /// </summary>
    public bool HasCorrection { get; init; }

    /// <summary>Groups of which the best are found first; null where there are none.</summary>
    public ExpertGroups? Groups { get; init; }

    /// <summary>
    /// Whether the shares of a token's experts are their probabilities among the chosen ones, so that they sum to 1, and not among all.
    /// </summary>
    public bool SharesSumToOne { get; init; }

    /// <summary>
    /// Where shares are those of SparseMixer, of two experts: by what part an expert's product may lie below another's to be nearly as wanted. Null
    /// where they are not.
    /// </summary>
    public double? SparseMargin { get; init; }

    /// <summary>What their sum is at least, by which shares are divided.</summary>
    public double SmallestSum { get; init; } = 1e-20;

    /// <summary>By what shares are multiplied at last.</summary>
    public double ShareScale { get; init; } = 1;

    /// <summary>Whether the router's projection adds a bias.</summary>
    public bool HasRouterBias { get; init; }

    /// <summary>What every token goes through beside its experts; null for nothing.</summary>
    public SharedExpert? Shared { get; init; }

    /// <summary>The layers that have one feed-forward block, as Llama's, and no experts.</summary>
    public ImmutableArray<int> DenseLayers { get; init; } = [];
}
