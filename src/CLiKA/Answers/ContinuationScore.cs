using System.Text;

namespace CLiKA.Answers;

/// <summary>How likely a model finds one continuation of a prompt.</summary>
/// <param name="LogProbability">Sum over the continuation's tokens of their natural log-probabilities, at most 0.</param>
/// <param name="Tokens">Length in tokens, at least 1.</param>
/// <param name="Bytes">Length in UTF-8 bytes without surrounding white space, at least 1.</param>
public readonly record struct ContinuationScore(double LogProbability, int Tokens, int Bytes)
{
    /// <summary>Scores a continuation of which the tokens are known.</summary>
    /// <param name="continuation">Its text.</param>
    /// <param name="logProbability">Sum over its tokens of their natural log-probabilities.</param>
    /// <param name="tokens">How many tokens it has, at least 1.</param>
    /// <returns>The score; a text of nothing but white space has the length 1.</returns>
    public static ContinuationScore Of(string continuation, double logProbability, int tokens) =>
        new(logProbability, tokens, Math.Max(1, Encoding.UTF8.GetByteCount(continuation.Trim())));

    /// <summary>The value by which options are compared.</summary>
    /// <param name="scoring">The way of scoring.</param>
    /// <returns>The sum, divided by the length that <paramref name="scoring"/> names.</returns>
    public double By(Scoring scoring) => scoring switch
    {
        Scoring.LikelihoodPerToken => LogProbability / Tokens,
        Scoring.LikelihoodPerByte => LogProbability / Bytes,
        _ => LogProbability,
    };

    /// <summary>The answer that a list of scores amounts to: the best option, the first of equals.</summary>
    /// <param name="scores">One score for each option, at least one.</param>
    /// <param name="scoring">The way of scoring.</param>
    /// <returns>The answer, with every option's log-probability.</returns>
    public static Answer Choose(IReadOnlyList<ContinuationScore> scores, Scoring scoring) =>
        Answer.Best([.. scores.Select(score => score.By(scoring))]) with
        {
            LogProbabilities = [.. scores.Select(score => score.LogProbability)],
        };
}
