using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Import.Triples;

/// <summary>Questions built from triples.</summary>
/// <param name="Items">The items in every language, in the same order.</param>
/// <param name="Facts">What is known about each item, in the order of the items.</param>
/// <param name="LeftOut">Relations and triples from which no question could be built.</param>
public sealed record TripleQuestionSet(
    ImmutableDictionary<Language, ImmutableArray<ProbeItem>> Items, ImmutableArray<ProbeFact> Facts, ImmutableArray<LeftOut> LeftOut);
