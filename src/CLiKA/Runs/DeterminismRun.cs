using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Repeats;

namespace CLiKA.Runs;

/// <summary>
/// Asks a tenth of what a model was asked again, in another way that should change no answer. It is the model itself that is asked, and no
/// journal: an answer that was kept, and is not the model's any more, shows too.
/// </summary>
/// <param name="open">Loads the model to be run in a certain way; what it returns is disposed of where it can be, before the next is loaded.</param>
public sealed class DeterminismRun(Func<Execution, Task<IAnswerer>> open)
{
    private const string Cpu = "cpu";

    /// <summary>Asks again.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sets">What it was asked, and answered.</param>
    /// <param name="processors">How many threads the CPU usually computes with, at least 1.</param>
    /// <param name="cancellationToken">Ends the work between batches.</param>
    /// <returns>What changed. Of a model that runs on a GPU also what the CPU answers, or why it does not.</returns>
    /// <exception cref="InvalidInputException">The model cannot be loaded or asked in another way, or runs on another device there.</exception>
    public async Task<Determinism> MeasureAsync(
        ModelEntry model, IReadOnlyList<AskedSet> sets, int processors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tenths = sets.Select(set => (Asked: set, Items: Tenth(set).ToList())).Where(tenth => tenth.Items.Count > 0).ToList();
        if (tenths.Count == 0)
        {
            throw new ArgumentException("Nothing was asked that could be asked again.", nameof(sets));
        }

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
            // What was asked in other batches has shown that model and questions are sound.
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
                foreach (var (asked, items) in tenths)
                {
                    var answers = await Measurer.AskAsync(
                        asked.Set, [.. items.Select(item => (item.Language, asked.Set.In(item.Language)[item.Index]))], answerer, asked.Protocol, null, cancellationToken)
                        .ConfigureAwait(false);
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

    private static IEnumerable<(Language Language, int Index)> Tenth(AskedSet asked) =>
        from cell in asked.Measurement.Languages
        from index in RepeatedTenth.Of(asked.Set, cell.Language)
        select (cell.Language, index);

    // Options that a server did not show have no number of their own.
    private static double? Move(Answer usual, Answer other) => usual.LogProbabilities.Zip(other.LogProbabilities, (one, two) => Math.Abs(one - two))
        .Where(double.IsFinite).Select(move => (double?)move).Max();
}
