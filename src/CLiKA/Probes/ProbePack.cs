using System.Collections.Immutable;

namespace CLiKA.Probes;

/// <summary>The contents of a probe set's folder.</summary>
/// <param name="Description">The description of the set.</param>
/// <param name="Set">The items in every language.</param>
/// <param name="Facts">The language-independent description of each item, in the order of the items; empty where there is none.</param>
public sealed record ProbePack(ProbeSetDescription Description, ProbeSet Set, ImmutableArray<ProbeFact> Facts);
