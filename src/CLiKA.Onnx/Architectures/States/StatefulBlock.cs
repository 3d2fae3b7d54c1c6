using System.Collections.Immutable;

namespace CLiKA.Onnx.Architectures.States;

/// <summary>
/// The block that some layers of a hybrid decoder have instead of attention, or beside it. From token to token it carries a state of fixed size, instead of the keys
/// and values of all tokens.
/// </summary>
public abstract record StatefulBlock
{
    /// <summary>Indices of the layers that have it.</summary>
    public required ImmutableArray<int> Layers { get; init; }

    /// <summary>The factors of the block and of attention in a layer that has both, side by side; null where the block is in the place of attention.</summary>
    public ParallelFactors? Beside { get; init; }

    /// <summary>Describes what is wrong with the sizes of the block.</summary>
    /// <returns>One sentence, or null where nothing is.</returns>
    internal abstract string? Problem();

    /// <summary>Returns the projections of a layer that adapters can change.</summary>
    /// <param name="hidden">Width of the residual stream.</param>
    /// <returns>Their names within the layer, and the widths of their outputs and inputs.</returns>
    internal abstract IEnumerable<(string Name, int Outputs, int Inputs)> Projections(int hidden);
}
