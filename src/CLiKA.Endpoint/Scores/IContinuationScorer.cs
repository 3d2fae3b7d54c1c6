using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Scores;

/// <summary>Asks how likely a model finds given continuations of a prompt.</summary>
internal interface IContinuationScorer
{
    /// <summary>Asks.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="options">Indices of the continuations that are wanted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Their scores, in the order of <paramref name="options"/>.</returns>
    /// <exception cref="InvalidInputException">The server did not answer; the message names the item.</exception>
    Task<IReadOnlyList<ContinuationScore>> ScoreAsync(Prompt prompt, IReadOnlyList<int> options, CancellationToken cancellationToken);
}
