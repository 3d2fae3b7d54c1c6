using CLiKA.Statistics;

namespace CLiKA.Simulations;

/// <summary>How often simulated runs of an unchanged model raised an alarm.</summary>
/// <param name="Tests">What was tested, in words.</param>
/// <param name="Runs">How many runs, at least 1.</param>
/// <param name="Alarms">How many of them called something regressed.</param>
public sealed record AlarmRate(string Tests, int Runs, int Alarms)
{
    /// <summary>Share of the runs with an alarm, in [0, 1].</summary>
    public double Rate => (double)Alarms / Runs;

    /// <summary>Its 95% interval.</summary>
    public Interval Interval => WilsonInterval.Of(Alarms, Runs);
}
