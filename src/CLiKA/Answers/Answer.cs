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

    /// <summary>
    /// By what the options were compared, in their order: the log-probabilities, divided by the length that the way of scoring names;
    /// empty where the answerer returns none. Files do not keep it.
    /// </summary>
    public ImmutableArray<double> Scores { get; init; } = [];

    /// <summary>
    /// The choice in each wording, where the item was asked in several; empty where it was asked in one.
    /// </summary>
    public ImmutableArray<int?> Wordings { get; init; } = [];

    /// <summary>By how much the best score exceeds the second, at least 0; null where there are no two scores.</summary>
    public double? Margin =>
        Scores.OrderDescending().Take(2).ToArray() is [var first, var second] ? first - second : null;

    /// <summary>Whether another answer is the same in all that counts: the option, or the letter that is none.</summary>
    /// <param name="other">The other answer.</param>
    /// <returns>Whether it is.</returns>
    public bool ChoosesAs(Answer other) => Choice == other.Choice && UnofferedLetter == other.UnofferedLetter;

    /// <summary>
    /// Whether another answer to the same question differs in last digits alone: no log-probability by more than a tolerance. Options that
    /// lie so close to each other may then have changed places. Answers without log-probabilities have to be the same.
    /// </summary>
    /// <param name="other">The other answer.</param>
    /// <param name="tolerance">The tolerance, at least 0.</param>
    /// <returns>Whether it does.</returns>
    public bool IsWithin(double tolerance, Answer other) => LogProbabilities.Length == other.LogProbabilities.Length
        && (LogProbabilities.IsEmpty
            ? ChoosesAs(other)
            : LogProbabilities.Zip(other.LogProbabilities).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance));

    /// <summary>The answer that scores amount to: the best option, the first of equals.</summary>
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
