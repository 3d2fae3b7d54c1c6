using System.Collections.Immutable;

namespace CLiKA.Answers;

/// <summary>A model's answer to one item.</summary>
/// <param name="Choice">Zero-based index of the chosen option; null where the answer names no option of the item (invalid).</param>
public sealed record Answer(int? Choice)
{
    /// <summary>The answer that names no option and no letter.</summary>
    public static Answer Invalid { get; } = new((int?)null);

    /// <summary>
    /// The letter that a recorded answer named although the item does not offer it (E where there are four options); otherwise null.
    /// </summary>
    public char? UnofferedLetter { get; init; }

    /// <summary>
    /// Log-probability (natural, at most 0) of each option's continuation, in the order of the options; empty where the answerer
    /// returns none.
    /// </summary>
    public ImmutableArray<double> LogProbabilities { get; init; } = [];

    /// <summary>
    /// The values by which the options were compared, in the order of the options: the log-probabilities, normalized by the length that the way of
    /// scoring names; empty where the answerer returns none. Not stored in files.
    /// </summary>
    public ImmutableArray<double> Scores { get; init; } = [];

    /// <summary>The choice for each wording, where the item was asked in several; otherwise empty.</summary>
    public ImmutableArray<int?> Wordings { get; init; } = [];

    /// <summary>The difference between the best and the second-best score, at least 0; null where there are fewer than two scores.</summary>
    public double? Margin =>
        Scores.OrderDescending().Take(2).ToArray() is [var first, var second] ? first - second : null;

    /// <summary>Returns whether another answer is the same in what counts: the option or, without one, the letter that was not offered.</summary>
    /// <param name="other">The other answer.</param>
    /// <returns>Whether it is the same.</returns>
    public bool ChoosesAs(Answer other) => Choice == other.Choice && UnofferedLetter == other.UnofferedLetter;

    /// <summary>
    /// Returns whether another answer to the same question differs by rounding only: no log-probability by more than a tolerance. Options that lie
    /// that close together may have changed places. Answers without log-probabilities have to be the same.
    /// </summary>
    /// <param name="other">The other answer.</param>
    /// <param name="tolerance">The tolerance, at least 0.</param>
    /// <returns>Whether it differs by rounding only.</returns>
    public bool IsWithin(double tolerance, Answer other) => LogProbabilities.Length == other.LogProbabilities.Length
        && (LogProbabilities.IsEmpty
            ? ChoosesAs(other)
            : LogProbabilities.Zip(other.LogProbabilities).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance));

    /// <summary>Returns the answer that scores lead to: the best option, or the first of equals.</summary>
    /// <param name="scores">One score for each option, at least one.</param>
    /// <returns>The answer, with its scores.</returns>
    public static Answer Best(ImmutableArray<double> scores)
    {
        var best = 0;
        for (var option = 1; option < scores.Length; option++)
        {
            if (scores[option] > scores[best])
            {
                best = option;
            }
        }

        return new Answer(best) { Scores = scores };
    }
}
