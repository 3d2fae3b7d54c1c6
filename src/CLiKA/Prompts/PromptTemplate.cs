using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Probes;

namespace CLiKA.Prompts;

/// <summary>Renders items as prompts. The words around an item are English in every language (paper, appendix A).</summary>
/// <param name="wrapping">The text that the model expects around every prompt.</param>
public abstract class PromptTemplate(PromptWrapping wrapping)
{
    private static readonly ProbeItem[] Specimens =
    [
        .. Enumerable.Range(2, 5).Select(count => new ProbeItem(
            $"{count}", "q", [.. Enumerable.Range(1, count).Select(option => $"{option}")], 0) { Paraphrases = ["q", "q"] }),
        new("cause", "cause", ["1", "2"], 0, "p"),
        new("effect", "effect", ["1", "2"], 0, "p"),
    ];

    // The first of each as published; the others are paraphrases.
    private static readonly ImmutableArray<string> CausePhrases =
        ["What was the cause of this?", "Why did this happen?", "What made this happen?"];

    private static readonly ImmutableArray<string> EffectPhrases =
        ["What happened as a result?", "What happened next because of this?", "What did this lead to?"];

    /// <summary>The text that the model expects around every prompt.</summary>
    protected PromptWrapping Wrapping { get; } = wrapping;

    /// <summary>
    /// Returns the SHA-256 hash, in hexadecimal, of rendered specimen items: it changes whenever any word that a model reads around an item does,
    /// except for the one before a passage, which no specimen has.
    /// </summary>
    /// <param name="wordings">Number of wordings in which items are asked, at least 1.</param>
    /// <param name="first">Zero-based index of the first of these wordings.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public string HashOf(int wordings, int first = 0)
    {
        // Beyond the asking phrases of cause/effect items, a further wording changes nothing around an item.
        var rendered = Enumerable.Range(first, Math.Clamp(ProbeItem.CauseEffectWordings - first, 0, wordings))
            .SelectMany(wording => Specimens.Select(item => RenderWording(item, wording)))
            .Select(prompt => $"{prompt.Text}\0{string.Join('\0', prompt.Continuations)}");
        rendered = Wrapping.Chat is { } chat ? rendered.Append(chat.Description) : rendered;
        rendered = first > 0 ? rendered.Append($"from wording {first + 1}") : rendered;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u0001', rendered))));
    }

    /// <summary>Renders one item in one of its wordings.</summary>
    /// <param name="item">The item.</param>
    /// <param name="wording">Zero-based index of the wording, less than <see cref="ProbeItem.Wordings"/>.</param>
    /// <returns>The prompt.</returns>
    public abstract Prompt RenderWording(ProbeItem item, int wording);

    /// <summary>Returns what the question refers to, if anything: a passage or a premise, each on a line of its own.</summary>
    /// <param name="item">The item.</param>
    /// <param name="wording">Zero-based index of the wording.</param>
    /// <returns>The lines, or nothing.</returns>
    private protected static string ContextOf(ProbeItem item, int wording)
    {
        if (item.Passage is { } passage)
        {
            return $"Passage:{passage}\n";
        }

        return item.Premise is null
            ? string.Empty
            : $"Premise:{(wording == 0 || item.Paraphrases.IsEmpty ? item.Premise : item.Paraphrases[wording - 1])}\n";
    }

    /// <summary>Returns the question in words.</summary>
    /// <param name="item">The item.</param>
    /// <param name="wording">Zero-based index of the wording.</param>
    /// <returns>The asking phrase of a cause/effect item, or the question in its own language.</returns>
    private protected static string QuestionOf(ProbeItem item, int wording) => (item.Premise, item.Question) switch
    {
        (null, var question) => wording == 0 ? question : item.Paraphrases[wording - 1],
        (_, "cause") => CausePhrases[wording],
        (_, "effect") => EffectPhrases[wording],
        (_, var other) => throw new ArgumentException($"Item '{item.Id}' has a premise, but '{other}' is neither cause nor effect."),
    };
}
