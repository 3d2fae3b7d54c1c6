namespace CLiKA.Baselines;

/// <summary>The names of verdicts in files, tables and messages.</summary>
public static class VerdictName
{
    /// <summary>Returns the name of a run's verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns><c>pass</c>, <c>changed</c>, <c>regressed</c>, <c>not comparable</c> or <c>no baseline</c>.</returns>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.NoBaseline => "no baseline",
        Verdict.NotComparable => "not comparable",
        Verdict.Changed => "changed",
        Verdict.Regressed => "regressed",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>Returns the name of a cell's verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns><c>unchanged</c>, <c>improved</c>, <c>regressed</c>, <c>identical</c>, <c>inconclusive</c>, <c>changed</c> or <c>within noise</c>.</returns>
    public static string Of(CellVerdict verdict) => verdict switch
    {
        CellVerdict.Unchanged => "unchanged",
        CellVerdict.Improved => "improved",
        CellVerdict.Regressed => "regressed",
        CellVerdict.Identical => "identical",
        CellVerdict.Inconclusive => "inconclusive",
        CellVerdict.Changed => "changed",
        CellVerdict.WithinNoise => "within noise",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
