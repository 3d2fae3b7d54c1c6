using System.Security.Cryptography;
using System.Text;
using CLiKA.Probes;

namespace CLiKA.Prompts;

/// <summary>Turns items into prompts. The words around an item are English in every language (paper, appendix A).</summary>
/// <param name="wrapping">What the model wants around every prompt.</param>
public abstract class PromptTemplate(PromptWrapping wrapping)
{
    private static readonly ProbeItem[] Specimens =
    [
        new("2", "q", ["1", "2"], 0),
        new("3", "q", ["1", "2", "3"], 0),
        new("4", "q", ["1", "2", "3", "4"], 0),
        new("5", "q", ["1", "2", "3", "4", "5"], 0),
        new("6", "q", ["1", "2", "3", "4", "5", "6"], 0),
        new("cause", "cause", ["1", "2"], 0, "p"),
        new("effect", "effect", ["1", "2"], 0, "p"),
    ];

    /// <summary>What the model wants around every prompt.</summary>
    protected PromptWrapping Wrapping { get; } = wrapping;

    /// <summary>
    /// SHA-256 in hexadecimal of specimen items as rendered: it changes whenever any word that a model reads around an item does.
    /// </summary>
    public string Hash
    {
        get
        {
            var rendered = Specimens.Select(Render).Select(prompt => $"{prompt.Text}\0{string.Join('\0', prompt.Continuations)}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u0001', rendered))));
        }
    }

    /// <summary>Renders one item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The prompt.</returns>
    public abstract Prompt Render(ProbeItem item);

    /// <summary>The question of a cause/effect item in words, or the question as it stands.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The question.</returns>
    private protected static string QuestionOf(ProbeItem item) => (item.Premise, item.Question) switch
    {
        (null, var question) => question,
        (_, "cause") => "What was the cause of this?",
        (_, "effect") => "What happened as a result?",
        (_, var other) => throw new ArgumentException($"Item '{item.Id}' has a premise, but '{other}' is neither cause nor effect."),
    };
}
