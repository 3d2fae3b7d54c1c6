using System.Globalization;
using System.Text;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Reporting;

/// <summary>The table printed at the end of a run: languages across, Performance and Consistency down, with marks where a value changed.</summary>
public static class AlignmentTable
{
    /// <summary>Renders a model's measurement and the judgement on it.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <param name="judgement">The judgement; null if there is none.</param>
    /// <param name="folder">Path of the model's folder; a candidate is listed under the name of the model that it may replace.</param>
    /// <param name="device">Description of the device.</param>
    /// <param name="journal">Where the answers came from; null if every question was asked.</param>
    /// <param name="gate">The gate's policy; by default that of the judgement or, without one, the default policy.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(
        Measurement measurement, Judgement? judgement, string folder, string device, JournalUse? journal = null, JudgePolicy? gate = null)
    {
        var policy = gate ?? judgement?.Policy ?? new JudgePolicy();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Alignment of {measurement.Model}: {measurement.OriginAt(folder)}\non {device}\n");
        text.Append(Describe(journal)).Append('\n');
        foreach (var set in measurement.ProbeSets)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {set.ProbeSet}: {set.Gold.Length} items, {ProtocolOf(set.Fingerprint)}, ");
            text.Append(CultureInfo.InvariantCulture, $"chance {set.Chance:0.00}, ceiling {set.Ceiling:0.00}\n");
            text.Append(RenderSet(set, judgement, policy));
        }

        if (MeasurementDoubts.LettersAtChance(measurement) is { } advice)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {advice}\n");
        }

        if (judgement is not null)
        {
            text.Append('\n').Append(JudgementSummary.Render(judgement)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Describes where answers came from.</summary>
    /// <param name="journal">How many questions were asked and how many answers came from the journal; null if every question was asked.</param>
    /// <returns>A phrase.</returns>
    public static string Describe(JournalUse? journal) => journal is null
        ? "every question asked; no journal in use"
        : string.Create(
            CultureInfo.InvariantCulture, $"{journal.Asked:N0} questions asked, {journal.Known:N0} answers reused from the journal {ShownPath.Of(journal.Path)}");

    private static string ProtocolOf(Fingerprint fingerprint)
    {
        var letters = fingerprint.Letters == LetterOrder.Fixed ? string.Empty : $", letters {EnumName.Of(fingerprint.Letters)}";
        var wordings = fingerprint.Wordings == 1 ? string.Empty : $", {fingerprint.Wordings} wordings";
        return fingerprint.Scoring + letters + wordings;
    }

    private static string RenderSet(ProbeSetMeasurement set, Judgement? judgement, JudgePolicy policy)
    {
        var comparisons = set.Languages.Select(cell => judgement?.Cell(set.ProbeSet, cell.Language)).ToList();
        var lostSince = (judgement?.CellsSinceRelease ?? [])
            .Where(cell => cell.ProbeSet == set.ProbeSet && cell.Verdict == CellVerdict.Regressed).ToList();
        // Languages that do not fit side by side continue in further grids below.
        var grids = set.Languages.Chunk(LanguagesAcross.Most).Zip(comparisons.Chunk(LanguagesAcross.Most), (cells, compared) => Grid(cells, [.. compared], lostSince));
        return string.Join('\n', grids) + Legend(set, policy, comparisons, lostSince) + Pools(
            judgement?.Pools.Concat(judgement.PoolsSinceRelease.Where(pool => pool.Verdict == CellVerdict.Regressed))
                .Where(pool => pool.ProbeSet == set.ProbeSet) ?? []);
    }

    private static TextGrid Grid(LanguageMeasurement[] cells, List<CellComparison?> comparisons, List<CellComparison> lostSince)
    {
        var grid = new TextGrid();
        grid.Add(string.Empty, cells.Select(cell => cell.Language.Code));
        grid.Add("accuracy", cells.Select(cell => ReportNumber.Share(cell.Accuracy)));
        if (cells.Any(cell => !cell.WordingAccuracies.IsEmpty))
        {
            grid.Add("mean", cells.Select(cell => ReportNumber.Share(cell.WordingAccuracies.Average())));
            grid.Add("spread", cells.Select(cell => ReportNumber.Share(cell.WordingSpread)));
        }

        grid.Add("RA", cells.Select(cell => ReportNumber.Share(cell.RescaledAccuracy)));
        grid.Add("en-CO", cells.Select(cell => ReportNumber.Share(cell.PivotOverlap)));
        grid.Add("kappa", cells.Select(cell => ReportNumber.Share(cell.PivotKappa)));
        if (cells.Any(cell => cell.Invalid + cell.Unoffered > 0))
        {
            grid.Add("no option", cells.Select(cell => $"{cell.Invalid + cell.Unoffered}"));
        }

        if (comparisons.Exists(comparison => comparison is not null))
        {
            grid.Add("won", comparisons.Select(comparison => comparison is null ? "–" : $"+{comparison.Won.Length}"));
            grid.Add("lost", comparisons.Select(comparison => comparison is null ? "–" : $"-{comparison.Lost.Length}"));
            AddNoise(grid, comparisons);
        }

        var marks = cells.Zip(
            comparisons, (cell, comparison) => Mark(cell, comparison, lostSince.Exists(lost => lost.Language == cell.Language))).ToList();
        if (marks.Exists(mark => mark.Length > 0))
        {
            grid.Add(string.Empty, marks);
        }

        return grid;
    }

    // Ways of running that moved nothing are mentioned once, in the summary.
    private static void AddNoise(TextGrid grid, List<CellComparison?> comparisons)
    {
        foreach (var (label, of) in ((string, Func<NoiseFloor?, double?>)[])
            [("noise", noise => noise?.Execution?.Size), ("wordings", noise => noise?.Wordings?.Size)])
        {
            if (comparisons.Exists(comparison => of(comparison?.Noise) > 0))
            {
                grid.Add(label, comparisons.Select(comparison => of(comparison?.Noise) is { } size ? $"±{ReportNumber.Share(size)}" : "–"));
            }
        }
    }

    private static string Mark(LanguageMeasurement cell, CellComparison? comparison, bool isLostSinceRelease)
    {
        var change = comparison?.Verdict switch
        {
            CellVerdict.Regressed => "▼",
            _ when isLostSinceRelease => "▽",
            CellVerdict.Improved => "▲",
            _ => string.Empty,
        };
        return cell.IsDegenerate || cell.NamesNoOption ? change + "!" : change;
    }

    private static string Legend(
        ProbeSetMeasurement set, JudgePolicy policy, List<CellComparison?> comparisons, List<CellComparison> lostSince)
    {
        var entries = new List<string>();
        AddLanguages("▼ regressed", CodesThat(CellVerdict.Regressed));
        foreach (var lost in lostSince.GroupBy(cell => JudgementSummary.Since(cell.Since)))
        {
            AddLanguages($"▽ regressed{lost.Key}", lost.Select(cell => $"{cell.Language} ({ReportNumber.Points(cell.Change)} points)"));
        }

        AddLanguages("▲ improved", CodesThat(CellVerdict.Improved));
        AddLanguages(
            "! degenerate (one letter takes almost all answers; en-CO means nothing)",
            set.Languages.Where(cell => cell.IsDegenerate).Select(cell => cell.Language.Code));
        AddLanguages(
            $"! no option (almost no answer names one; {MeasurementDoubts.WhatItSays})",
            set.Languages.Where(cell => cell.NamesNoOption).Select(cell => cell.Language.Code));
        entries.AddRange(((string?[])[MeasurementDoubts.AtChance(set, policy), MeasurementDoubts.NoPivot(set)]).OfType<string>());

        return string.Concat(entries.Select(entry => $"  {entry}\n"));

        IEnumerable<string> CodesThat(CellVerdict verdict) =>
            comparisons.OfType<CellComparison>().Where(cell => cell.Verdict == verdict).Select(cell => cell.Language.Code);

        void AddLanguages(string label, IEnumerable<string> codes)
        {
            var list = string.Join(' ', codes);
            if (list.Length > 0)
            {
                entries.Add($"{label}: {list}");
            }
        }
    }

    private static string Pools(IEnumerable<PoolComparison> pools) => string.Concat(pools
        .Where(pool => pool.Verdict is CellVerdict.Regressed or CellVerdict.Improved)
        .Select(pool => $"  {(pool.Verdict == CellVerdict.Regressed ? (pool.Since is null ? '▼' : '▽') : '▲')} {JudgementSummary.Describe(pool)}\n"));
}
