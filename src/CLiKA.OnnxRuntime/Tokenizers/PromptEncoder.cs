using CLiKA.OnnxRuntime.Models;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>Encodes prompts and their continuations, in the same way for asking a model and for teaching it.</summary>
public sealed class PromptEncoder
{
    private readonly ChatTemplate? _chat;

    internal PromptEncoder(HuggingFaceTokenizer tokenizer, ChatTemplate? chat, IEnumerable<int> endTokens)
    {
        (Tokenizer, _chat) = (tokenizer, chat);
        EndToken = endTokens.Select(token => (int?)token).FirstOrDefault();
    }

    /// <summary>The tokenizer.</summary>
    public HuggingFaceTokenizer Tokenizer { get; }

    /// <summary>Id of the end-of-sequence token; null where the model's folder names none.</summary>
    public int? EndToken { get; }

    /// <summary>Reads the tokenizer and, for a chat, the chat template of a model folder.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="chat">Input of the chat template; null where prompts are passed to the model unchanged.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="InvalidInputException">A file is missing, damaged or invalid.</exception>
    public static PromptEncoder Read(string folder, ChatFormat? chat) => new(
        HuggingFaceTokenizer.Read(Path.Combine(folder, "tokenizer.json")),
        chat is null ? null : ChatTemplate.Read(folder, chat),
        EndTokens.Read(folder));

    /// <summary>Returns the text that the model receives for a prompt: rendered by the chat template, if there is one.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <returns>The text, up to the point where the answer begins.</returns>
    /// <exception cref="InvalidInputException">The chat template rejects the prompt.</exception>
    public string TextOf(string prompt) => _chat?.Render(prompt) ?? prompt;

    /// <summary>Encodes the text of a prompt.</summary>
    /// <param name="text">The text, from <see cref="TextOf"/>.</param>
    /// <returns>The token ids; none for an empty text, unless the tokenizer adds an opening token.</returns>
    public int[] Beginning(string text) => [.. Encode(text)];

    /// <summary>Encodes a continuation of a text.</summary>
    /// <param name="text">The text before it, from <see cref="TextOf"/>.</param>
    /// <param name="beginning">Token ids of that text.</param>
    /// <param name="continuation">The continuation, with the space that separates it.</param>
    /// <returns>The token ids after the beginning.</returns>
    // Encoded with the text, since a SentencePiece tokenizer would put a space before an answer encoded alone. Where the end of the prompt and the
    // start of the answer merge into one token, the model is still asked after the whole prompt, and the answer is encoded alone.
    public int[] Following(string text, int[] beginning, string continuation)
    {
        ArgumentNullException.ThrowIfNull(beginning);
        ArgumentNullException.ThrowIfNull(continuation);

        // In a chat turn of its own, an answer follows nothing that white space would separate it from.
        continuation = _chat is null ? continuation : continuation.TrimStart();
        var whole = Encode(text + continuation);
        return whole.Count > beginning.Length && whole.Take(beginning.Length).SequenceEqual(beginning)
            ? [.. whole.Skip(beginning.Length)]
            : [.. Tokenizer.Encode(continuation, addSpecialTokens: false)];
    }

    // A chat template already contains the tokens that open a text.
    private IReadOnlyList<int> Encode(string text) => Tokenizer.Encode(text, addSpecialTokens: _chat is null);
}
