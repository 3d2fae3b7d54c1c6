using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Import;

/// <summary>The part of a public set in one language.</summary>
/// <param name="Language">The language.</param>
/// <param name="Files">Paths of the files that were read, at least one.</param>
/// <param name="Items">The items as published: ids are unique, but texts may be blank and options may be equal.</param>
public sealed record ImportedLanguage(Language Language, ImmutableArray<string> Files, ImmutableArray<ProbeItem> Items);
