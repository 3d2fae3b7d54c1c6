using System.Collections.Immutable;

namespace CLiKA.Answers;

/// <summary>How far a text is continued.</summary>
/// <param name="MaximumTokens">Most tokens that are added, at least 1.</param>
public sealed record GenerationOptions(int MaximumTokens)
{
    /// <summary>Texts at which a continuation ends; what is returned ends before the first of them.</summary>
    public ImmutableArray<string> Stops { get; init; } = [];
}
