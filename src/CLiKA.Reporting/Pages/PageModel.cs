using System.Collections.Immutable;
using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Metrics;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Pages;

/// <summary>One model as the page shows it.</summary>
public sealed class PageModel
{
    /// <summary>Arranges what is known of a model.</summary>
    /// <param name="report">What is known.</param>
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

    /// <summary>What is known of the model.</summary>
    public ModelReport Report { get; }

    /// <summary>Its name, fit to be shown.</summary>
    public string Name => SafeText.Line(Report.Model);

    /// <summary>Its cells, by probe set and then by language.</summary>
    public ImmutableArray<PageCell> Cells { get; }

    /// <summary>What was lost and won in each probe set that could be compared.</summary>
    public ImmutableArray<ChangedItems> Changed { get; }

    /// <summary>What was lost and won since the last release, in each probe set of which something was accepted after it.</summary>
    public ImmutableArray<ChangedItems> ChangedSinceRelease { get; }

    /// <summary>The languages of all cells.</summary>
    public ImmutableArray<Language> Languages { get; }

    /// <summary>Id of the model's place on the page.</summary>
    public string Anchor => PageAnchor.Of(Name);

    /// <summary>The worst that is said of the model at any level.</summary>
    public Verdict Verdict => Report.Verdict;

    /// <summary>The cells that fail the run.</summary>
    public IEnumerable<PageCell> Failing => Cells.Where(cell => cell.Fails);

    /// <summary>The cells that fail the run by what was lost since the last release, in steps that were small enough to be accepted.</summary>
    public IEnumerable<CellComparison> FailingSinceRelease =>
        Report.Judgement.CellsSinceRelease.Where(cell => cell.Verdict == CellVerdict.Regressed);

    /// <summary>The cells in which one letter takes almost all answers.</summary>
    public IEnumerable<PageCell> Degenerate => Cells.Where(cell => cell.Received.IsDegenerate);

    /// <summary>Whether every answer to every probe set is the baseline's.</summary>
    public bool IsIdentical { get; }

    /// <summary>The axis on which the changes of all cells are drawn, each with its interval.</summary>
    public PageAxis ChangeAxis => PageAxis.Around(Cells.Where(cell => cell.Comparison is not null)
        .SelectMany(cell => cell.ChangeInterval is { } ends ? (double[])[ends.Low, ends.High] : [cell.Comparison!.Change]));

    /// <summary>The languages that are shown at a level: English agrees with itself by definition.</summary>
    /// <param name="level">Performance or Consistency.</param>
    /// <returns>The languages.</returns>
    public ImmutableArray<Language> LanguagesOf(Level level) => level == Level.Consistency ? Languages.Remove(Language.Pivot) : Languages;

    /// <summary>Where the page has more of a cell than its numbers.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>Id of the place: its lost items, or its row among the changes; null where there is neither.</returns>
    public string? PlaceOf(PageCell cell) => cell.FailsSinceRelease || (cell.Comparison is not null && !IsIdentical) ? cell.Anchor : null;

    /// <summary>The cell of a probe set in a language.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="language">The language.</param>
    /// <returns>The cell; null where it was not asked.</returns>
    public PageCell? Cell(ProbeSetMeasurement set, Language language) =>
        Cells.FirstOrDefault(cell => cell.ProbeSet == set.ProbeSet && cell.Language == language);
}
