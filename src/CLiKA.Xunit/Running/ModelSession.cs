using System.Collections.Immutable;
using CLiKA.Baselines.Judging;
using CLiKA.Configuration;
using CLiKA.Measurements.Repeats;
using CLiKA.Models;
using CLiKA.Probes;
using CLiKA.Runs;

namespace CLiKA.Xunit.Running;

/// <summary>One model of a run: asks it what the selected rows need, judges the answers, and asks a tenth again.</summary>
internal static class ModelSession
{
    /// <summary>Loads a model, asks it everything that the rows need, and judges what was received.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The selected rows.</param>
    /// <param name="packs">The probe sets that they need, by id.</param>
    public static async Task<ModelOutcome> MeasureAsync(ModelEntry model, SelectedRows rows, ImmutableSortedDictionary<string, ProbePack> packs)
    {
        var configuration = SuiteConfiguration.Current;
        var cells = configuration.ProbeSets
            .Select(set => (Set: set, Languages: rows.LanguagesOf(model.Name, set.Id)))
            .Where(entry => entry.Languages.Count > 0)
            .ToDictionary(entry => entry.Set, entry => entry.Languages);
        using var source = ModelSource.Of(configuration.JournalFile, ModelSource.Asked);
        using var answerer = await source.OpenAsync(model, CancellationToken.None);
        var received = await ModelRun.MeasureAsync(model, cells, answerer, RunProgress.Of(model.Name), CancellationToken.None);
        var taught = await TaughtSession.MeasureAsync(
            model, entry => rows.TaughtCells.Contains((model.Name, entry.World, entry.Language.Code)), answerer);
        received = received with { Worlds = taught.Outcome.Worlds };
        new ReceivedStore(configuration).Write(received);

        // A run of everything that is configured must cover the whole baseline, so that a language that is no longer asked does not go unnoticed.
        var isWhole = cells.Count == configuration.ProbeSets.Length
            && cells.All(entry => entry.Value.Count == model.LanguagesFor(entry.Key).Length);
        var evidence = configuration.Baselines.EvidenceFor(received, configuration.ProbeSets.Select(set => set.Id));
        var judgement = Judge.Compare(evidence, configuration.GateOf(model.Name), isWhole ? Scope.Everything : Scope.Received);
        return new ModelOutcome(
            received, evidence.Accepted, judgement, taught.Outcome, taught.Judgement, model.Place, answerer.Device, answerer.Journal, packs)
        {
            Accepted = evidence.Baselines,
            Part = rows.PartOf(model),
            Overrides = [.. SuiteConfiguration.Overrides],
        };
    }

    /// <summary>Loads the model of a finished run anew, and repeats a tenth of its questions.</summary>
    public static async Task<Determinism> AskAgainAsync(ModelOutcome outcome)
    {
        var configuration = SuiteConfiguration.Current;
        var model = configuration.Named(outcome.Received.Model);
        var asked = outcome.Received.ProbeSets.Select(set => new AskedSet(
            outcome.Packs[set.ProbeSet].Set, model.ProtocolFor(configuration.SetOf(set.ProbeSet)), set));
        return await new DeterminismRun(async execution => await ConfiguredModel.OpenAsync(model, execution, CancellationToken.None))
            .MeasureAsync(model, [.. asked], Environment.ProcessorCount, RunProgress.Of($"{model.Name}, a tenth again"), CancellationToken.None);
    }
}
