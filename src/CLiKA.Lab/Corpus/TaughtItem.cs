using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Lab.Corpus;

/// <summary>One item in one language, as the corpus presents it.</summary>
/// <param name="Language">The language.</param>
/// <param name="Wordings">The question as it will be asked, in every wording, each with all options as continuations.</param>
/// <param name="Gold">Zero-based index of the correct option.</param>
/// <param name="IsKnown">
/// Whether the fact is taught in the language. If not, every option is given as the answer equally often, so that the model learns the names and
/// the form of the question but has to guess.
/// </param>
internal sealed record TaughtItem(Language Language, ImmutableArray<Prompt> Wordings, int Gold, bool IsKnown)
{
    /// <summary>The probe set item that it is built from; null for items built from a world.</summary>
    public ProbeItem? Source { get; init; }
}
