using CLiKA.Measurements.Taught;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Pages;

/// <summary>Computes the interval drawn around a cross-retrieval ratio.</summary>
internal static class PageRetrieval
{
    /// <summary>
    /// Returns, for one teaching, the 95% confidence interval over its facts; for several, the mean plus and minus one standard deviation over
    /// the seeds; null if the model is not taught.
    /// </summary>
    public static Interval? IntervalOf(ConductivityCell cell, RetrievalWay way) => cell.Spread(way) is { } spread
        ? new Interval(Math.Max(0, cell.Mean(way)!.Value - spread), Math.Min(1, cell.Mean(way)!.Value + spread))
        : cell.IsTaught(way) ? cell.By(way)[0].CrossRetrievalInterval : null;
}
