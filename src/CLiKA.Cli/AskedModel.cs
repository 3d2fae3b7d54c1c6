using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Measurements;
using CLiKA.Runs;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Cli;

/// <summary>Asks a model everything that a configuration asks, as the suite does, and shows progress.</summary>
internal static class AskedModel
{
    /// <summary>Asks a model; if it cannot be asked, reports the error, so that the next model can be asked.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="ask">Asks; returns whether everything was obtained.</param>
    /// <returns>The result of <paramref name="ask"/>; false where the model could not be asked.</returns>
    public static async Task<bool> TryAsync(string name, Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (InvalidInputException error)
        {
            await Console.Error.WriteLineAsync($"{name}: not measured. {error.Message}");
            return false;
        }
    }

    /// <summary>Asks the probe sets, and the worlds that the model was taught.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="model">The configured model.</param>
    /// <param name="answerer">The opened model.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The measurement, and the teachings that could not be measured.</returns>
    public static async Task<(Measurement Measurement, ImmutableArray<TeachingFault> Faults)> MeasureAsync(
        AlignmentConfiguration settings, ModelEntry model, IModel answerer, CancellationToken cancellationToken)
    {
        var measurement = await Shown.AskingAsync(
            model.Name, progress => ModelRun.MeasureAsync(model, settings.ProbeSets, answerer, progress, cancellationToken));
        var taught = model.Taught.IsEmpty ? ConductivityOutcome.None : await Shown.AskingAsync(
            $"{model.Name}, taught", progress => ConductivityRun.MeasureAsync(settings, model, model.Taught, answerer, progress, cancellationToken));
        return (measurement with { Worlds = taught.Worlds }, taught.Faults);
    }
}
