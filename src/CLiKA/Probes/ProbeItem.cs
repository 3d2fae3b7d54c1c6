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
    /// <summary>The letter of the right option, A to Z.</summary>
    public char GoldLetter => OptionLetter.Of(Gold);
}
