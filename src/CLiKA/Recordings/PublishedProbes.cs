using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Recordings;

/// <summary>The probe files of one published set, as they are: languages may not be parallel.</summary>
/// <param name="Id">Identifier of the set, for example <c>x_geo</c>.</param>
/// <param name="Title">Name for a reader.</param>
/// <param name="Stream">The kind of knowledge that is asked for.</param>
/// <param name="Ceiling">The accuracy that counts as full in re-scaling, in (chance, 1].</param>
/// <param name="Files">Path of each language's probe file.</param>
/// <param name="Items">The items of each language, each with its line.</param>
public sealed record PublishedProbes(
    string Id,
    string Title,
    KnowledgeKind Stream,
    double Ceiling,
    IReadOnlyDictionary<Language, string> Files,
    IReadOnlyDictionary<Language, IReadOnlyList<(ProbeItem Item, int Line)>> Items);
