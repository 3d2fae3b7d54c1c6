using System.Collections.Immutable;
using CLiKA.Measurements.Taught;

namespace CLiKA.Baselines.Taught;

/// <summary>
/// The reviewed conductivity of a repository's models: <c>&lt;model&gt;/&lt;world&gt;.conductivity.verified.json</c> and the answers beside it.
/// </summary>
/// <param name="root">The folder with one folder for each model.</param>
public sealed class ConductivityStore(string root)
{
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

        var all = worlds?.Select(world => new BaselineFiles(folder, NameOf(world))).Where(files => files.Exist)
            ?? BaselineFiles.In(folder).Where(files => files.Name.EndsWith(NameSuffix, StringComparison.Ordinal));
        var baselines = all.OrderBy(files => files.Name, StringComparer.Ordinal)
            .Select(files => (Files: files, Baseline: ConductivityText.Read(files.Metrics, files.Answers))).ToList();
        foreach (var (files, baseline) in baselines)
        {
            if (NameOf(baseline.Measurement.World) != files.Name || baseline.Model != baselines[0].Baseline.Model)
            {
                throw new InvalidInputException(
                    files.Metrics,
                    $"is about {baseline.Measurement.World} of {baseline.Model}; expected {files.Name[..^NameSuffix.Length]} of {baselines[0].Baseline.Model}.");
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
            : throw BaselineStore.Misplaced(Path.Combine(root, model), name, model);
    }

    /// <summary>Reads each world's conductivity by itself, so that a damaged file keeps no other world from being judged.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="worlds">The worlds to read.</param>
    /// <returns>The baselines, and by world the errors in files that could not be read.</returns>
    public (ImmutableArray<ConductivityMeasurement> Baselines, ImmutableSortedDictionary<string, InvalidInputException> Unreadable) ReadEach(
        string model, IEnumerable<string> worlds)
    {
        var (baselines, unreadable) = ReadableFiles.Of(worlds, world => ReadOf(model, [world]));
        return ([.. baselines.SelectMany(world => world)], unreadable);
    }

    /// <summary>Returns what was accepted of a model and world and why, oldest first.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="world">Identifier of the world.</param>
    /// <returns>
    /// The changes; empty where there is no baseline, or none that can be read, which is reported when the baseline itself is read.
    /// </returns>
    public ImmutableArray<AcceptedChange> ChangesOf(string model, string world)
    {
        var files = new BaselineFiles(Path.Combine(root, model), NameOf(world));
        try
        {
            return files.Exist ? ConductivityText.Read(files.Metrics, files.Answers).Changes : [];
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
        var files = new BaselineFiles(Path.Combine(root, model), NameOf(measurement.World));
        AcceptedFiles.Write(files.Folder, files.Name, new Dictionary<string, string?>
        {
            [Path.GetFileName(files.Answers)] = text.Answers,
            [Path.GetFileName(files.Metrics)] = text.Metrics,
        });
        files.DeleteReceived();
    }
}
