using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Measurements.Taught;

namespace CLiKA.Baselines.Taught;

/// <summary>
/// The reviewed conductivity of a repository's models: <c>&lt;model&gt;/&lt;world&gt;.conductivity.verified.json</c> and the answers beside it.
/// </summary>
/// <param name="root">The folder with one folder for each model.</param>
public sealed class ConductivityStore(string root)
{
    private const string MetricsSuffix = ".verified.json";
    private const string AnswersSuffix = ".answers.verified.txt";

    /// <summary>Follows the name of a world in its file names, so that they collide with no probe set's files.</summary>
    public static string NameSuffix => ".conductivity";

    /// <summary>Returns the name of a world's files, up to <c>.verified</c>.</summary>
    /// <param name="world">Identifier of the world.</param>
    /// <returns>The name.</returns>
    public static string NameOf(string world) => world + NameSuffix;

    /// <summary>Reads the conductivity of all worlds in the folder of one model.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="worlds">The worlds to read; null for all in the folder.</param>
    /// <returns>The name of the model and its baselines; the name is null where there is no baseline.</returns>
    /// <exception cref="InvalidInputException">A baseline is damaged or incomplete.</exception>
    public static (string? Model, ImmutableArray<ConductivityMeasurement> Worlds) Read(string folder, IEnumerable<string>? worlds = null)
    {
        AcceptedFiles.RequireComplete(folder, worlds?.Select(NameOf));

        // Found by either file, so that a baseline that lost one of its two is an error rather than skipped.
        var names = worlds?.Select(NameOf) ?? ((string[])[MetricsSuffix, AnswersSuffix])
            .SelectMany(suffix => FilesIn(folder, $"*{NameSuffix}{suffix}").Select(path => Path.GetFileName(path)[..^suffix.Length]))
            .Distinct(StringComparer.Ordinal);
        var baselines = names
            .Where(name => Array.Exists([MetricsSuffix, AnswersSuffix], suffix => File.Exists(Path.Combine(folder, name + suffix))))
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Baseline: ConductivityText.Read(
                Path.Combine(folder, name + MetricsSuffix), Path.Combine(folder, name + AnswersSuffix))))
            .ToList();
        foreach (var (name, baseline) in baselines)
        {
            if (NameOf(baseline.Measurement.World) != name || baseline.Model != baselines[0].Baseline.Model)
            {
                throw new InvalidInputException(
                    Path.Combine(folder, name + MetricsSuffix),
                    $"is about {baseline.Measurement.World} of {baseline.Model}; expected {name[..^NameSuffix.Length]} of {baselines[0].Baseline.Model}.");
            }
        }

        return (baselines.FirstOrDefault().Baseline.Model, [.. baselines.Select(entry => entry.Baseline.Measurement)]);
    }

    /// <summary>Reads the conductivity of a model, and checks that it belongs to it.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="worlds">The worlds to read.</param>
    /// <returns>The baselines.</returns>
    /// <exception cref="InvalidInputException">A baseline is damaged, incomplete, or belongs to another model.</exception>
    public ImmutableArray<ConductivityMeasurement> ReadOf(string model, IEnumerable<string> worlds)
    {
        var (name, baselines) = Read(Path.Combine(root, model), worlds);
        return name is null || name == model
            ? baselines
            : throw new InvalidInputException(Path.Combine(root, model), $"contains baselines of {name}; expected those of {model}.");
    }

    /// <summary>Returns what was accepted of a model and world and why, oldest first.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="world">Identifier of the world.</param>
    /// <returns>
    /// The changes; empty where there is no baseline, or none that can be read, which is reported when the baseline itself is read.
    /// </returns>
    public ImmutableArray<AcceptedChange> ChangesOf(string model, string world)
    {
        var path = Path.Combine(root, model, NameOf(world));
        try
        {
            return File.Exists(path + MetricsSuffix) ? ConductivityText.Read(path + MetricsSuffix, path + AnswersSuffix).Changes : [];
        }
        catch (InvalidInputException)
        {
            return [];
        }
    }

    /// <summary>Makes a measurement the baseline of its model and world.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="changes">What was accepted and why, this included, oldest first.</param>
    public void Accept(string model, ConductivityMeasurement measurement, params ImmutableArray<AcceptedChange> changes)
    {
        var text = ConductivityText.Of(model, measurement, changes);
        var (folder, name) = (Path.Combine(root, model), NameOf(measurement.World));
        AcceptedFiles.Write(
            folder,
            name,
            new Dictionary<string, string?> { [name + AnswersSuffix] = text.Answers, [name + MetricsSuffix] = text.Metrics });
        foreach (var suffix in (string[])[MetricsSuffix, AnswersSuffix])
        {
            AtomicFile.Delete(Path.Combine(folder, name + suffix.Replace("verified", "received", StringComparison.Ordinal)));
        }
    }

    private static string[] FilesIn(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
}
