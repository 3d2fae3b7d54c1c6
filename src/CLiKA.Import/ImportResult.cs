using System.Collections.Immutable;
using CLiKA.Probes;

namespace CLiKA.Import;

/// <summary>A pack made of a public set.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="LeftOut">What of the public set it does not have.</param>
public sealed record ImportResult(ProbePack Pack, ImmutableArray<LeftOut> LeftOut);
