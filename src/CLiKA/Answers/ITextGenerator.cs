namespace CLiKA.Answers;

/// <summary>Something that continues texts in its own words, always with the likeliest token.</summary>
public interface ITextGenerator
{
    /// <summary>Continues texts.</summary>
    /// <param name="prompts">The texts, at least one. Their order and grouping decide nothing.</param>
    /// <param name="options">How far.</param>
    /// <param name="progress">Told the number of texts continued so far; may be null.</param>
    /// <param name="cancellationToken">Ends the work between tokens.</param>
    /// <returns>What follows each text, in the order of the texts.</returns>
    /// <exception cref="InvalidInputException">A text cannot be continued by this model.</exception>
    Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken);
}
