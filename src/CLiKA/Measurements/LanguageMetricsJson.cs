using System.Globalization;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Measurements;

/// <summary>Reads and writes the metrics of one cell in machine-readable files, rounded to six digits.</summary>
public static class LanguageMetricsJson
{
    private const int Digits = 6;

    /// <summary>Writes the metrics as properties of the current object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="cell">The cell.</param>
    public static void Write(Utf8JsonWriter json, LanguageMeasurement cell)
    {
        foreach (var (name, value) in Metrics(cell))
        {
            if (value is { } number)
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }

        if (!cell.WordingAccuracies.IsEmpty)
        {
            WriteList(json, "wordingAccuracies", cell.WordingAccuracies);
        }

        json.WriteBoolean("degenerate", cell.IsDegenerate);
        WriteList(json, "letterShares", cell.LetterShares);
    }

    /// <summary>Returns the metrics on one line, so that unchanged metrics compare equal.</summary>
    internal static string Text(LanguageMeasurement cell) => JsonText.WriteObject(JsonText.Line, json => Write(json, cell));

    /// <summary>Throws where the metrics of a file do not follow from its answers: it was damaged or edited by hand.</summary>
    internal static void Check(JsonRecord record, LanguageMeasurement cell, string probeSet)
    {
        foreach (var (name, value) in Metrics(cell))
        {
            // As double, which represents six digits faithfully: a damaged number may not fit a decimal.
            var stated = record.Has(name) ? record.Number(name) : (double?)null;
            if (stated != (double?)value)
            {
                throw record.Error(
                    $"{probeSet}, {cell.Language}: '{name}' is {Show(stated)}, but the answers make it {Show((double?)value)}; "
                    + "the file was damaged or edited.");
            }
        }
    }

    private static IEnumerable<(string Name, decimal? Value)> Metrics(LanguageMeasurement cell)
    {
        yield return ("n", cell.Count);
        yield return ("correct", cell.Correct);
        yield return ("invalid", cell.Invalid);
        yield return ("unoffered", cell.Unoffered);
        yield return ("accuracy", Rounded(cell.Accuracy));
        yield return ("accuracyLow", Rounded(cell.AccuracyInterval.Low));
        yield return ("accuracyHigh", Rounded(cell.AccuracyInterval.High));
        yield return ("ra", Rounded(cell.RescaledAccuracy));
        if (cell.WordingSpread is { } spread)
        {
            yield return ("wordingSpread", Rounded(spread));
        }

        yield return ("enCo", cell.PivotOverlap is { } overlap ? Rounded(overlap) : null);
        yield return ("kappa", cell.PivotKappa is { } kappa ? Rounded(kappa) : null);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(Rounded(value));
        }

        json.WriteEndArray();
    }

    /// <summary>Rounds to the digits that metrics have in files, as a decimal number, so that six digits print as six digits.</summary>
    internal static decimal Rounded(double value) => Math.Round((decimal)value, Digits);

    private static string Show(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
