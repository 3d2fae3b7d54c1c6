namespace CLiKA.Baselines.Judging;

/// <summary>The reason why a probe set could not be compared.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Verdict">The verdict that it causes.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Objection(string ProbeSet, Verdict Verdict, string Reason)
{
    /// <summary>The error in a file of the baseline; null where every file could be read.</summary>
    public InvalidInputException? Fault { get; init; }
}
