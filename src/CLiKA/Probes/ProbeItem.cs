using System.Collections.Immutable;

namespace CLiKA.Probes;

/// <summary>One multiple-choice question in one language.</summary>
/// <param name="Id">Identifier, the same in every language of the set.</param>
/// <param name="Question">
/// The question. In a cause/effect item (one with a <paramref name="Premise"/>) it is <c>cause</c> or <c>effect</c>.
/// </param>
/// <param name="Options">The options, 2 to 26, in the order of their letters A, B, C...</param>
/// <param name="Gold">Index of the right option, from 0.</param>
/// <param name="Premise">What happened, in a cause/effect item; null elsewhere.</param>
public sealed record ProbeItem(string Id, string Question, ImmutableArray<string> Options, int Gold, string? Premise = null)
{
    /// <summary>How many wordings a cause/effect item has: its asking phrase belongs to the prompt, which has this many.</summary>
    public const int CauseEffectWordings = 3;

    /// <summary>The letter of the right option, A to Z.</summary>
    public char GoldLetter => OptionLetter.Of(Gold);

    /// <summary>A text that the question is about; null where it stands alone.</summary>
    public string? Passage { get; init; }

    /// <summary>
    /// Other wordings of the question, of the same meaning; in a cause/effect item, of the premise: none, or one for each further
    /// asking phrase.
    /// </summary>
    public ImmutableArray<string> Paraphrases { get; init; } = [];

    /// <summary>In how many wordings the item can be asked, at least 1.</summary>
    public int Wordings => Premise is null ? 1 + Paraphrases.Length : CauseEffectWordings;

    /// <summary>Every text in the item's own language: passage, premise, question, paraphrases, options.</summary>
    public IEnumerable<string> Texts
    {
        get
        {
            string?[] once = [Passage, Premise, Premise is null ? Question : null];
            return once.OfType<string>().Concat(Paraphrases).Concat(Options);
        }
    }

    /// <summary>Whether another item has the same parts: a passage, a premise of which it asks the cause or the effect, so many paraphrases.</summary>
    /// <param name="other">The other item, as in another language.</param>
    /// <returns>Whether it has.</returns>
    public bool HasPartsOf(ProbeItem other) =>
        (Passage is null, Premise is null ? null : Question, Paraphrases.Length)
        == (other.Passage is null, other.Premise is null ? null : other.Question, other.Paraphrases.Length);

    /// <summary>The item with its options one place further on, as often as is said: under every order each option has another letter.</summary>
    /// <param name="places">How many places, from 0.</param>
    /// <returns>The same item under another letter order.</returns>
    public ProbeItem Rotated(int places) => this with
    {
        Options = [.. Enumerable.Range(0, Options.Length).Select(option => Options[(option + places) % Options.Length])],
        Gold = (Gold - (places % Options.Length) + Options.Length) % Options.Length,
    };
}
