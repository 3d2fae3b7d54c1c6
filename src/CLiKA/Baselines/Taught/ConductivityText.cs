using System.Security.Cryptography;
using System.Text;
using CLiKA.Input;
using CLiKA.Measurements.Taught;

namespace CLiKA.Baselines.Taught;

/// <summary>
/// The conductivity of a model as two texts that are read in pull requests: the metrics, one line a teaching and way, and the answers, one
/// line a teaching, way and language.
/// </summary>
/// <param name="Metrics">Strict JSON.</param>
/// <param name="Answers">
/// The right continents and the types of the facts, then for each teaching (<c>de.1</c>) which names it translated and which continents it
/// named, one character an item.
/// </param>
public sealed record ConductivityText(string Metrics, string Answers)
{
    /// <summary>Writes a measurement as a baseline.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="measurement">The measurement.</param>
    /// <returns>The two texts.</returns>
    public static ConductivityText Of(string model, ConductivityMeasurement measurement)
    {
        var lines = ConductivityLines.Write(measurement).ToList();
        var width = lines.Max(line => line.Key.Length);
        var answers = string.Concat(lines.Select(line => $"{line.Key.PadRight(width)} {line.Letters}\n"));
        var header = JsonText.WriteObject(JsonText.Indented, json =>
        {
            json.WriteString("model", model);
            json.WriteString("world", measurement.World);
            ConductivityJson.WriteHeader(json, measurement);
            json.WriteString("answersHash", HashOf(answers));
        });
        var rows = ConductivityJson.Results(measurement).Select(row => $"    \"{row.Key}\": {ConductivityJson.TextOf(row.Result)}");

        // Each teaching on one line, as languages are in the baselines of probe sets.
        return new($"{header[..^"\n}".Length]},\n  \"teachings\": {{\n{string.Join(",\n", rows)}\n  }}\n}}\n", answers);
    }

    /// <summary>Reads a baseline and checks that its two files belong together.</summary>
    /// <param name="metricsPath">Path of the file with the metrics.</param>
    /// <param name="answersPath">Path of the file with the answers.</param>
    /// <returns>The name of the model, and the measurement that was accepted.</returns>
    /// <exception cref="InvalidInputException">A file is missing, damaged, or the two contradict each other.</exception>
    public static (string Model, ConductivityMeasurement Measurement) Read(string metricsPath, string answersPath)
    {
        var file = JsonInput.ReadObject(metricsPath);
        file.AllowOnly("model", "world", "continents", "fingerprint", "prior", "answersHash", "teachings");
        var text = WithLineFeeds(TextInput.ReadAllText(answersPath));
        if (file.NonBlankText("answersHash") != HashOf(text))
        {
            throw new InvalidInputException(
                answersPath, $"is not the file whose hash stands in {metricsPath}; one of the two was damaged or edited.");
        }

        var model = file.NonBlankText("model");
        var measurement = ConductivityJson.Read(file.NonBlankText("world"), file, ReadLines(answersPath, text));
        return WithLineFeeds(TextInput.ReadAllText(metricsPath)).TrimEnd('\n') == Of(model, measurement).Metrics.TrimEnd('\n')
            ? (model, measurement)
            : throw new InvalidInputException(metricsPath, "is not what its answers make it; the file was damaged or edited.");
    }

    private static Dictionary<string, string> ReadLines(string path, string text)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, line) in text.TrimEnd('\n').Split('\n').Index())
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2 || !lines.TryAdd(parts[0], parts[1]))
            {
                throw new InvalidInputException(path, index + 1, "expected a key that has no line yet, a space, and one character an item.");
            }
        }

        return lines;
    }

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
