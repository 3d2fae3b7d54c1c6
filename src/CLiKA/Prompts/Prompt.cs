using System.Collections.Immutable;

namespace CLiKA.Prompts;

/// <summary>What a model is given for one item, and what it may answer.</summary>
/// <param name="ItemId">Id of the item that is asked.</param>
/// <param name="Text">Everything up to the answer.</param>
/// <param name="Continuations">
/// The possible answers in the order of the item's options, each to be read right after <paramref name="Text"/>:
/// letters (<c>A</c>) or options (<c> Paris</c>, with the white space that separates them from the text).
/// </param>
public sealed record Prompt(string ItemId, string Text, ImmutableArray<string> Continuations)
{
    /// <summary>The probe set and the language that it comes from, for messages; null where it stands alone.</summary>
    public string? Origin { get; init; }

    /// <summary>What it is called in messages: items have the same identifier in every language, and may have it in other sets.</summary>
    public string Name => Origin is null ? $"item '{ItemId}'" : $"item '{ItemId}' ({Origin})";
}
