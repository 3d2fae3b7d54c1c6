using CLiKA.Baselines;
using CLiKA.Configuration;
using CLiKA.Measurements;
using CLiKA.Models;

namespace CLiKA.Cli;

/// <summary>What one side of a comparison showed: read from a file or a baseline, or asked now.</summary>
internal static class ComparedModel
{
    /// <summary>Reads a measurement or a baseline.</summary>
    /// <param name="path">A measurement, or the folder of a model in <c>baselines/</c>.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="InvalidInputException">It is neither, or damaged.</exception>
    public static Measurement Read(string path) => Directory.Exists(path)
        ? BaselineStore.Read(path) ?? throw new InvalidInputException(path, "has no baseline; expected *.verified.json.")
        : MeasurementJson.Read(path);

    /// <summary>Reads a measurement or a baseline, or asks a model what the configuration asks.</summary>
    /// <param name="place">
    /// A measurement, the folder of a model in <c>baselines/</c>, or of a model; <c>NAME=FOLDER</c> says as which of several configured
    /// models a folder is asked that is none of theirs.
    /// </param>
    /// <param name="settings">Reads the configuration, where it is needed.</param>
    /// <param name="cancellationToken">Ends the work between batches.</param>
    /// <returns>The measurement; the model's own is kept nowhere.</returns>
    public static async Task<Measurement> ReadOrAskAsync(
        string place, Func<AlignmentConfiguration> settings, CancellationToken cancellationToken)
    {
        var isModel = Directory.Exists(place)
            ? Directory.EnumerateFiles(place, "*.verified.*").FirstOrDefault() is null
            : !File.Exists(place) && place.Contains('=', StringComparison.Ordinal);
        if (!isModel)
        {
            return Read(place);
        }

        var configuration = settings();
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        var model = configuration.Models.FirstOrDefault(
            entry => entry.Endpoint is null && Path.TrimEndingDirectorySeparator(Path.GetFullPath(entry.Folder)) == folder)
            ?? configuration.WithCandidate(place).Models[0];
        using var answerer = await ConfiguredModel.OpenAsync(model, cancellationToken);
        var (measurement, faults) = await AskedModel.MeasureAsync(configuration, model, answerer, cancellationToken);
        return faults.IsEmpty
            ? measurement with { Model = model.StandsInFor is null ? model.Name : place }
            : throw new InvalidInputException(
                place, string.Join(' ', faults.Select(fault => $"{fault.World}, {fault.Language}: not measured. {fault.Reason}")));
    }
}
