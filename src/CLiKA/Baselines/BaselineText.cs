using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>A baseline as two texts to be read in pull requests: the metrics and the answers, each with one line per language.</summary>
/// <param name="Metrics">Strict JSON.</param>
/// <param name="Answers">
/// The gold letters, then each language's answers: every line is a code and one character per item. Where items were asked in several wordings, a
/// line <c>de/1</c>, <c>de/2</c>... for each follows. The last line is the hash of the others.
/// </param>
public sealed record BaselineText(string Metrics, string Answers)
{
    private const string GoldCode = "gold";

    // "de/2" is German in the second wording.
    private const char WordingMark = '/';

    /// <summary>Formats a measurement as a baseline.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="changes">What was accepted since the last release and why, as <see cref="AcceptedBaseline.Changes"/>.</param>
    /// <returns>The two texts.</returns>
    public static BaselineText Of(string model, ProbeSetMeasurement measurement, params ImmutableArray<AcceptedChange> changes)
    {
        var answers = new List<(string, string)> { (GoldCode, AnswerLetters.Write(measurement.Gold.Select(gold => new Answer(gold)))) };
        foreach (var cell in measurement.Languages)
        {
            answers.Add((cell.Language.Code, AnswerLetters.Write(cell.Answers)));
            answers.AddRange(WordingLetters.Write(cell.Answers).Select(
                (letters, wording) => ($"{cell.Language.Code}{WordingMark}{wording + 1}", letters)));
        }

        var metrics = BaselineJson.Text(
            json =>
            {
                json.WriteString("model", model);
                json.WriteString("probeSet", measurement.ProbeSet);
                AcceptedChangeJson.Write(json, changes);
                json.WriteNumber("items", measurement.Gold.Length);
                json.WriteNumber("chance", measurement.Chance);
                json.WriteNumber("ceiling", measurement.Ceiling);
                FingerprintJson.Write(json, measurement.Fingerprint);
            },
            "languages",
            [.. measurement.Languages.Select(cell => (cell.Language.Code, BaselineColumns.Of(cell).AsEnumerable()))]);
        return new BaselineText(metrics, AnswersFile.Text(answers));
    }

    /// <summary>Reads a baseline and checks that its two files belong together.</summary>
    /// <param name="metricsPath">Path of the file with the metrics.</param>
    /// <param name="answersPath">Path of the file with the answers.</param>
    /// <returns>The name of the model, the measurement that was accepted, without item ids, and what was accepted and why.</returns>
    /// <exception cref="InvalidInputException">A file is missing or damaged, or the two contradict each other.</exception>
    internal static (string Model, ProbeSetMeasurement Measurement, ImmutableArray<AcceptedChange> Changes) Read(
        string metricsPath, string answersPath)
    {
        var file = JsonInput.ReadObject(metricsPath);
        BaselineJson.RefuseEarlierLayout(file);
        file.AllowOnly("model", "probeSet", AcceptedChangeJson.Name, "items", "chance", "ceiling", "fingerprint", "languages");
        var answers = ReadAnswers(answersPath);
        var name = file.NonBlankText("probeSet");
        var languages = file.Record("languages");
        if (!languages.Names.Any())
        {
            throw file.Error("'languages' is empty; expected at least one.");
        }

        var lines = string.Join(' ', answers.Keys);
        if (!answers.Remove(GoldCode, out var gold) || !languages.Names.SequenceEqual(answers.Keys))
        {
            throw new InvalidInputException(
                answersPath,
                $"has the lines {lines}; expected '{GoldCode}' and the languages of {Path.GetFileName(metricsPath)}, {string.Join(' ', languages.Names)}. "
                + "Restore whichever of the two files was changed.");
        }

        ProbeSetMeasurement measurement;
        try
        {
            measurement = new ProbeSetMeasurement(
                name,
                FingerprintJson.Read(file),
                file.Number("chance"),
                file.Number("ceiling"),
                [],
                [.. gold.Select(answer => answer.Choice ?? throw new ArgumentException($"the line '{GoldCode}' has something other than letters."))],
                answers.ToDictionary(pair => languages.LanguageOf("'languages'", pair.Key), pair => pair.Value));
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException(error is ArgumentOutOfRangeException ? metricsPath : answersPath, error.Message, error);
        }

        foreach (var cell in measurement.Languages)
        {
            BaselineColumns.Check(languages.Record(cell.Language.Code), cell, name);
        }

        // Catches what the errors of the single metrics do not: order, layout, superfluous content.
        var model = file.NonBlankText("model");
        var changes = AcceptedChangeJson.Read(file);
        BaselineJson.Require(metricsPath, Of(model, measurement, changes).Metrics);
        return (model, measurement, changes);
    }

    private static Dictionary<string, ImmutableArray<Answer>> ReadAnswers(string path)
    {
        // A dictionary keeps insertion order as long as nothing is removed; Read compares that order with the order of the metrics.
        var answers = new Dictionary<string, ImmutableArray<Answer>>(StringComparer.Ordinal);
        var wordings = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (number, key, letters) in AnswersFile.Read(path))
        {
            try
            {
                if (key.Split(WordingMark) is [var code, _] && answers.TryGetValue(code, out var combined))
                {
                    wordings[code] = [.. wordings.GetValueOrDefault(code, []), letters];
                    answers[code] = WordingLetters.Read(wordings[code], combined);
                }
                else if (!answers.TryAdd(key, AnswerLetters.Read(letters)))
                {
                    throw new FormatException("expected a language that has no line yet, a space, and its answers.");
                }
            }
            catch (FormatException error)
            {
                throw new InvalidInputException(path, number, error.Message, error);
            }
        }

        return answers;
    }
}
