using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import.Harness;

/// <summary>A model's answers in one language of a set.</summary>
/// <param name="Language">The language.</param>
/// <param name="Files">Paths of the files, at least one.</param>
/// <param name="Samples">The questions, each with its correct option.</param>
internal sealed record HarnessLanguage(
    Language Language, ImmutableArray<string> Files, ImmutableArray<(HarnessSample Sample, int Gold)> Samples);
