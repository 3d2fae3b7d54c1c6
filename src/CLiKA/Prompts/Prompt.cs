using System.Collections.Immutable;

namespace CLiKA.Prompts;

/// <summary>The prompt for one item, with the possible answers.</summary>
/// <param name="ItemId">Id of the item that is asked.</param>
/// <param name="Text">Everything up to the answer.</param>
/// <param name="Continuations">
/// The possible answers in the order of the item's options, each to be read immediately after <paramref name="Text"/>: letters (<c>A</c>) or options
/// (<c> Paris</c>, with the white space that separates them from the text).
/// </param>
public sealed record Prompt(string ItemId, string Text, ImmutableArray<string> Continuations)
{
    /// <summary>The probe set and the language of the item, for messages; null where there is none.</summary>
    public string? Origin { get; init; }

    /// <summary>Name of the prompt in messages: an item has the same id in every language, and other sets may use it too.</summary>
    public string Name => Origin is null ? $"item '{ItemId}'" : $"item '{ItemId}' ({Origin})";
}
