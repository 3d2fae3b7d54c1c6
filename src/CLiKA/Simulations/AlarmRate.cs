using CLiKA.Statistics;

namespace CLiKA.Simulations;

/// <summary>The rate of false alarms in simulated runs of an unchanged model.</summary>
/// <param name="Tests">The tests, in words.</param>
/// <param name="Runs">Number of runs, at least 1.</param>
/// <param name="Alarms">Number of runs that called something regressed.</param>
public sealed record AlarmRate(string Tests, int Runs, int Alarms)
{
    /// <summary>Share of the runs with an alarm, in [0, 1].</summary>
    public double Rate => (double)Alarms / Runs;

    /// <summary>95% Wilson interval of the rate.</summary>
    public Interval Interval => WilsonInterval.Of(Alarms, Runs);
}
