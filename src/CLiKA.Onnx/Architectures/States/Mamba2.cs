using System.Collections.Immutable;

namespace CLiKA.Onnx.Architectures.States;

/// <summary>
/// A state-space block (Mamba 2; Dao and Gu, arXiv 2405.21060), as in Granite 4.0 H: a matrix for each head, which decays by a learned rate times the
/// token's time step, and to which the token's values are added, weighted by that step. Values, and what writes and reads a state, come out of a short
/// convolution.
/// </summary>
/// <param name="Heads">Number of heads of values, and of states.</param>
/// <param name="Groups">Number of groups of heads that are written and read alike; a divisor of <paramref name="Heads"/>.</param>
/// <param name="HeadSize">Width of a head's values.</param>
/// <param name="StateSize">Number of values of the state for each of a head's values.</param>
/// <param name="Length">Number of tokens that the convolution sees, including its own.</param>
public sealed record Mamba2(int Heads, int Groups, int HeadSize, int StateSize, int Length) : StatefulBlock
{
    private const int MostHeads = 1 << 14;
    private const int LargestHead = 1 << 12;

    /// <summary>Whether the convolution has a bias.</summary>
    public bool HasConvolutionBias { get; init; }

    /// <summary>Whether the projection of the input has a bias.</summary>
    public bool HasInputBias { get; init; }

    /// <summary>Whether the output projection has a bias.</summary>
    public bool HasOutputBias { get; init; }

    /// <summary>Where the output is normalized.</summary>
    public StateGate Gate { get; init; }

    /// <summary>Number of parts of the output that are normalized by themselves; a divisor of the number of heads.</summary>
    public int NormGroups { get; init; } = 1;

    /// <summary>
    /// The factors that multiply the parts of the projected input: gate, values, what writes a state, what reads it, and time steps; empty for none.
    /// </summary>
    public ImmutableArray<double> Factors { get; init; } = [];

    /// <summary>Width of the values of all heads.</summary>
    internal int Values => Heads * HeadSize;

    /// <summary>Width of what writes the states of all groups, and of what reads them.</summary>
    internal int States => Groups * StateSize;

    /// <summary>Widths of the parts of the projected input, in the order of <see cref="Factors"/>.</summary>
    internal int[] Parts => [Values, Values, States, States, Heads];

    /// <summary>Width of the input of the convolution.</summary>
    internal int Channels => Values + (2 * States);

    /// <summary>Width of the projection of the block's input: the gate of its output, the input of the convolution, and a time step for each head.</summary>
    internal int Projected => Values + Channels + Heads;

    /// <inheritdoc/>
    internal override string? Problem()
    {
        (string Name, int Size, int Most)[] sizes =
        [
            ("mamba_n_heads", Heads, MostHeads), ("mamba_n_groups", Groups, MostHeads), ("mamba_d_head", HeadSize, LargestHead),
            ("mamba_d_state", StateSize, LargestHead),
        ];
        var wrong = Array.Find(sizes, size => size.Size < 1 || size.Size > size.Most);
        return wrong.Name is not null ? $"'{wrong.Name}' is {wrong.Size}; expected at least 1 and at most {wrong.Most}."
            : Heads % Groups != 0 ? $"'mamba_n_heads' is {Heads}; expected a multiple of 'mamba_n_groups', {Groups}."
            : Factors.Any(factor => !float.IsFinite((float)factor)) ? $"'ssm_multipliers' is {string.Join(", ", Factors)}; expected finite numbers."
            : ShortConvolution.ProblemOf("mamba_d_conv", Length);
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, int Outputs, int Inputs)> Projections(int hidden) =>
        [("mamba.in_proj", Projected, hidden), ("mamba.out_proj", hidden, Values)];
}
