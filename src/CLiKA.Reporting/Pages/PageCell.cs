using System.Globalization;
using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Metrics;
using CLiKA.Probes;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Pages;

/// <summary>One (probe set, language) cell of a model, with all that the page says of it.</summary>
/// <param name="Model">Name of the model, fit to be shown.</param>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Received">What the model showed.</param>
/// <param name="Baseline">What was accepted; null where nothing was.</param>
/// <param name="Comparison">The cell against its baseline; null where it could not be compared.</param>
public sealed record PageCell(
    string Model, string ProbeSet, LanguageMeasurement Received, LanguageMeasurement? Baseline, CellComparison? Comparison)
{
    /// <summary>The language.</summary>
    public Language Language => Received.Language;

    /// <summary>Id of the cell's place on the page.</summary>
    public string Anchor => PageAnchor.Of(Model, ProbeSet, Language);

    /// <summary>Whether the cell fails the run: it regressed or, under a strict policy, changed.</summary>
    public bool Fails => Comparison?.Verdict is CellVerdict.Regressed or CellVerdict.Changed;

    /// <summary>Whether it fails the run by what was lost since the last release, in steps that were small enough to be accepted.</summary>
    public bool FailsSinceRelease { get; init; }

    /// <summary>How many answers turned right or wrong.</summary>
    public int Changed => Comparison is { } comparison ? comparison.Lost.Length + comparison.Won.Length : 0;

    /// <summary>95% interval of the change of accuracy; null where the cell could not be compared, or one item alone was asked.</summary>
    public Interval? ChangeInterval { get; } = Comparison?.ChangeInterval;

    /// <summary>What the cell shows at a level: RA, or en-CO.</summary>
    /// <param name="level">Performance or Consistency.</param>
    /// <returns>The value; null where it is undefined.</returns>
    public double? ValueAt(Level level) => level == Level.Consistency ? Received.PivotOverlap : Received.RescaledAccuracy;

    /// <summary>
    /// The same as text. Agreement of a model that says one letter to everything is no consistency: the letter stands in its place.
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

    /// <summary>The place of the cell on the scale of colours.</summary>
    /// <param name="level">Performance or Consistency.</param>
    /// <returns>A share, in [0, 1]; null where the value is undefined or means nothing, and has no colour.</returns>
    public double? ShadeAt(Level level) => level == Level.Consistency && Received.IsDegenerate
        ? null
        : ValueAt(level) is { } value ? Math.Clamp(value, 0, 1) : null;
}
