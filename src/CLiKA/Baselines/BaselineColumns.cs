using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>
/// The metrics of a language as baselines show them: each on a width of its own, so that they stand in columns whatever they are, and
/// rounded to what the number of items supports. What is rarely there comes last, and only where it is.
/// </summary>
public static class BaselineColumns
{
    /// <summary>The columns of one language.</summary>
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

    /// <summary>Refuses a line that is not what the answers make it: it was damaged or edited by hand.</summary>
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
