using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements.Taught;
using CLiKA.Probes;

namespace CLiKA.Measurements;

/// <summary>
/// The file format of measurements: every metric, and the answer to every item, from which the metrics are computed again on reading.
/// </summary>
public static class MeasurementJson
{
    /// <summary>Serializes a measurement to JSON.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <returns>The text, with a final newline.</returns>
    public static string Write(Measurement measurement) => JsonText.WriteObject(JsonText.Indented, json =>
    {
        json.WriteString("model", measurement.Model);
        WriteText(json, "place", measurement.Place);
        WriteText(json, "standsInFor", measurement.StandsInFor);
        json.WriteStartObject("probeSets");
        foreach (var set in measurement.ProbeSets)
        {
            json.WriteStartObject(set.ProbeSet);
            WriteSet(json, set);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        ConductivityJson.Write(json, measurement.Worlds);
    }) + "\n";

    /// <summary>Reads a measurement.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="InvalidInputException">The file is missing, is not a measurement, or contradicts itself.</exception>
    public static Measurement Read(string path)
    {
        var file = JsonInput.ReadObject(path);
        var sets = file.Record("probeSets");
        return new Measurement(file.NonBlankText("model"), [.. sets.Names.Select(name => ReadSet(name, sets.Record(name)))])
        {
            Worlds = [.. ConductivityJson.Read(file)],
            Place = ReadText(file, "place"),
            StandsInFor = ReadText(file, "standsInFor"),
        };
    }

    private static void WriteText(Utf8JsonWriter json, string property, string? text)
    {
        if (text is not null)
        {
            json.WriteString(property, text);
        }
    }

    private static string? ReadText(JsonRecord file, string property) => file.Has(property) ? file.NonBlankText(property) : null;

    private static void WriteSet(Utf8JsonWriter json, ProbeSetMeasurement set)
    {
        json.WriteNumber("chance", set.Chance);
        json.WriteNumber("ceiling", set.Ceiling);
        FingerprintJson.Write(json, set.Fingerprint);
        json.WriteStartArray("items");
        foreach (var id in set.ItemIds)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        json.WriteString("gold", AnswerLetters.Write(set.Gold.Select(gold => new Answer(gold))));
        json.WriteStartObject("languages");
        foreach (var cell in set.Languages)
        {
            json.WriteStartObject(cell.Language.Code);
            LanguageMetricsJson.Write(json, cell);
            json.WriteString("answers", AnswerLetters.Write(cell.Answers));
            WriteWordings(json, cell.Answers);
            WriteLogProbabilities(json, cell.Answers);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteWordings(Utf8JsonWriter json, ImmutableArray<Answer> answers)
    {
        var wordings = WordingLetters.Write(answers);
        if (wordings.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("wordings");
        foreach (var letters in wordings)
        {
            json.WriteStringValue(letters);
        }

        json.WriteEndArray();
    }

    private static void WriteLogProbabilities(Utf8JsonWriter json, ImmutableArray<Answer> answers)
    {
        if (answers.All(answer => answer.LogProbabilities.IsEmpty))
        {
            return;
        }

        json.WriteStartArray("logProbabilities");
        foreach (var answer in answers)
        {
            var digits = answer.LogProbabilities.Select(value => value.ToString("0.######", CultureInfo.InvariantCulture));
            json.WriteRawValue($"[{string.Join(',', digits)}]");
        }

        json.WriteEndArray();
    }

    private static ProbeSetMeasurement ReadSet(string name, JsonRecord set)
    {
        var items = set.Texts("items");
        if (items.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } same)
        {
            throw set.Error($"{name}: the id '{same.Key}' occurs twice in 'items'.");
        }

        var gold = ReadLetters(set, "gold", items.Length).Select(answer => answer.Choice ?? -1).ToImmutableArray();
        if (gold.Contains(-1))
        {
            throw set.Error($"{name}: 'gold' contains something other than letters A to {OptionLetter.Of(OptionLetter.MaximumOptions - 1)}.");
        }

        var languages = set.Record("languages");
        var answers = new Dictionary<Language, ImmutableArray<Answer>>();
        foreach (var code in languages.Names)
        {
            var cell = languages.Record(code);
            answers[languages.LanguageOf(name, code)] = ReadLogProbabilities(cell, ReadWordings(cell, ReadLetters(cell, "answers", items.Length)));
        }

        if (answers.Count == 0)
        {
            throw set.Error($"{name}: 'languages' is empty; expected answers in at least one.");
        }

        ProbeSetMeasurement measurement;
        try
        {
            measurement = new ProbeSetMeasurement(
                name, FingerprintJson.Read(set), set.Number("chance"), set.Number("ceiling"), items, gold, answers);
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException(set.File, $"{name}: {error.Message}", error);
        }

        foreach (var cell in measurement.Languages)
        {
            LanguageMetricsJson.Check(languages.Record(cell.Language.Code), cell, name);
        }

        return measurement;
    }

    private static ImmutableArray<Answer> ReadLetters(JsonRecord record, string property, int items)
    {
        var letters = record.Text(property);
        if (letters.Length != items || items == 0)
        {
            throw record.Error($"'{property}' has {letters.Length} letters for {items} items.");
        }

        try
        {
            return AnswerLetters.Read(letters);
        }
        catch (FormatException error)
        {
            throw record.Error($"'{property}': {error.Message}");
        }
    }

    private static ImmutableArray<Answer> ReadWordings(JsonRecord cell, ImmutableArray<Answer> answers)
    {
        try
        {
            return cell.Has("wordings") ? WordingLetters.Read(cell.Texts("wordings"), answers) : answers;
        }
        catch (FormatException error)
        {
            throw cell.Error($"'wordings': {error.Message}");
        }
    }

    private static ImmutableArray<Answer> ReadLogProbabilities(JsonRecord cell, ImmutableArray<Answer> answers)
    {
        if (!cell.Has("logProbabilities"))
        {
            return answers;
        }

        try
        {
            var rows = cell.Element.GetProperty("logProbabilities").EnumerateArray()
                .Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToImmutableArray()).ToList();
            return rows.Count != answers.Length
                ? throw cell.Error($"'logProbabilities' has {rows.Count} lists for {answers.Length} items.")
                : [.. answers.Zip(rows, (answer, row) => answer with { LogProbabilities = row })];
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidInputException(cell.File, "'logProbabilities': expected a list of numbers for each item.", error);
        }
    }
}
