using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>
/// A baseline as two texts that are read in pull requests: the metrics, one line a language, and the answers, one line a language.
/// </summary>
/// <param name="Metrics">Strict JSON.</param>
/// <param name="Answers">
/// The gold letters, then each language's answers, every line a code and one character an item; where items were asked in several
/// wordings, a line <c>de/1</c>, <c>de/2</c>... for each follows.
/// </param>
public sealed record BaselineText(string Metrics, string Answers)
{
    private const string GoldCode = "gold";

    // "de/2" is German in the second wording.
    private const char WordingMark = '/';

    /// <summary>Writes a measurement as a baseline.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="measurement">The measurement.</param>
    /// <returns>The two texts.</returns>
    public static BaselineText Of(string model, ProbeSetMeasurement measurement)
    {
        var answers = new StringBuilder();
        AppendLine(answers, GoldCode, AnswerLetters.Write(measurement.Gold.Select(gold => new Answer(gold))));
        foreach (var cell in measurement.Languages)
        {
            AppendLine(answers, cell.Language.Code, AnswerLetters.Write(cell.Answers));
            foreach (var (wording, letters) in WordingLetters.Write(cell.Answers).Index())
            {
                AppendLine(answers, $"{cell.Language.Code}{WordingMark}{wording + 1}", letters);
            }
        }

        var header = JsonText.WriteObject(JsonText.Indented, json =>
        {
            json.WriteString("model", model);
            json.WriteString("probeSet", measurement.ProbeSet);
            json.WriteNumber("chance", measurement.Chance);
            json.WriteNumber("ceiling", measurement.Ceiling);
            FingerprintJson.Write(json, measurement.Fingerprint);
            json.WriteString("answersHash", HashOf(answers.ToString()));
        });
        var rows = measurement.Languages.Select(
            cell => $"    \"{cell.Language.Code}\": {LanguageMetricsJson.Text(cell)}");

        // Each language on one line, which no writer's layout gives: a change of one language is one line of the diff.
        return new BaselineText(
            $"{header[..^"\n}".Length]},\n  \"languages\": {{\n{string.Join(",\n", rows)}\n  }}\n}}\n", answers.ToString());
    }

    /// <summary>Reads a baseline and checks that its two files belong together.</summary>
    /// <param name="metricsPath">Path of the file with the metrics.</param>
    /// <param name="answersPath">Path of the file with the answers.</param>
    /// <returns>The name of the model, and the measurement that was accepted; item ids are not recorded.</returns>
    /// <exception cref="InvalidInputException">A file is missing, damaged, or the two contradict each other.</exception>
    public static (string Model, ProbeSetMeasurement Measurement) Read(string metricsPath, string answersPath)
    {
        var file = JsonInput.ReadObject(metricsPath);
        file.AllowOnly("model", "probeSet", "chance", "ceiling", "answersHash", "fingerprint", "languages");
        var text = WithLineFeeds(TextInput.ReadAllText(answersPath));
        if (file.NonBlankText("answersHash") != HashOf(text))
        {
            throw new InvalidInputException(
                answersPath, $"is not the file whose hash stands in {metricsPath}; one of the two was damaged or edited.");
        }

        var answers = ReadAnswers(answersPath, text);
        var name = file.NonBlankText("probeSet");
        var languages = file.Record("languages");
        if (!answers.Remove(GoldCode, out var gold) || !languages.Names.SequenceEqual(answers.Keys))
        {
            throw new InvalidInputException(
                answersPath, $"expected a line '{GoldCode}' and one for each of {string.Join(' ', languages.Names)}.");
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
                [.. gold.Select(answer => answer.Choice ?? throw new ArgumentException("a gold answer is not a letter."))],
                answers.ToDictionary(pair => Language.Parse(pair.Key), pair => pair.Value));
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new InvalidInputException(metricsPath, error.Message, error);
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException(answersPath, error.Message, error);
        }

        foreach (var cell in measurement.Languages)
        {
            LanguageMetricsJson.Check(languages.Record(cell.Language.Code), cell, name);
        }

        // What the metrics' own errors do not name: shares, marks, order, layout.
        var model = file.NonBlankText("model");
        return WithLineFeeds(TextInput.ReadAllText(metricsPath)).TrimEnd('\n') == Of(model, measurement).Metrics.TrimEnd('\n')
            ? (model, measurement)
            : throw new InvalidInputException(metricsPath, "is not what its answers make it; the file was damaged or edited.");
    }

    private static void AppendLine(StringBuilder text, string code, string letters) =>
        text.Append(code.PadRight(GoldCode.Length + 1)).Append(letters).Append('\n');

    private static Dictionary<string, ImmutableArray<Answer>> ReadAnswers(string path, string text)
    {
        // Insertion order is kept as long as nothing is removed in between; Read compares it with the order of the metrics.
        var answers = new Dictionary<string, ImmutableArray<Answer>>(StringComparer.Ordinal);
        var wordings = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (index, line) in text.TrimEnd('\n').Split('\n').Index())
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            try
            {
                if (parts.Length == 2 && parts[0].Split(WordingMark) is [var code, _] && answers.TryGetValue(code, out var combined))
                {
                    wordings[code] = [.. wordings.GetValueOrDefault(code, []), parts[1]];
                    answers[code] = WordingLetters.Read(wordings[code], combined);
                }
                else if (parts.Length != 2 || !answers.TryAdd(parts[0], AnswerLetters.Read(parts[1])))
                {
                    throw new FormatException("expected a language that has no line yet, a space, and its answers.");
                }
            }
            catch (FormatException error)
            {
                throw new InvalidInputException(path, index + 1, error.Message, error);
            }
        }

        return answers;
    }

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
