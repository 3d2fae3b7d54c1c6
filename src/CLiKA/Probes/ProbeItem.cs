using System.Collections.Immutable;

namespace CLiKA.Probes;

/// <summary>One multiple-choice question in one language.</summary>
/// <param name="Id">Identifier, the same in every language of the set.</param>
/// <param name="Question">
/// The question. In a cause/effect item (one with a <paramref name="Premise"/>) it is <c>cause</c> or <c>effect</c>.
/// </param>
/// <param name="Options">The options, 2 to 26, in the order of their letters A, B, C...</param>
/// <param name="Gold">Zero-based index of the right option.</param>
/// <param name="Premise">The event whose cause or effect is asked for; null in other items.</param>
public sealed record ProbeItem(string Id, string Question, ImmutableArray<string> Options, int Gold, string? Premise = null)
{
    /// <summary>Number of wordings of a cause/effect item: its asking phrase belongs to the prompt, which has this many.</summary>
    public const int CauseEffectWordings = 3;

    /// <summary>The letter of the right option, A to Z.</summary>
    public char GoldLetter => OptionLetter.Of(Gold);

    /// <summary>A text that the question refers to; null where there is none.</summary>
    public string? Passage { get; init; }

    /// <summary>
    /// Other wordings of the question with the same meaning; in a cause/effect item, of the premise: either none, or one for each further asking
    /// phrase.
    /// </summary>
    public ImmutableArray<string> Paraphrases { get; init; } = [];

    /// <summary>Number of wordings in which the item can be asked, at least 1.</summary>
    public int Wordings => Premise is null ? 1 + Paraphrases.Length : CauseEffectWordings;

    /// <summary>All texts in the item's own language: passage, premise, question, paraphrases, options.</summary>
    public IEnumerable<string> Texts
    {
        get
        {
            string?[] once = [Passage, Premise, Premise is null ? Question : null];
            return once.OfType<string>().Concat(Paraphrases).Concat(Options);
        }
    }

    /// <summary>
    /// Returns whether another item has the same parts: a passage or none, a premise with the same question or none, and the same number of
    /// paraphrases.
    /// </summary>
    /// <param name="other">The other item, for example in another language.</param>
    /// <returns>Whether it has the same parts.</returns>
    public bool HasPartsOf(ProbeItem other) =>
        (Passage is null, Premise is null ? null : Question, Paraphrases.Length)
        == (other.Passage is null, other.Premise is null ? null : other.Question, other.Paraphrases.Length);

    /// <summary>Rotates the options by a number of places, so that over all rotations each option gets each letter once.</summary>
    /// <param name="places">Number of places, at least 0.</param>
    /// <returns>The same item in another letter order.</returns>
    public ProbeItem Rotated(int places) => this with
    {
        Options = [.. Enumerable.Range(0, Options.Length).Select(option => Options[(option + places) % Options.Length])],
        Gold = (Gold - (places % Options.Length) + Options.Length) % Options.Length,
    };
}
