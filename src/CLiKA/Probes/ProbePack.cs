using System.Collections.Immutable;

namespace CLiKA.Probes;

/// <summary>Everything that a probe set's folder holds.</summary>
/// <param name="Description">What the set says of itself.</param>
/// <param name="Set">The items in every language.</param>
/// <param name="Facts">What is known about each item, in the order of the items; empty where nothing is.</param>
public sealed record ProbePack(ProbeSetDescription Description, ProbeSet Set, ImmutableArray<ProbeFact> Facts);
