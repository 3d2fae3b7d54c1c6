using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Measurements.Taught;

namespace CLiKA.Baselines.Taught;

/// <summary>
/// The conductivity of a model as two texts to be read in pull requests: the metrics, one line per teaching and way of asking, and the answers, one
/// line per teaching, way and language.
/// </summary>
/// <param name="Metrics">Strict JSON.</param>
/// <param name="Answers">
/// The right continents and the types of the facts, then for each teaching (<c>de.1</c>) which names it translated and which continents it named, one
/// character per item. The last line is the hash of the others.
/// </param>
public sealed record ConductivityText(string Metrics, string Answers)
{
    /// <summary>Formats a measurement as a baseline.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="changes">What was accepted and why, as in the baselines of probe sets.</param>
    /// <returns>The two texts.</returns>
    public static ConductivityText Of(string model, ConductivityMeasurement measurement, params ImmutableArray<AcceptedChange> changes)
    {
        var metrics = BaselineJson.Text(
            json =>
            {
                json.WriteString("model", model);
                json.WriteString("world", measurement.World);
                AcceptedChangeJson.Write(json, changes);
                ConductivityJson.WriteHeader(json, measurement);
            },
            "teachings",
            [.. ConductivityJson.Results(measurement).Select(row => (row.Key, Columns(row.Result)))]);
        return new(metrics, AnswersFile.Text([.. ConductivityLines.Write(measurement)]));
    }

    /// <summary>Reads a baseline and checks that its two files belong together.</summary>
    /// <param name="metricsPath">Path of the file with the metrics.</param>
    /// <param name="answersPath">Path of the file with the answers.</param>
    /// <returns>The name of the model, the measurement that was accepted, and what was accepted and why.</returns>
    /// <exception cref="InvalidInputException">A file is missing or damaged, or the two contradict each other.</exception>
    internal static (string Model, ConductivityMeasurement Measurement, ImmutableArray<AcceptedChange> Changes) Read(
        string metricsPath, string answersPath)
    {
        var file = JsonInput.ReadObject(metricsPath);
        BaselineJson.RefuseEarlierLayout(file);
        file.AllowOnly("model", "world", AcceptedChangeJson.Name, "continents", "fingerprint", "prior", "teachings");
        var model = file.NonBlankText("model");
        var measurement = ConductivityJson.Read(file.NonBlankText("world"), file, ReadLines(answersPath));
        var changes = AcceptedChangeJson.Read(file);
        BaselineJson.Require(metricsPath, Of(model, measurement, changes).Metrics);
        return (model, measurement, changes);
    }

    // Only the share of each check and ratio; what derives from it (interval, correction for chance) is in the measurement and the tables.
    private static IEnumerable<(string Name, string Text)> Columns(TeachingResult result)
    {
        var digits = MetricDigits.For(result.Checks.Max(check => check.Asked));
        return
        [
            .. result.Checks.Select(check => (check.Name, digits.Share(check.Share))),
            ("taught", result.IsTaught ? " true" : "false"),
            ("xrr", digits.Share(result.CrossRetrieval)),
            ("accuracy", digits.Share(result.Accuracy)),
        ];
    }

    private static Dictionary<string, string> ReadLines(string path)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (number, key, letters) in AnswersFile.Read(path))
        {
            if (!lines.TryAdd(key, letters))
            {
                throw new InvalidInputException(path, number, "expected a key that has no line yet, a space, and one character an item.");
            }
        }

        return lines;
    }
}
