namespace CLiKA.Simulations;

/// <summary>The result of one assignment of labels for a probe set.</summary>
/// <param name="Cells">Numbers of lost and won items in each language.</param>
/// <param name="PerformanceP">One-sided p-value for a fall in accuracy over all languages.</param>
/// <param name="AccuracyChange">Change of accuracy over all languages, in [-1, 1].</param>
/// <param name="ConsistencyP">One-sided p-value for a fall in the pooled overlap; 1 where it is undefined.</param>
/// <param name="OverlapChange">Change of the pooled overlap, in [-1, 1]; NaN where it is undefined.</param>
internal sealed record SwapOutcome(
    (int Lost, int Won)[] Cells, double PerformanceP, double AccuracyChange, double ConsistencyP, double OverlapChange);
