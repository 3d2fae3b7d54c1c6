using System.Collections.Immutable;

namespace CLiKA.Onnx.Adapters;

/// <summary>A LoRA adapter: low-rank updates of projections of one model.</summary>
/// <param name="Rank">The rank, at least 1; the highest where modules have different ones.</param>
/// <param name="Alpha">
/// The alpha hyperparameter, which is divided by <see cref="Rank"/> to give the scaling. For an adapter that divides by the square root of the rank
/// (rsLoRA) it is alpha times that root.
/// </param>
/// <param name="Modules">The adapted projections, at least one, each once.</param>
public sealed record LoraAdapter(int Rank, double Alpha, ImmutableArray<LoraModule> Modules)
{
    /// <summary>The factor that multiplies the product of B and A.</summary>
    public double Scaling => Alpha / Rank;

    /// <summary>What the adapter is said to change of its model; null where its format does not say.</summary>
    internal PeftSelection? Selection { get; init; }
}
