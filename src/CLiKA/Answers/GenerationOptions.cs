using System.Collections.Immutable;

namespace CLiKA.Answers;

/// <summary>The limits of a generated text.</summary>
/// <param name="MaximumTokens">Maximum number of new tokens, at least 1.</param>
public sealed record GenerationOptions(int MaximumTokens)
{
    /// <summary>Stop sequences; the returned text ends before the first of them.</summary>
    public ImmutableArray<string> Stops { get; init; } = [];
}
