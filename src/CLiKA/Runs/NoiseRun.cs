using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;

namespace CLiKA.Runs;

/// <summary>Asks the same weights again in other ways, and measures how far the answers move.</summary>
/// <param name="probeSets">The probe sets.</param>
/// <param name="kinds">The kinds of noise to measure.</param>
/// <param name="open">Loads the model for a given way of running it; if disposable, the result is disposed of before the next one is loaded.</param>
public sealed class NoiseRun(
    IReadOnlyList<ProbeSetEntry> probeSets,
    IReadOnlyCollection<NoiseKind> kinds,
    Func<Execution, IAnswerer> open)
{
    /// <summary>Measures the noise of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">Hash of its weights.</param>
    /// <param name="progress">
    /// Receives how many prompts are answered so far, as if every way of asking had as many as the usual one; may be null.
    /// </param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The noise. A kind whose device is unavailable is listed as not measured.</returns>
    /// <exception cref="InvalidInputException">A probe set is invalid or lacks a language, or the model cannot be loaded or asked.</exception>
    public async Task<ModelNoise> MeasureAsync(
        ModelEntry model, string weights, IProgress<AnswerCount>? progress, CancellationToken cancellationToken)
    {
        var asked = new List<(NoiseKind Kind, string Variant, Measurement Measurement)>();
        var notMeasured = new List<(NoiseKind, string)>();
        var wordings = kinds.Contains(NoiseKind.Wordings) ? OtherWordings().ToList() : [];
        var asking = new Asking(model, progress, cancellationToken) { Runs = 1 + wordings.Count };
        Measurement reference;
        string device, deviceClass;
        List<ExecutionVariant> executions;
        var usual = open(new Execution());
        using (usual as IDisposable)
        {
            (device, deviceClass) = (usual.Device, usual.DeviceClass);
            executions = [.. ExecutionVariant.All(deviceClass, Environment.ProcessorCount).Where(variant => kinds.Contains(variant.Kind))];
            asking.Runs += executions.Count;
            reference = await asking.AskAsync(probeSets, usual).ConfigureAwait(false);
            foreach (var (name, sets) in wordings)
            {
                asked.Add((NoiseKind.Wordings, name, await asking.AskAsync(sets, usual).ConfigureAwait(false)));
            }
        }

        foreach (var variant in executions)
        {
            try
            {
                asked.Add((variant.Kind, variant.Name, await AskInAsync(variant, model, deviceClass, asking).ConfigureAwait(false)));
            }
            catch (InvalidInputException error) when (variant.Kind == NoiseKind.Device)
            {
                // The reference run succeeded, so the model and the questions are sound.
                notMeasured.Add((variant.Kind, error.Message));
            }
        }

        var untried = kinds.Except(executions.Select(variant => variant.Kind)).Where(kind => kind != NoiseKind.Wordings || wordings.Count == 0);
        return new ModelNoise(
            model.Name,
            device,
            [
                .. reference.ProbeSets.Select(set => new ProbeSetNoise(set.ProbeSet, set.Fingerprint, weights, [.. KindsOf(set, asked)]))
                    .Where(noise => !noise.Kinds.IsEmpty),
            ],
            [.. notMeasured, .. untried.Order().Select(kind => (kind, Why(kind)))]);
    }

    private async Task<Measurement> AskInAsync(ExecutionVariant variant, ModelEntry model, string usual, Asking asking)
    {
        var answerer = open(variant.Execution);
        using (answerer as IDisposable)
        {
            if (variant.Kind != NoiseKind.Device)
            {
                ExecutionVariant.RequireSameDevice(model, usual, answerer);
            }

            return await asking.AskAsync(probeSets, answerer).ConfigureAwait(false);
        }
    }

    private static string Why(NoiseKind kind) => kind == NoiseKind.Threads
        ? "the model does not run on the CPU, and only there do threads compute answers."
        : "no probe set has wordings beside the one that is asked.";

    private static IEnumerable<KindNoise> KindsOf(
        ProbeSetMeasurement reference, List<(NoiseKind Kind, string Variant, Measurement Measurement)> asked) =>
        from entry in asked
        from set in entry.Measurement.ProbeSets
        where set.ProbeSet == reference.ProbeSet
        group (entry.Variant, set) by entry.Kind into ofKind
        orderby ofKind.Key
        select KindNoise.Of(ofKind.Key, reference, [.. ofKind]);

    // Each wording alone, except the one that is asked alone anyway.
    private IEnumerable<(string Name, List<ProbeSetEntry> Sets)> OtherWordings()
    {
        var counts = probeSets.Select(entry => (Entry: entry, entry.Read().Wordings)).ToList();
        foreach (var wording in Enumerable.Range(0, counts.Max(set => set.Wordings)))
        {
            List<ProbeSetEntry> sets =
            [
                .. counts.Where(set => wording < set.Wordings && (wording > 0 || set.Entry.Wordings > 1))
                    .Select(set => set.Entry with { FirstWording = wording, Wordings = 1 }),
            ];
            if (sets.Count > 0)
            {
                yield return ($"wording {wording + 1}", sets);
            }
        }
    }

    // Reports the progress of all runs as one.
    private sealed class Asking(ModelEntry model, IProgress<AnswerCount>? progress, CancellationToken cancellationToken)
    {
        private int _done;
        private int? _usualQuestions;

        public int Runs { get; set; }

        public Task<Measurement> AskAsync(IReadOnlyList<ProbeSetEntry> sets, IAnswerer answerer)
        {
            var before = _done++;
            var part = progress is null ? null : new CallbackProgress<AnswerCount>(count =>
            {
                var usual = _usualQuestions ??= count.Questions;
                progress.Report(new((int)((before + count.Share) * usual), Runs * usual));
            });
            return ModelRun.MeasureAsync(model, sets, answerer, part, cancellationToken);
        }
    }
}
