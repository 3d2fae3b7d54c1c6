using System.Collections.Immutable;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Metrics;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Pages;

/// <summary>A model as the page shows it.</summary>
public sealed class PageModel
{
    /// <summary>Arranges a model's report for the page.</summary>
    /// <param name="report">The model's report.</param>
    public PageModel(ModelReport report)
    {
        Report = report;
        var lostSince = FailingSinceRelease.Select(cell => (cell.ProbeSet, cell.Language)).ToHashSet();
        Cells =
        [
            .. from set in report.Received.ProbeSets
               let baseline = report.Baseline?.In(set.ProbeSet)
               from cell in set.Languages
               select new PageCell(
                   Name, set.ProbeSet, cell, baseline?.In(cell.Language), report.Judgement.Cell(set.ProbeSet, cell.Language))
               {
                   FailsSinceRelease = lostSince.Contains((set.ProbeSet, cell.Language)),
               },
        ];
        IsIdentical = !Cells.IsEmpty && Cells.All(cell => cell.Comparison?.Verdict == CellVerdict.Identical);
        Changed = report.Changes;
        ChangedSinceRelease = report.ChangesSinceRelease;
        Languages = [.. Cells.Select(cell => cell.Language).Distinct().Order(Language.Order)];
    }

    /// <summary>The model's report.</summary>
    public ModelReport Report { get; }

    /// <summary>The model's name, safe to display.</summary>
    public string Name => SafeText.Line(Report.Model);

    /// <summary>Its cells, by probe set and then by language.</summary>
    public ImmutableArray<PageCell> Cells { get; }

    /// <summary>The changed items of each probe set that could be compared.</summary>
    public ImmutableArray<ChangedItems> Changed { get; }

    /// <summary>The items changed since the last release, for each probe set with changes accepted after it.</summary>
    public ImmutableArray<ChangedItems> ChangedSinceRelease { get; }

    /// <summary>The languages of all cells.</summary>
    public ImmutableArray<Language> Languages { get; }

    /// <summary>Id of the model on the page.</summary>
    public string Anchor => PageAnchor.Of(Name);

    /// <summary>The worst verdict on the model at any level.</summary>
    public Verdict Verdict => Report.Verdict;

    /// <summary>The cells that fail the run, the largest loss first.</summary>
    public IEnumerable<PageCell> Failing => Cells.Where(cell => cell.Fails).OrderBy(cell => cell.Comparison!.Change);

    /// <summary>The cells that fail the run by their loss since the last release, in steps each small enough to be accepted.</summary>
    public IEnumerable<CellComparison> FailingSinceRelease =>
        Report.Judgement.CellsSinceRelease.Where(cell => cell.Verdict == CellVerdict.Regressed);

    /// <summary>The cells in which one letter takes almost all answers.</summary>
    public IEnumerable<PageCell> Degenerate => Cells.Where(cell => cell.Received.IsDegenerate);

    /// <summary>Whether every answer is the same as in the baseline.</summary>
    public bool IsIdentical { get; }

    /// <summary>The axis for the changes of all cells and their intervals.</summary>
    public PageAxis ChangeAxis => PageAxis.Around(Cells.Where(cell => cell.Comparison is not null)
        .SelectMany(cell => cell.ChangeInterval is { } ends ? (double[])[ends.Low, ends.High] : [cell.Comparison!.Change]));

    /// <summary>
    /// Returns the languages that are shown at a level; English is left out of Consistency, since it agrees with itself by definition.
    /// </summary>
    /// <param name="level">Performance or Consistency.</param>
    /// <returns>The languages.</returns>
    public ImmutableArray<Language> LanguagesOf(Level level) => level == Level.Consistency ? Languages.Remove(Language.Pivot) : Languages;

    /// <summary>Returns where the page has details of a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>Id of its lost items or of its row in the table of changes; null if there is neither.</returns>
    public string? PlaceOf(PageCell cell) => cell.FailsSinceRelease || (cell.Comparison is not null && !IsIdentical) ? cell.Anchor : null;

    /// <summary>Returns the cell of a probe set in a language.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="language">The language.</param>
    /// <returns>The cell; null if it was not asked.</returns>
    public PageCell? Cell(ProbeSetMeasurement set, Language language) =>
        Cells.FirstOrDefault(cell => cell.ProbeSet == set.ProbeSet && cell.Language == language);
}
