using System.Collections.Immutable;

namespace CLiKA.Onnx.Adapters;

/// <summary>A LoRA adapter: what it adds to the projections of one model.</summary>
/// <param name="Rank">The rank, at least 1; the highest where modules have different ones.</param>
/// <param name="Alpha">
/// What <see cref="Rank"/> divides to give the scaling. Of an adapter that divides by the rank's root (rsLoRA) it is alpha times that root.
/// </param>
/// <param name="Modules">The projections, at least one, each once.</param>
public sealed record LoraAdapter(int Rank, double Alpha, ImmutableArray<LoraModule> Modules)
{
    /// <summary>By what the product of B and A is multiplied.</summary>
    public double Scaling => Alpha / Rank;
}
