using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>How far a model has drifted since its last release: all accepted changes and the current one together.</summary>
public static class DriftTable
{
    /// <summary>Renders the drift of every probe set that has a marked release.</summary>
    /// <param name="baselines">The baselines.</param>
    /// <param name="received">The received measurement.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <returns>Lines of text, each ended by a newline; empty if no release is marked.</returns>
    public static string Render(ImmutableArray<AcceptedBaseline> baselines, Measurement received, JudgePolicy policy)
    {
        var text = new StringBuilder();
        foreach (var baseline in baselines)
        {
            if (baseline.Start is not { } start || received.In(start.ProbeSet) is not { } now)
            {
                continue;
            }

            var languages = now.Languages.Where(cell => start.In(cell.Language) is not null)
                .ToDictionary(cell => cell.Language, cell => cell.Answers);
            var drift = Judge.Compare(
                new Evidence(
                    received with { ProbeSets = languages.Count == 0 ? [] : [now.With(languages)] }, new Measurement(received.Model, [start])),
                policy,
                Scope.Received);
            text.Append(CultureInfo.InvariantCulture, $"\n{start.ProbeSet} since {baseline.PointOf(null)}");
            text.Append(JudgementSummary.Accepted(baseline.ChangesSinceStart)).Append('\n');
            text.Append(drift.Objections.IsEmpty ? Table(drift) : $"  {string.Join(' ', drift.Objections.Select(objection => objection.Reason))}\n");
        }

        return text.ToString();
    }

    private static string Table(Judgement drift)
    {
        var grid = new TextGrid();
        grid.Add(string.Empty, drift.Cells.Select(cell => cell.Language.Code));
        grid.Add("points", drift.Cells.Select(cell => ReportNumber.Points(cell.Change)));
        grid.Add("won", drift.Cells.Select(cell => $"+{cell.Won.Length}"));
        grid.Add("lost", drift.Cells.Select(cell => $"-{cell.Lost.Length}"));
        return grid + string.Concat(drift.Pools.Select(pool => $"  {pool.Level} over {pool.Languages} languages: {ReportNumber.Points(pool.Change)} points\n"));
    }
}
