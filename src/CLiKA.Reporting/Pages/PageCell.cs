using System.Globalization;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Metrics;
using CLiKA.Probes;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Pages;

/// <summary>One (probe set, language) cell of a model, with everything that the page says about it.</summary>
/// <param name="Model">Name of the model, safe to display.</param>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Received">The received measurement of the cell.</param>
/// <param name="Baseline">The accepted measurement; null if there is none.</param>
/// <param name="Comparison">The comparison with the baseline; null if the cell could not be compared.</param>
public sealed record PageCell(
    string Model, string ProbeSet, LanguageMeasurement Received, LanguageMeasurement? Baseline, CellComparison? Comparison)
{
    /// <summary>The language.</summary>
    public Language Language => Received.Language;

    /// <summary>Id of the cell on the page.</summary>
    public string Anchor => PageAnchor.Of(Model, ProbeSet, Language);

    /// <summary>Whether the cell fails the run: it regressed or, under a strict policy, changed.</summary>
    public bool Fails => Comparison?.Verdict is CellVerdict.Regressed or CellVerdict.Changed;

    /// <summary>Whether the cell fails the run by its loss since the last release, in steps each small enough to be accepted.</summary>
    public bool FailsSinceRelease { get; init; }

    /// <summary>Number of answers that became right or wrong.</summary>
    public int Changed => Comparison is { } comparison ? comparison.Lost.Length + comparison.Won.Length : 0;

    /// <summary>95% confidence interval of the change of accuracy; null if the cell could not be compared, or has a single item.</summary>
    public Interval? ChangeInterval { get; } = Comparison?.ChangeInterval;

    /// <summary>Returns the cell's value at a level: re-scaled accuracy or en-CO.</summary>
    /// <param name="level">Performance or Consistency.</param>
    /// <returns>The value; null if it is undefined.</returns>
    public double? ValueAt(Level level) => level == Level.Consistency ? Received.PivotOverlap : Received.RescaledAccuracy;

    /// <summary>
    /// Returns the value as text. If the model gives the same letter to almost every question, agreement is not consistency, and the letter takes
    /// the place of the value.
    /// </summary>
    /// <param name="level">Performance or Consistency.</param>
    /// <returns>The value, the letter with its share, or a dash.</returns>
    public string TextAt(Level level)
    {
        var shares = Received.LetterShares;
        return level == Level.Consistency && Received.IsDegenerate
            ? string.Create(
                CultureInfo.InvariantCulture, $"{OptionLetter.Of(shares.IndexOf(shares.Max()))} {Math.Floor(shares.Max() * 100)}%")
            : ReportNumber.Share(ValueAt(level));
    }

    /// <summary>Returns the position of the cell on the colour scale.</summary>
    /// <param name="level">Performance or Consistency.</param>
    /// <returns>A share in [0, 1]; null if the value is undefined or meaningless and has no colour.</returns>
    public double? ShadeAt(Level level) => level == Level.Consistency && Received.IsDegenerate
        ? null
        : ValueAt(level) is { } value ? Math.Clamp(value, 0, 1) : null;
}
