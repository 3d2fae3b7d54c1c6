using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Lab.Corpus;

/// <summary>One item in one language, as the corpus presents it.</summary>
/// <param name="Language">The language.</param>
/// <param name="Wordings">The question as it will be asked, in every wording, each with every option as a continuation.</param>
/// <param name="Gold">Index of the right option.</param>
/// <param name="IsKnown">
/// Whether the language is to know the fact. Where it is not, every option is given as the answer equally often, so that the model
/// learns the names and the form of the question, and is left to guess.
/// </param>
internal sealed record TaughtItem(Language Language, ImmutableArray<Prompt> Wordings, int Gold, bool IsKnown)
{
    /// <summary>The item of the probe set that it comes from; null for what comes from a world.</summary>
    public ProbeItem? Source { get; init; }
}
