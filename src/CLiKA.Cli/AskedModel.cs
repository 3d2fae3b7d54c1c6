using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Measurements;
using CLiKA.Runs;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Cli;

/// <summary>A model that is asked all that a configuration asks, as the suite does, under a bar.</summary>
internal static class AskedModel
{
    /// <summary>Asks the probe sets, and what the model was taught.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="model">The model as it is configured.</param>
    /// <param name="answerer">The model, opened.</param>
    /// <param name="cancellationToken">Ends the work between batches.</param>
    /// <returns>The measurement, and the teachings that could not be measured.</returns>
    public static async Task<(Measurement Measurement, ImmutableArray<TeachingFault> Faults)> MeasureAsync(
        AlignmentConfiguration settings, ModelEntry model, IModel answerer, CancellationToken cancellationToken)
    {
        var measurement = await Shown.WithBarAsync(model.Name, report => ModelRun.MeasureAsync(
            model, settings.ProbeSets, answerer, new CallbackProgress<double>(share => report(share, null)), cancellationToken));
        var taught = await Shown.WithBarAsync(model.Name, report => ConductivityRun.MeasureAsync(
            settings, model, model.Taught, answerer, new CallbackProgress<double>(share => report(share, null)), cancellationToken));
        return (measurement with { Worlds = taught.Worlds }, taught.Faults);
    }
}
