using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;

namespace CLiKA.Runs;

/// <summary>Stores the measurements of the last run, so that accepting them asks nothing again.</summary>
/// <param name="configuration">The configuration of the run.</param>
public sealed class ReceivedStore(AlignmentConfiguration configuration)
{
    /// <summary>Returns the path of the measurement of a model, which may be missing.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>The path.</returns>
    public string PathOf(string model) => Path.Combine(configuration.ArtifactsFolder, "received", model + ".json");

    /// <summary>Returns the folder of the files that the run rejected beside the baselines of a model, for review.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>Path of the folder, which may be missing.</returns>
    public string RefusedOf(string model) => Path.Combine(configuration.ArtifactsFolder, "refused", model);

    /// <summary>Stores a measurement, replacing the model's last one.</summary>
    /// <param name="measurement">The measurement.</param>
    public void Write(Measurement measurement) => AtomicFile.WriteAllText(PathOf(measurement.Model), MeasurementJson.Write(measurement));

    /// <summary>Deletes the measurement of a model, if there is one, and its rejected files, which would not belong to the current run.</summary>
    /// <param name="model">Name of the model.</param>
    /// <exception cref="InvalidInputException">They cannot be deleted.</exception>
    public void Remove(string model)
    {
        AtomicFile.Delete(PathOf(model));
        foreach (var path in FilesIn(RefusedOf(model)))
        {
            AtomicFile.Delete(path);
        }
    }

    /// <summary>Reads the measurement of a model and checks that it covers every configured cell.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSets">The required probe sets.</param>
    /// <param name="worlds">The worlds whose teachings are required.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="InvalidInputException">There is none, or it comes from a filtered run.</exception>
    public Measurement ReadComplete(string model, IEnumerable<string> probeSets, params IEnumerable<string> worlds)
    {
        var path = PathOf(model);
        if (!File.Exists(path))
        {
            var alone = configuration.Models.Length > 1 ? " --model NAME accepts another model alone." : string.Empty;
            throw new InvalidInputException(path, $"no measurement of {model}; run the suite or {ToolCommand.Quote("measure")} first.{alone}");
        }

        var measurement = MeasurementJson.Read(path);
        if (measurement.Model != model)
        {
            throw new InvalidInputException(path, $"is a measurement of {measurement.Model}; expected {model}.");
        }

        foreach (var world in worlds)
        {
            RequireTeachings(path, measurement.Worlds.FirstOrDefault(candidate => candidate.World == world), model, world);
        }

        foreach (var id in probeSets)
        {
            var languages = configuration.Named(model).LanguagesFor(configuration.SetOf(id));
            var set = measurement.ProbeSets.FirstOrDefault(candidate => candidate.ProbeSet == id);
            var missing = languages.Where(language => set?.In(language) is null).ToList();
            if (missing.Count > 0)
            {
                throw new InvalidInputException(
                    path, $"{id} was not asked in {string.Join(' ', missing)}; run the suite without a filter before accepting.");
            }

            var surplus = set!.Languages.Select(cell => cell.Language).Except(languages).ToList();
            if (surplus.Count > 0)
            {
                throw new InvalidInputException(
                    path, $"{id} was asked in {string.Join(' ', surplus)}, which is no longer configured; run the suite again.");
            }
        }

        return measurement;
    }

    private static string[] FilesIn(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(folder, $"cannot be read: {error.Message}", error);
        }
    }

    private void RequireTeachings(string path, ConductivityMeasurement? received, string model, string world)
    {
        var taught = configuration.Named(model).Taught.Where(entry => entry.World == world).ToList();
        var missing = taught.Where(entry => received?.In(entry.Language)?.Teachings.Length != entry.Paths.Length)
            .Select(entry => entry.Language.Code).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidInputException(
                path,
                $"the teachings of {world} were not asked in {string.Join(' ', missing)}; run the suite without a filter before accepting.");
        }

        var surplus = (received?.Cells.Select(cell => cell.Language) ?? []).Except(taught.Select(entry => entry.Language)).ToList();
        if (surplus.Count > 0)
        {
            throw new InvalidInputException(
                path, $"{world} was asked in {string.Join(' ', surplus)}, which is no longer configured; run the suite again.");
        }
    }
}
