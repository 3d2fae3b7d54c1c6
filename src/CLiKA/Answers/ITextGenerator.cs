namespace CLiKA.Answers;

/// <summary>Continues texts by greedy decoding.</summary>
public interface ITextGenerator
{
    /// <summary>Continues texts.</summary>
    /// <param name="prompts">The texts, at least one. Their order and grouping do not affect the continuations.</param>
    /// <param name="options">The limits of the continuations.</param>
    /// <param name="progress">Receives the number of texts continued so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between tokens.</param>
    /// <returns>The continuation of each text, in the order of the texts.</returns>
    /// <exception cref="InvalidInputException">A text cannot be continued by this model.</exception>
    Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken);
}
