using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>
/// The metrics of a language as columns of a baseline: each has a fixed width, so that the columns align, and is rounded to the precision that the
/// number of items supports. Rare metrics come last, and only where they apply.
/// </summary>
public static class BaselineColumns
{
    /// <summary>Returns the columns of one language.</summary>
    /// <param name="cell">The language's measurement.</param>
    /// <returns>Name and JSON text of each metric.</returns>
    public static ImmutableArray<(string Name, string Text)> Of(LanguageMeasurement cell)
    {
        var digits = MetricDigits.For(cell.Count);
        var columns = ImmutableArray.CreateBuilder<(string, string)>();
        columns.Add(("correct", Whole(cell.Correct)));
        columns.Add(("accuracy", digits.Share(cell.Accuracy)));
        columns.Add(("ra", digits.Share(cell.RescaledAccuracy)));
        columns.Add(("enCo", digits.Share(cell.PivotOverlap)));
        columns.Add(("kappa", digits.Signed(cell.PivotKappa)));
        if (!cell.WordingAccuracies.IsEmpty)
        {
            columns.Add(("wordingAccuracies", $"[{string.Join(", ", cell.WordingAccuracies.Select(value => digits.Share(value)))}]"));
        }

        if (cell.Invalid > 0)
        {
            columns.Add(("invalid", Whole(cell.Invalid)));
        }

        if (cell.Unoffered > 0)
        {
            columns.Add(("unoffered", Whole(cell.Unoffered)));
        }

        if (cell.IsDegenerate)
        {
            columns.Add(("degenerate", "true"));
        }

        return columns.ToImmutable();

        string Whole(int number) =>
            number.ToString(CultureInfo.InvariantCulture).PadLeft(cell.Count.ToString(CultureInfo.InvariantCulture).Length);
    }

    /// <summary>Throws where a line does not follow from the answers: it was damaged or edited by hand.</summary>
    internal static void Check(JsonRecord record, LanguageMeasurement cell, string probeSet)
    {
        foreach (var (name, text) in Of(cell))
        {
            var stated = record.Element.TryGetProperty(name, out var value) ? value.GetRawText() : "missing";
            if (stated != text.TrimStart())
            {
                throw record.Error(
                    $"{probeSet}, {cell.Language}: '{name}' is {stated}, but the answers make it {text.TrimStart()}; "
                    + "the file was damaged or edited.");
            }
        }
    }
}
