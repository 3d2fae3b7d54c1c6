using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import.Formats;

/// <summary>The triples and templates of one language.</summary>
/// <param name="Language">The language.</param>
/// <param name="Files">Paths of the files that were read.</param>
/// <param name="SubjectPlace">The placeholder of the subject in templates.</param>
/// <param name="ObjectPlace">The placeholder of the object in templates.</param>
internal sealed record TripleSource(Language Language, ImmutableArray<string> Files, string SubjectPlace, string ObjectPlace)
{
    /// <summary>The triples by id, in the order of the files.</summary>
    public OrderedDictionary<string, TripleEntry> Triples { get; } = new(StringComparer.Ordinal);

    /// <summary>The templates of each relation, at least one.</summary>
    public Dictionary<string, ImmutableArray<string>> Templates { get; } = new(StringComparer.Ordinal);
}
