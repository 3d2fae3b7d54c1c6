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

    /// <summary>
    /// Whether the shares of a token's experts are their probabilities among the chosen ones, so that they sum to 1, and not among all.
    /// </summary>
    public bool SharesSumToOne { get; init; }

    /// <summary>Whether the router's projection adds a bias.</summary>
    public bool HasRouterBias { get; init; }

    /// <summary>What every token goes through beside its experts; null for nothing.</summary>
    public SharedExpert? Shared { get; init; }

    /// <summary>The layers that have one feed-forward block, as Llama's, and no experts.</summary>
    public ImmutableArray<int> DenseLayers { get; init; } = [];
}
