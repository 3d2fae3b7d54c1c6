namespace CLiKA.Onnx.Architectures.States;

/// <summary>
/// A short causal convolution of every channel by itself, between two gates, as in LFM2. Its state is its input at the preceding tokens.
/// </summary>
/// <param name="Length">Number of tokens that the convolution sees, including its own.</param>
/// <param name="HasBias">Whether the convolution and the projections around it have biases.</param>
public sealed record ShortConvolution(int Length, bool HasBias) : StatefulBlock
{
    /// <summary>Maximum length of a convolution: far beyond any decoder, for which an extra digit must not exhaust memory.</summary>
    internal const int MostTokens = 1 << 10;

    /// <inheritdoc/>
    internal override string? Problem() => ProblemOf("conv_L_cache", Length);

    /// <summary>Describes what is wrong with the length of a convolution.</summary>
    internal static string? ProblemOf(string name, int length) =>
        length is < 2 or > MostTokens ? $"'{name}' is {length}; expected 2 to {MostTokens}." : null;

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, int Outputs, int Inputs)> Projections(int hidden) =>
        [("conv.in_proj", 3 * hidden, hidden), ("conv.out_proj", hidden, hidden)];
}
