using System.Globalization;
using CLiKA.Simulations;

namespace CLiKA.Reporting;

/// <summary>Renders the results of simulations of the gate as tables.</summary>
public static class SimulationTable
{
    /// <summary>Renders false alarm rates.</summary>
    /// <param name="rates">The rates.</param>
    /// <returns>One line for each, ended by a newline.</returns>
    public static string Render(IEnumerable<AlarmRate> rates)
    {
        var grid = new TextGrid();
        grid.Add("tests", ["runs", "alarms", "share", "95% interval"]);
        foreach (var rate in rates)
        {
            grid.Add(rate.Tests,
            [
                rate.Runs.ToString(CultureInfo.InvariantCulture),
                rate.Alarms.ToString(CultureInfo.InvariantCulture),
                Percent(rate.Rate),
                $"{Percent(rate.Interval.Low)} to {Percent(rate.Interval.High)}",
            ]);
        }

        return grid.ToString();
    }

    /// <summary>Renders false alarm rates of a run that is compared with a release as well.</summary>
    /// <param name="accepted">The rates of the comparison with the last accepted baseline.</param>
    /// <param name="release">The rates of the comparison with the release, in the same order.</param>
    /// <returns>Two tables, and an upper bound on the rate of either comparison raising an alarm, whatever their dependence.</returns>
    public static string RenderWithRelease(IReadOnlyList<AlarmRate> accepted, IReadOnlyList<AlarmRate> release)
    {
        var rows = accepted.Zip(release, (first, second) => (first.Tests, Rate: first.Rate + second.Rate));
        var grid = new TextGrid();
        grid.Add("either, at most", ["share"]);
        foreach (var (tests, rate) in rows)
        {
            grid.Add(tests, [Percent(rate)]);
        }

        return $"Against what was accepted last:\n{Render(accepted)}\nAgainst the release:\n{Render(release)}\n{grid}";
    }

    /// <summary>Renders the power of the gate: shares of runs that detected a planted loss.</summary>
    /// <param name="estimates">The estimates.</param>
    /// <returns>One line for each, ended by a newline.</returns>
    public static string Render(IEnumerable<PowerEstimate> estimates)
    {
        var grid = new TextGrid();
        grid.Add("loss in", ["loss", "items", "churn", "corr.", "exact", "Holm", "smallest p", "discrete", "pool", "gate"]);
        foreach (var estimate in estimates)
        {
            var loss = estimate.Loss;
            grid.Add(loss.InAllLanguages ? "all" : "one",
            [
                (loss.Loss * 100).ToString("0.#", CultureInfo.InvariantCulture),
                loss.Items.ToString(CultureInfo.InvariantCulture),
                (loss.Churn * 100).ToString("0.#", CultureInfo.InvariantCulture),
                loss.Correlation.ToString("0.#", CultureInfo.InvariantCulture),
                estimate.Exact is { } exact ? Percent(exact) : "–",
                Percent(estimate.Holm),
                Percent(estimate.SmallestP),
                Percent(estimate.DiscreteHolm),
                Percent(estimate.Pool),
                Percent(estimate.Gate),
            ]);
        }

        return grid.ToString();
    }

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
