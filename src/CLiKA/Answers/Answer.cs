using System.Collections.Immutable;

namespace CLiKA.Answers;

/// <summary>What a model answered to one item.</summary>
/// <param name="Choice">Index of the chosen option, from 0; null when the answer names no option of the item (invalid).</param>
public sealed record Answer(int? Choice)
{
    /// <summary>
    /// The letter that a recorded answer named although the item does not offer it (E where there are four options); null elsewhere.
    /// </summary>
    public char? UnofferedLetter { get; init; }

    /// <summary>
    /// Log-probability (natural, at most 0) of each option's continuation, in the order of the options; empty where the answerer
    /// returns none.
    /// </summary>
    public ImmutableArray<double> LogProbabilities { get; init; } = [];
}
