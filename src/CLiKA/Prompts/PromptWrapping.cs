namespace CLiKA.Prompts;

/// <summary>The text that a model expects around every prompt: a fixed prefix and suffix, or its own chat template.</summary>
/// <param name="Prefix">Text before the prompt.</param>
/// <param name="Suffix">Text between the prompt and the answer.</param>
public sealed record PromptWrapping(string Prefix, string Suffix)
{
    /// <summary>The wrapping with nothing around the prompt.</summary>
    public static PromptWrapping None { get; } = new(string.Empty, string.Empty);

    /// <summary>The way in which the answerer puts the wrapped prompt to a chat model; null where it is passed as it is.</summary>
    public ChatFormat? Chat { get; init; }

    /// <summary>Wraps a prompt. A chat template is not applied: only the model knows it.</summary>
    /// <param name="text">The prompt.</param>
    /// <returns>Prefix, prompt and suffix.</returns>
    public string Wrap(string text) => Prefix + text + Suffix;
}
