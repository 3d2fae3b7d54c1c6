using System.Text;

namespace CLiKA.Answers;

/// <summary>The likelihood of one continuation of a prompt.</summary>
/// <param name="LogProbability">Sum of the natural log-probabilities of the continuation's tokens, at most 0.</param>
/// <param name="Tokens">Length in tokens, at least 1.</param>
/// <param name="Bytes">Length in UTF-8 bytes without leading and trailing white space, at least 1.</param>
public readonly record struct ContinuationScore(double LogProbability, int Tokens, int Bytes)
{
    /// <summary>Creates the score of a continuation whose tokens were counted.</summary>
    /// <param name="continuation">Its text.</param>
    /// <param name="logProbability">Sum of the natural log-probabilities of its tokens.</param>
    /// <param name="tokens">Number of its tokens, at least 1.</param>
    /// <returns>The score; a text of only white space counts as one byte.</returns>
    public static ContinuationScore Of(string continuation, double logProbability, int tokens) =>
        new(logProbability, tokens, Math.Max(1, Encoding.UTF8.GetByteCount(continuation.Trim())));

    /// <summary>Returns the value by which options are compared.</summary>
    /// <param name="scoring">The way of scoring.</param>
    /// <returns>The sum, normalized by the length that <paramref name="scoring"/> names.</returns>
    private double By(Scoring scoring) => scoring switch
    {
        Scoring.LikelihoodPerToken => LogProbability / Tokens,
        Scoring.LikelihoodPerByte => LogProbability / Bytes,
        _ => LogProbability,
    };

    /// <summary>Returns the answer that a list of scores leads to: the best option, or the first of equals.</summary>
    /// <param name="scores">One score for each option, at least one.</param>
    /// <param name="scoring">The way of scoring.</param>
    /// <returns>The answer, with every option's log-probability.</returns>
    public static Answer Choose(IReadOnlyList<ContinuationScore> scores, Scoring scoring) =>
        Answer.Best([.. scores.Select(score => score.By(scoring))]) with
        {
            LogProbabilities = [.. scores.Select(score => score.LogProbability)],
        };
}
