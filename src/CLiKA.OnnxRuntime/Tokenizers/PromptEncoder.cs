using CLiKA.OnnxRuntime.Models;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>The tokens of what a model is asked, and of what may follow: the same where it is asked and where it is taught.</summary>
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

    /// <summary>The token with which the model says that it has finished; null where its folder names none.</summary>
    public int? EndToken { get; }

    /// <summary>Reads the tokenizer and, for a chat, the template of a model's folder.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="chat">What the chat template is told; null where prompts are given to the model as they are.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="InvalidInputException">A file is missing, damaged or not what it has to be.</exception>
    public static PromptEncoder Read(string folder, ChatFormat? chat) => new(
        HuggingFaceTokenizer.Read(Path.Combine(folder, "tokenizer.json")),
        chat is null ? null : ChatTemplate.Read(folder, chat),
        EndTokens.Read(folder));

    /// <summary>A prompt as the model is given it: in its turn, where the model chats.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <returns>The text, up to where the answer begins.</returns>
    /// <exception cref="InvalidInputException">The chat template refuses it.</exception>
    public string TextOf(string prompt) => _chat?.Render(prompt) ?? prompt;

    /// <summary>The tokens of a text, up to where the answer begins.</summary>
    /// <param name="text">The text, of <see cref="TextOf"/>.</param>
    /// <returns>The tokens; none for an empty text that no token opens.</returns>
    public int[] Beginning(string text) => [.. Encode(text)];

    /// <summary>The tokens of a continuation.</summary>
    /// <param name="text">The text that it follows, of <see cref="TextOf"/>.</param>
    /// <param name="beginning">Its tokens.</param>
    /// <param name="continuation">What follows, with the space that separates it.</param>
    /// <returns>The tokens after the beginning.</returns>
    // A tokenizer of SentencePiece's kind would put a space before an answer that stands alone. Where the answer's beginning joins the
    // prompt's end in one token, the model is still asked after the whole prompt, and the answer stands alone.
    public int[] Following(string text, int[] beginning, string continuation)
    {
        ArgumentNullException.ThrowIfNull(beginning);
        ArgumentNullException.ThrowIfNull(continuation);

        // In a turn of its own an answer follows nothing that white space would separate it from.
        continuation = _chat is null ? continuation : continuation.TrimStart();
        var whole = Encode(text + continuation);
        return whole.Count > beginning.Length && whole.Take(beginning.Length).SequenceEqual(beginning)
            ? [.. whole.Skip(beginning.Length)]
            : [.. Tokenizer.Encode(continuation, addSpecialTokens: false)];
    }

    // The tokens that begin a text stand in a chat template already.
    private IReadOnlyList<int> Encode(string text) => Tokenizer.Encode(text, addSpecialTokens: _chat is null);
}
