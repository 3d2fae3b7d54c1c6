namespace CLiKA.Prompts;

/// <summary>What a model wants around every prompt, for example the turn markers of a chat model.</summary>
/// <param name="Prefix">Text before the prompt.</param>
/// <param name="Suffix">Text between the prompt and the answer.</param>
public sealed record PromptWrapping(string Prefix, string Suffix)
{
    /// <summary>Nothing around the prompt.</summary>
    public static PromptWrapping None { get; } = new(string.Empty, string.Empty);

    /// <summary>Wraps a prompt.</summary>
    /// <param name="text">The prompt.</param>
    /// <returns>Prefix, prompt and suffix.</returns>
    public string Wrap(string text) => Prefix + text + Suffix;
}
