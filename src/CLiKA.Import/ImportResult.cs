using System.Collections.Immutable;
using CLiKA.Probes;

namespace CLiKA.Import;

/// <summary>A pack imported from a public set.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="LeftOut">Parts of the public set that are not in the pack.</param>
public sealed record ImportResult(ProbePack Pack, ImmutableArray<LeftOut> LeftOut);
