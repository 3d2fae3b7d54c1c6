using System.Collections.Immutable;
using CLiKA.Probes;

namespace CLiKA.Import;

/// <summary>A probe set imported from a published one.</summary>
/// <param name="Pack">The probe set.</param>
/// <param name="LeftOut">Parts of the public set that are not in the probe set.</param>
public sealed record ImportResult(ProbePack Pack, ImmutableArray<LeftOut> LeftOut);
