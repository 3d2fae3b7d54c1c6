using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Scores;

/// <summary>Scores given continuations of a prompt.</summary>
internal interface IContinuationScorer
{
    /// <summary>Scores continuations of a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="options">Indices of the continuations to score.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The scores, in the order of <paramref name="options"/>.</returns>
    /// <exception cref="InvalidInputException">The server did not answer; the message names the item.</exception>
    Task<IReadOnlyList<ContinuationScore>> ScoreAsync(Prompt prompt, IReadOnlyList<int> options, CancellationToken cancellationToken);
}
