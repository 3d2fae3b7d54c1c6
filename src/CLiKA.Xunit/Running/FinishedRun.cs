using System.Collections.Immutable;
using CLiKA.Measurements.Repeats;
using CLiKA.Reporting.Runs;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>What a run came to when all of its rows had ended: who answered, who failed, and what was not measured.</summary>
internal sealed class FinishedRun
{
    private readonly SelectedRows _rows;
    private readonly IReadOnlyDictionary<string, Task<Determinism>> _repeats;
    private readonly ImmutableArray<(string Model, string ProbeSet, string Language)> _missing;

    /// <summary>Finds out what was not measured.</summary>
    /// <param name="rows">The selected rows.</param>
    /// <param name="outcomes">The models that the rows asked, by name.</param>
    /// <param name="repeats">The models of which a tenth was asked again, by name.</param>
    public FinishedRun(SelectedRows rows, IReadOnlyDictionary<string, Task<ModelOutcome>> outcomes, IReadOnlyDictionary<string, Task<Determinism>> repeats)
    {
        _rows = rows;
        _repeats = repeats;
        Outcomes = [.. outcomes.Values.Where(task => task.IsCompletedSuccessfully).Select(task => task.Result)
            .OrderBy(outcome => SuiteConfiguration.Current.Models.Select(model => model.Name).ToList().IndexOf(outcome.Received.Model))];
        Failed = [.. outcomes.Where(outcome => outcome.Value.IsFaulted).Select(outcome => new ModelFault(outcome.Key, ReasonOf(outcome.Value)))
            .OrderBy(fault => fault.Model, StringComparer.Ordinal)];
        _missing = [.. Missing()];
    }

    /// <summary>The outcomes of the models that answered, in the order of the configuration.</summary>
    public ImmutableArray<ModelOutcome> Outcomes { get; }

    /// <summary>The models that could not be asked or judged, which their rows have reported.</summary>
    public ImmutableArray<ModelFault> Failed { get; }

    /// <summary>All that fails the run, except what a judgement says: in its report, this must not be shown as passed.</summary>
    public IEnumerable<ModelFault> Faults => Failed.Concat(Unmeasured()).Concat(NotAskedAgain());

    /// <summary>Returns the result of asking a tenth of a model's questions again; null if none was, or if that failed.</summary>
    /// <param name="model">Name of the model.</param>
    public Determinism? AgainOf(string model) => _repeats.GetValueOrDefault(model) is { IsCompletedSuccessfully: true } again ? again.Result : null;

    /// <summary>Checks that a passing run has measured everything: rows that were skipped, or that asked nothing, do not count as passed.</summary>
    /// <exception cref="XunitException">It has not.</exception>
    public void RequireComplete()
    {
        if (!_missing.IsEmpty)
        {
            var list = string.Join(", ", _missing.Select(cell => $"{cell.Model}/{cell.ProbeSet}/{cell.Language}"));
            throw new XunitException($"{_missing.Length} of {_rows.Cells.Count + _rows.TaughtCells.Count} cells were not measured: {list}.");
        }

        // A model whose questions could not be repeated has failed its row.
        if (WithoutAgain().Where(model => !_repeats.ContainsKey(model)).ToList() is { Count: > 0 } models)
        {
            throw new XunitException($"No tenth of the questions was asked again of {string.Join(", ", models)}, so nobody knows whether answers repeat.");
        }
    }

    private IEnumerable<(string Model, string ProbeSet, string Language)> Missing()
    {
        var measured = Outcomes
            .SelectMany(outcome => outcome.Received.ProbeSets, (outcome, set) => (outcome.Received.Model, Set: set))
            .SelectMany(entry => entry.Set.Languages, (entry, cell) => (entry.Model, entry.Set.ProbeSet, Language: cell.Language.Code));

        // A teaching that could not be measured has failed its rows.
        var retrieved = Outcomes.SelectMany(outcome => outcome.Received.Worlds
            .SelectMany(world => world.Cells, (world, cell) => (outcome.Received.Model, world.World, Language: cell.Language.Code))
            .Concat(outcome.Taught.Faults.Select(fault => (outcome.Received.Model, fault.World, Language: fault.Language.Code))));

        // Where measuring failed, every row of the model has reported that already.
        return _rows.Cells.Except(measured).Concat(_rows.TaughtCells.Except(retrieved)).Where(cell => !HasFailed(cell.Model));
    }

    private IEnumerable<ModelFault> Unmeasured() => _missing.GroupBy(cell => cell.Model).OrderBy(model => model.Key, StringComparer.Ordinal)
        .Select(model => new ModelFault(model.Key, $"no answers for {string.Join(", ", model.Select(cell => $"{cell.ProbeSet}/{cell.Language}"))}."));

    private IEnumerable<ModelFault> NotAskedAgain() =>
        WithoutAgain().Select(model => new ModelFault(model, WhyNotAgain(model)) { Matter = "not asked again" });

    // Where the model itself failed, its row has reported that already.
    private IEnumerable<string> WithoutAgain() =>
        _rows.Again.Where(model => AgainOf(model) is null && !HasFailed(model)).Order(StringComparer.Ordinal);

    private string WhyNotAgain(string model) => _repeats.GetValueOrDefault(model) is { IsFaulted: true } again
        ? $"a tenth of the questions could not be asked again, so nobody knows whether answers repeat: {ReasonOf(again)}"
        : "no tenth of the questions was asked again, so nobody knows whether answers repeat.";

    private bool HasFailed(string model) => Failed.Any(fault => fault.Model == model);

    private static string ReasonOf(Task task) => task.Exception!.InnerException!.Message;
}
