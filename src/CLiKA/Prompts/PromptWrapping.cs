namespace CLiKA.Prompts;

/// <summary>What a model wants around every prompt: texts, or the turns of its own chat template.</summary>
/// <param name="Prefix">Text before the prompt.</param>
/// <param name="Suffix">Text between the prompt and the answer.</param>
public sealed record PromptWrapping(string Prefix, string Suffix)
{
    /// <summary>Nothing around the prompt.</summary>
    public static PromptWrapping None { get; } = new(string.Empty, string.Empty);

    /// <summary>How the answerer puts the wrapped prompt to a model that chats; null where it is given as it is.</summary>
    public ChatFormat? Chat { get; init; }

    /// <summary>Wraps a prompt. The turns of a chat are not part of it: only the model knows them.</summary>
    /// <param name="text">The prompt.</param>
    /// <returns>Prefix, prompt and suffix.</returns>
    public string Wrap(string text) => Prefix + text + Suffix;
}
