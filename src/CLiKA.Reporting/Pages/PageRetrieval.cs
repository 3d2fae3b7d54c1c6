using CLiKA.Measurements.Taught;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Pages;

/// <summary>What is drawn around a cross-retrieval ratio.</summary>
internal static class PageRetrieval
{
    /// <summary>
    /// Of one teaching the 95% interval over its facts; of several, one standard deviation of the seeds to each side; null where the model
    /// is not taught.
    /// </summary>
    public static Interval? IntervalOf(ConductivityCell cell, RetrievalWay way) => cell.Spread(way) is { } spread
        ? new Interval(Math.Max(0, cell.Mean(way)!.Value - spread), Math.Min(1, cell.Mean(way)!.Value + spread))
        : cell.IsTaught(way) ? cell.By(way)[0].CrossRetrievalInterval : null;
}
