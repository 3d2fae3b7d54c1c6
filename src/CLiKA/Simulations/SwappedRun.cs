namespace CLiKA.Simulations;

/// <summary>What one assignment of labels made of a probe set.</summary>
/// <param name="Cells">Items lost and won in each language.</param>
/// <param name="PerformanceP">p-value of a fall of accuracy over all languages.</param>
/// <param name="AccuracyChange">Change of accuracy over all languages, in [-1, 1].</param>
/// <param name="ConsistencyP">p-value of a fall of the pooled overlap; 1 where it is undefined.</param>
/// <param name="OverlapChange">Change of the pooled overlap, in [-1, 1]; not a number where it is undefined.</param>
internal sealed record SwappedRun(
    (int Lost, int Won)[] Cells, double PerformanceP, double AccuracyChange, double ConsistencyP, double OverlapChange);
