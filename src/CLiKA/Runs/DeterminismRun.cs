using System.Collections.Immutable;
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
        var tenths = sets.Select(set => (Asked: set, Items: Tenth(set).ToList())).Where(tenth => tenth.Items.Count > 0).ToList();
        if (tenths.Count == 0)
        {
            throw new ArgumentException("Nothing was asked that could be asked again.", nameof(sets));
        }

        var questions = tenths.Sum(tenth => CountPrompts(tenth.Asked, tenth.Items));
        var usual = tenths[0].Asked.Measurement.Fingerprint.Device;
        var (way, execution) = ExecutionVariant.Other(model, usual, processors);
        var repeated = await AskAsync(
            execution,
            way,
            device => device == usual ? null : $"ran on {usual} first and on {device} now; set \"device\" in the configuration.").ConfigureAwait(false);
        var determinism = new Determinism(repeated) { IsRequired = model.RequiresDeterminism };
        if (usual is Cpu || model.Endpoint is not null)
        {
            return determinism;
        }

        try
        {
            return determinism with { OnCpu = await AskAsync(new Execution(Device: Cpu), "on the CPU", _ => null).ConfigureAwait(false) };
        }
        catch (InvalidInputException error)
        {
            // The repetition in other batches succeeded, so the model and the questions are sound: the CPU is at fault.
            return determinism with { CpuFault = error.Message };
        }

        async Task<Repetition> AskAsync(Execution execution, string way, Func<string, string?> objection)
        {
            var answerer = await open(execution).ConfigureAwait(false);
            using (answerer as IDisposable)
            {
                if (objection(answerer.DeviceClass) is { } reason)
                {
                    throw new InvalidInputException(model.Place, reason);
                }

                var pairs = ImmutableArray.CreateBuilder<ChangedAnswer>();
                var done = 0;
                foreach (var (asked, items) in tenths)
                {
                    var before = done;
                    var part = progress is null ? null : new CallbackProgress<int>(count => progress.Report(new(before + count, questions)));
                    var answers = await Measurer.AskAsync(
                        asked.Set, [.. items.Select(item => (item.Language, asked.Set.In(item.Language)[item.Index]))], answerer, asked.Protocol, part, cancellationToken)
                        .ConfigureAwait(false);
                    done += CountPrompts(asked, items);
                    pairs.AddRange(items.Zip(answers, (item, answer) => new ChangedAnswer(
                        asked.Set.Id,
                        item.Language,
                        asked.Measurement.ItemIds[item.Index],
                        asked.Measurement.In(item.Language)!.Answers[item.Index],
                        answer)));
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
    }

    private static int CountPrompts(AskedSet asked, IEnumerable<(Language Language, int Index)> items) =>
        items.Sum(item => asked.Protocol.PromptsFor(asked.Set.In(item.Language)[item.Index]));

    private static IEnumerable<(Language Language, int Index)> Tenth(AskedSet asked) =>
        from cell in asked.Measurement.Languages
        from index in RepeatedTenth.Of(asked.Set, cell.Language)
        select (cell.Language, index);

    // An option that a server did not return has no finite log-probability.
    private static double? Move(Answer usual, Answer other) => usual.LogProbabilities.Zip(other.LogProbabilities, (one, two) => Math.Abs(one - two))
        .Where(double.IsFinite).Select(move => (double?)move).Max();
}
