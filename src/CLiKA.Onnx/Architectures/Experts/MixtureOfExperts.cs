using System.Collections.Immutable;

namespace CLiKA.Onnx.Architectures.Experts;

/// <summary>A mixture of experts: many small feed-forward blocks, of which a router selects a few for each token.</summary>
public sealed record MixtureOfExperts
{
    /// <summary>Number of experts in a layer.</summary>
    public required int Count { get; init; }

    /// <summary>Number of experts selected for a token, at most all.</summary>
    public required int Chosen { get; init; }

    /// <summary>Width inside an expert.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>
    /// Width of what experts read and write, where one projection comes before all of them and another after their sum, as in Nemotron 3 Super; null for
    /// the width of the residual stream.
    /// </summary>
    public int? LatentSize { get; init; }

    /// <summary>The function that turns the router's logits into scores.</summary>
    public ExpertScoring Scoring { get; init; }

    /// <summary>
    /// Whether experts are selected by their scores plus a learned correction, <c>e_score_correction_bias</c>, which does not enter their weights in
    /// the output, as in DeepSeek V3.
    /// </summary>
    public bool HasCorrection { get; init; }

    /// <summary>Groups, of which the best are selected first; null where there are none.</summary>
    public ExpertGroups? Groups { get; init; }

    /// <summary>
    /// Whether the weights of a token's experts are normalized over the selected ones, so that they sum to 1, rather than over all.
    /// </summary>
    public bool SharesSumToOne { get; init; }

    /// <summary>
    /// The relative margin of SparseMixer, for two experts: how far the logit of an expert may lie below another's to remain in its softmax. Null
    /// where SparseMixer is not used.
    /// </summary>
    public double? SparseMargin { get; init; }

    /// <summary>Lower bound of the sum by which the weights are divided.</summary>
    public double SmallestSum { get; init; } = 1e-20;

    /// <summary>Number that is added to the sum by which the weights are divided.</summary>
    public double SumOffset { get; init; }

    /// <summary>The factor that finally multiplies the weights.</summary>
    public double ShareScale { get; init; } = 1;

    /// <summary>
    /// Whether the layers also have an ordinary feed-forward block, as in Gemma 4. Both have norms of their own before their outputs are added, and the
    /// router has one too, which reads the residual stream.
    /// </summary>
    public bool IsBesideDense { get; init; }

    /// <summary>Whether each expert has a learned factor, <c>per_expert_scale</c>, that multiplies its weight in the output.</summary>
    public bool HasExpertScales { get; init; }

    /// <summary>Whether the router has a bias.</summary>
    public bool HasRouterBias { get; init; }

    /// <summary>Whether the weight of an expert multiplies what it reads rather than its output, as in Llama 4.</summary>
    public bool SharesScaleInputs { get; init; }

    /// <summary>The shared expert, which every token passes through; null where there is none.</summary>
    public SharedExpert? Shared { get; init; }

    /// <summary>How a checkpoint stores the matrices of a layer's experts, where they are one tensor.</summary>
    public ExpertStorage Storage { get; init; }

    /// <summary>Indices of the layers with a single feed-forward block, as in Llama, instead of experts.</summary>
    public ImmutableArray<int> DenseLayers { get; init; } = [];
}
