namespace CLiKA.Baselines;

/// <summary>Why a probe set could not be compared.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Verdict">What becomes of the run.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Objection(string ProbeSet, Verdict Verdict, string Reason);
