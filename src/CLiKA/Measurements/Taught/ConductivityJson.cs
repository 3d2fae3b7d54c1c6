using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Measurements.Taught;

/// <summary>
/// Reads and writes conductivity in measurements, and the parts of it that baselines share: what was asked, the result of each teaching, and the
/// answers that it follows from.
/// </summary>
internal static class ConductivityJson
{
    private const string WorldsName = "worlds";
    private const string AnswersName = "answers";
    private const string TeachingsName = "teachings";

    /// <summary>Writes the measurements of all worlds with all their answers; writes nothing where there are none.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyCollection<ConductivityMeasurement> worlds)
    {
        if (worlds.Count == 0)
        {
            return;
        }

        json.WriteStartObject(WorldsName);
        foreach (var world in worlds)
        {
            json.WriteStartObject(world.World);
            WriteWorld(json, world);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Reads the measurements of all worlds.</summary>
    /// <exception cref="InvalidInputException">They are not measurements, or contradict themselves.</exception>
    public static IEnumerable<ConductivityMeasurement> Read(JsonRecord file)
    {
        if (!file.Has(WorldsName))
        {
            return [];
        }

        var worlds = file.Record(WorldsName);
        return worlds.Names.Select(name => ReadWorld(name, worlds.Record(name)));
    }

    private static void WriteWorld(Utf8JsonWriter json, ConductivityMeasurement measurement)
    {
        WriteHeader(json, measurement);
        json.WriteStartObject(TeachingsName);
        foreach (var (key, result) in Results(measurement))
        {
            json.WriteStartObject(key);
            WriteResult(json, result);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject(AnswersName);
        foreach (var (key, letters) in ConductivityLines.Write(measurement))
        {
            json.WriteString(key, letters);
        }

        json.WriteEndObject();
    }

    private static ConductivityMeasurement ReadWorld(string world, JsonRecord record)
    {
        var answers = record.Record(AnswersName);
        var measurement = Read(world, record, answers.Names.ToDictionary(name => name, answers.Text));
        var expected = JsonText.WriteObject(JsonText.Line, json => WriteWorld(json, measurement));
        using var document = JsonDocument.Parse(expected);
        return JsonElement.DeepEquals(document.RootElement, record.Element)
            ? measurement
            : throw record.Error($"{world}: the metrics are not what the answers make them; the file was damaged or edited.");
    }

    /// <summary>Reads a measurement from its header and the lines of its answers.</summary>
    /// <exception cref="InvalidInputException">They do not form a measurement.</exception>
    public static ConductivityMeasurement Read(string world, JsonRecord header, IReadOnlyDictionary<string, string> lines)
    {
        try
        {
            var fingerprint = header.Record("fingerprint");
            var sets = fingerprint.Record("sets");
            var prior = header.Record("prior");
            var facts = ConductivityLines.ReadFacts(lines, header.WholeNumber("continents"));
            return new(
                world,
                new(fingerprint.NonBlankText("prompt"), fingerprint.Number("threshold"), fingerprint.NonBlankText("device")),
                facts,
                new(prior.WholeNumber("right"), prior.WholeNumber("asked")),
                ConductivityLines.ReadCells(lines, facts, sets.Names.Select(code => (sets.LanguageOf(world, code), sets.NonBlankText(code)))));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new InvalidInputException(header.File, $"{world}: {error.Message}", error);
        }
    }

    /// <summary>Writes the header: what was asked, and the facts.</summary>
    public static void WriteHeader(Utf8JsonWriter json, ConductivityMeasurement measurement)
    {
        json.WriteNumber("continents", measurement.Facts.Continents);
        json.WriteStartObject("fingerprint");
        json.WriteString("prompt", measurement.Fingerprint.Prompt);
        json.WriteNumber("threshold", measurement.Fingerprint.Threshold);
        json.WriteString("device", measurement.Fingerprint.Device);
        json.WriteStartObject("sets");
        foreach (var cell in measurement.Cells)
        {
            json.WriteString(cell.Language.Code, cell.Set);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("prior");
        json.WriteNumber("right", measurement.Prior.Right);
        json.WriteNumber("asked", measurement.Prior.Asked);
        json.WriteEndObject();
    }

    /// <summary>Returns the result of each teaching with its key, for example <c>de.1.generation</c>.</summary>
    public static IEnumerable<(string Key, TeachingResult Result)> Results(ConductivityMeasurement measurement) =>
        from cell in measurement.Cells
        from teaching in Enumerable.Range(0, cell.Teachings.Length)
        from way in cell.Ways
        select ($"{ConductivityLines.KeyOf(cell.Language, teaching)}.{EnumName.Of(way)}", cell.By(way)[teaching]);

    /// <summary>Returns the result of a teaching on one line, so that unchanged results compare equal.</summary>
    public static string TextOf(TeachingResult result) => JsonText.WriteObject(JsonText.Line, json => WriteResult(json, result));

    /// <summary>Writes the result of a teaching: the checks and, where all pass, the ratio; rounded to six digits.</summary>
    private static void WriteResult(Utf8JsonWriter json, TeachingResult result)
    {
        foreach (var check in result.Checks)
        {
            json.WriteNumber(check.Name, LanguageMetricsJson.Rounded(check.Share));
        }

        json.WriteBoolean("taught", result.IsTaught);
        WriteNumber(json, "xrr", result.CrossRetrieval);
        WriteNumber(json, "xrrLow", result.CrossRetrievalInterval?.Low);
        WriteNumber(json, "xrrHigh", result.CrossRetrievalInterval?.High);
        WriteNumber(json, "corrected", result.ChanceCorrected);
        WriteNumber(json, "accuracy", result.Accuracy);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, LanguageMetricsJson.Rounded(number));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
