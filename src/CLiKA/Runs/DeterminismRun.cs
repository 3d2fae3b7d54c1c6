using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Repeats;

namespace CLiKA.Runs;

/// <summary>
/// Asks a tenth of a model's questions again, in another way that should change no answer. The model itself is asked, bypassing any journal, so that
/// a stored answer that the model no longer gives is found too.
/// </summary>
/// <param name="open">Loads the model for a given way of running it; if disposable, the result is disposed of before the next one is loaded.</param>
public sealed class DeterminismRun(Func<Execution, Task<IAnswerer>> open)
{
    private const string Cpu = "cpu";

    /// <summary>Repeats a tenth of the questions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sets">The sets that it was asked, with the answers.</param>
    /// <param name="processors">Number of threads that the CPU usually computes with, at least 1.</param>
    /// <param name="progress">Receives how many prompts are answered so far; may be null. On a GPU it starts again when the CPU is asked.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The changes; for a model that runs on a GPU, also those on the CPU, or the reason why it could not be used.</returns>
    /// <exception cref="InvalidInputException">The model cannot be loaded or asked in the other way, or runs on another device then.</exception>
    public async Task<Determinism> MeasureAsync(
        ModelEntry model, IReadOnlyList<AskedSet> sets, int processors, IProgress<AnswerCount>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tenths = sets.Select(Tenth.Of).ToList();
        if (tenths.Count == 0)
        {
            throw new ArgumentException("Nothing was asked that could be asked again.", nameof(sets));
        }

        var usual = tenths[0].Asked.Measurement.Fingerprint.Device;
        var (way, execution) = ExecutionVariant.Other(model, usual, processors);
        var repeated = await RepeatAsync(
            tenths, execution, way, answerer => ExecutionVariant.RequireSameDevice(model, usual, answerer), progress, cancellationToken).ConfigureAwait(false);
        var determinism = new Determinism(repeated) { IsRequired = model.RequiresDeterminism };
        if (usual is Cpu || model.Endpoint is not null)
        {
            return determinism;
        }

        try
        {
            return determinism with
            {
                OnCpu = await RepeatAsync(tenths, new Execution(Device: Cpu), "on the CPU", _ => { }, progress, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (InvalidInputException error)
        {
            // The repetition in other batches succeeded, so the model and the questions are sound: the CPU is at fault.
            return determinism with { CpuFault = error.Message };
        }
    }

    private async Task<Repetition> RepeatAsync(
        List<Tenth> tenths, Execution execution, string way, Action<IAnswerer> check, IProgress<AnswerCount>? progress, CancellationToken cancellationToken)
    {
        var answerer = await open(execution).ConfigureAwait(false);
        using (answerer as IDisposable)
        {
            check(answerer);
            var parts = new PartialProgress(progress, tenths.Sum(tenth => tenth.Questions));
            var pairs = new List<ChangedAnswer>();
            foreach (var tenth in tenths)
            {
                pairs.AddRange(await tenth.AskAsync(answerer, parts.Next(tenth.Questions), cancellationToken).ConfigureAwait(false));
            }

            return new(
                way,
                pairs.Count,
                answerer.Tolerance,
                pairs.Min(pair => pair.Usual.Margin),
                pairs.Max(pair => Move(pair.Usual, pair.Other)),
                [.. pairs.Where(pair => !pair.Usual.ChoosesAs(pair.Other))]);
        }
    }

    private static double? Move(Answer usual, Answer other) =>
        usual.LogProbabilities.Zip(other.LogProbabilities, (one, two) => (double?)Math.Abs(one - two)).Max();

    private sealed record Tenth(AskedSet Asked, IReadOnlyList<(Language Language, int Index)> Items)
    {
        public static Tenth Of(AskedSet asked) => new(
            asked,
            [.. asked.Measurement.Languages.SelectMany(cell => RepeatedTenth.Of(asked.Set, cell.Language).Select(index => (cell.Language, index)))]);

        /// <summary>Number of questions: an item may be asked in several wordings and letter orders.</summary>
        public int Questions => Items.Sum(item => Asked.Protocol.PromptsFor(Asked.Set.In(item.Language)[item.Index]));

        public async Task<IEnumerable<ChangedAnswer>> AskAsync(IAnswerer answerer, IProgress<int>? progress, CancellationToken cancellationToken)
        {
            var (set, protocol, measurement) = Asked;
            var answers = await Measurer.AskAsync(
                set, [.. Items.Select(item => (item.Language, set.In(item.Language)[item.Index]))], answerer, protocol, progress, cancellationToken)
                .ConfigureAwait(false);
            return Items.Zip(answers, (item, answer) => new ChangedAnswer(
                set.Id, item.Language, measurement.ItemIds[item.Index], measurement.In(item.Language)!.Answers[item.Index], answer));
        }
    }
}
