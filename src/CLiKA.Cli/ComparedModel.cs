using CLiKA.Baselines;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Models;

namespace CLiKA.Cli;

/// <summary>One side of a comparison: read from a file or a baseline, or measured now.</summary>
internal static class ComparedModel
{
    private const string Expected = "a measurement such as artifacts/alignment/received/NAME.json, or a model's folder in baselines/";
    private const string ExpectedOrModel = "a measurement such as artifacts/alignment/received/NAME.json, a model's folder in baselines/, or a model folder";

    /// <summary>Reads a measurement or a baseline.</summary>
    /// <param name="path">A measurement, or the folder of a model in <c>baselines/</c>.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="InvalidInputException">The path is neither, or the file is damaged.</exception>
    public static Measurement Read(string path) =>
        Directory.Exists(path) ? BaselineStore.Read(path) ?? throw NoMeasurement(path, Expected) : MeasurementJson.Read(path);

    /// <summary>Reads a measurement or a baseline, unless a model has to be asked.</summary>
    /// <param name="place">A measurement, the folder of a model in <c>baselines/</c>, or what <see cref="AskAsync"/> takes.</param>
    /// <returns>The measurement; null where a model is to be asked.</returns>
    /// <exception cref="InvalidInputException">It is none of these, or damaged.</exception>
    public static Measurement? ReadUnlessModel(string place)
    {
        if (!Directory.Exists(place))
        {
            return File.Exists(place) ? Read(place)
                : place.Contains('=', StringComparison.Ordinal) ? null
                : Path.HasExtension(place) ? Read(place)
                : throw new InvalidInputException(place, $"no such file or folder; expected {ExpectedOrModel}.");
        }

        return Has(place, "*.verified.*") ? Read(place)
            : Has(place, "*.onnx") || Has(place, "*config.json") ? null
            : throw NoMeasurement(place, ExpectedOrModel);
    }

    /// <summary>Asks a model the configured questions.</summary>
    /// <param name="place">
    /// Its folder; <c>NAME=FOLDER</c> tells as which of several configured models to ask a folder that belongs to none of them.
    /// </param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The measurement, which is not stored; its answers are kept in the journal.</returns>
    public static async Task<Measurement> AskAsync(string place, AlignmentConfiguration configuration, CancellationToken cancellationToken)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        var model = configuration.Models.FirstOrDefault(
            entry => entry.Endpoint is null && Path.TrimEndingDirectorySeparator(Path.GetFullPath(entry.Folder)) == folder)
            ?? configuration.WithCandidate(place).Models[0];
        using var source = ModelSource.Of(configuration.JournalFile, ModelSource.Asked);
        using var answerer = await source.OpenAsync(model, cancellationToken);
        var (measurement, faults) = await AskedModel.MeasureAsync(configuration, model, answerer, cancellationToken);
        return faults.IsEmpty
            ? measurement with { Model = model.StandsInFor is null ? model.Name : place }
            : throw new InvalidInputException(place, string.Join(' ', faults.Select(fault => fault.Message)));
    }

    private static bool Has(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Any();

    // What failed tests leave for a diff tool looks like a baseline; but a test that passed leaves nothing, so a file may be without its counterpart.
    private static InvalidInputException NoMeasurement(string folder, string expected) => Has(folder, "*.received.*")
        ? new InvalidInputException(
            folder, $"has only the files of tests that failed, for a diff tool; expected the measurement of that run, {ReceivedBeside(folder)}.")
        : new InvalidInputException(folder, $"has no baseline (*.verified.json); expected {expected}.");

    private static string ReceivedBeside(string refused)
    {
        var folder = new DirectoryInfo(refused);
        return ShownPath.Of(Path.GetFullPath(Path.Combine(folder.FullName, "..", "..", "received", $"{folder.Name}.json")));
    }
}
