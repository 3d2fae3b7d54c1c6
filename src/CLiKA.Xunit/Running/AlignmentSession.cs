using System.Collections.Concurrent;
using System.Collections.Immutable;
using CLiKA.Measurements.Repeats;
using CLiKA.Probes;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Texts;
using CLiKA.Runs;
using CLiKA.TestLogger;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>
/// One run of the suite: each model is loaded and asked once, in the cells that the selected rows need, however many rows there are.
/// </summary>
internal sealed class AlignmentSession
{
    private static AlignmentSession? _current;

    private readonly SelectedRows _rows;
    private readonly ConcurrentDictionary<string, Lazy<Task<ModelOutcome>>> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Determinism>>> _repeats = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ModelFault> _blind = new();
    private readonly Lazy<ImmutableArray<string>> _orphans = new(() => SuiteConfiguration.Current.Baselines.FindOrphans(AlignmentRows.Owners()));

    // Of the sets that the rows need, for the reports, which show the questions.
    private readonly Lazy<ImmutableSortedDictionary<string, ProbePack>> _packs;

    private readonly HeldArtifacts _artifacts = new();

    private AlignmentSession(IEnumerable<IXunitTestCase> testCases)
    {
        _rows = new SelectedRows(testCases);
        _packs = new(() => SuiteConfiguration.Current.ProbeSets
            .Where(set => _rows.Cells.Any(cell => cell.ProbeSet == set.Id))
            .ToImmutableSortedDictionary(set => set.Id, set => set.ReadPack(), StringComparer.Ordinal));
    }

    /// <summary>Paths of the baselines that belong to no row, relative to the baselines' folder.</summary>
    public ImmutableArray<string> Orphans => _orphans.Value;

    /// <summary>The shards that the rows ask.</summary>
    public ShardSession Shards { get; } = new();

    public static AlignmentSession Current => _current ?? throw new InvalidOperationException("No run has begun.");

    public static void Begin(IEnumerable<IXunitTestCase> testCases) => _current = new AlignmentSession(testCases);

    public static void End()
    {
        try
        {
            var missing = Current.Missing();
            Current.WriteReport(missing);
            Current.CheckComplete(missing);
        }
        finally
        {
            Current._artifacts.LetGo();
        }
    }

    public Task<ModelOutcome> OutcomeOfAsync(string model) =>
        _outcomes.GetOrAdd(model, name => new Lazy<Task<ModelOutcome>>(() => MeasureAsync(name))).Value;

    /// <summary>
    /// Returns the result of repeating a tenth of the questions; this comes after everything else that is asked of the model, which is loaded anew
    /// for it.
    /// </summary>
    public async Task<Determinism> DeterminismOfAsync(string model)
    {
        var outcome = await OutcomeOfAsync(model);
        return await _repeats.GetOrAdd(model, _ => new Lazy<Task<Determinism>>(() => ModelSession.AskAgainAsync(outcome))).Value;
    }

    /// <summary>Records that the gate of a model could not fail, so that the report of the run does not show it as passed.</summary>
    public void NoteBlindGate(string model, string reason) => _blind.Enqueue(new(model, reason) { Matter = ModelFault.Blind });

    /// <summary>Returns whether a probe set is asked in this run, so that its report shows how it was judged.</summary>
    public bool Asks(string model, string probeSet) => _rows.LanguagesOf(model, probeSet).Count > 0;

    private async Task<ModelOutcome> MeasureAsync(string name)
    {
        ShardSession.RequireNone();
        _artifacts.Take();

        // The measurement of an earlier run must not be accepted in place of this one's, should this run end early.
        new ReceivedStore(SuiteConfiguration.Current).Remove(name);

        // Before anything is asked: a probe set that could not be shown in the end must not cost an hour of inference.
        return await ModelSession.MeasureAsync(SuiteConfiguration.Current.Named(name), _rows, _packs.Value);
    }

    // In the order of the configuration, whichever was asked first.
    private IEnumerable<ModelOutcome> Finished() => _outcomes.Values
        .Select(outcome => outcome.Value).Where(task => task.IsCompletedSuccessfully).Select(task => task.Result)
        .OrderBy(outcome => SuiteConfiguration.Current.Models.Select(model => model.Name).ToList().IndexOf(outcome.Received.Model));

    private IEnumerable<ModelFault> Failed() => _outcomes
        .Where(outcome => outcome.Value.Value.IsFaulted)
        .Select(outcome => new ModelFault(outcome.Key, outcome.Value.Value.Exception!.InnerException!.Message))
        .OrderBy(fault => fault.Model, StringComparer.Ordinal);

    private Determinism? AgainOf(string model) =>
        _repeats.TryGetValue(model, out var again) && again.Value.IsCompletedSuccessfully ? again.Value.Result : null;

    // Where the model itself failed, its row has reported that already.
    private IEnumerable<ModelFault> NotAskedAgain() => _rows.Again.Where(model => AgainOf(model) is null)
        .Except(Failed().Select(fault => fault.Model)).Order(StringComparer.Ordinal)
        .Select(model => new ModelFault(model, WhyNotAgain(model)) { Matter = "not asked again" });

    private string WhyNotAgain(string model) => _repeats.TryGetValue(model, out var again) && again.Value.IsFaulted
        ? $"a tenth of the questions could not be asked again, so nobody knows whether answers repeat: {again.Value.Exception!.InnerException!.Message}"
        : "no tenth of the questions was asked again, so nobody knows whether answers repeat.";

    private void WriteReport(List<(string Model, string ProbeSet, string Language)> missing)
    {
        var reports = Finished().Select(outcome => outcome.Report(AgainOf(outcome.Received.Model))).ToList();
        var faults = Failed().Concat(Unmeasured(missing)).Concat(NotAskedAgain()).Concat(Shards.Failed).ToList();
        if (reports.Count + faults.Count + Shards.Asked.Count + _blind.Count == 0)
        {
            TellMistake();
            return;
        }

        // Where another run holds the lock, every row that asks has reported that, and the files in the folder belong to the other run.
        if (Shard.Asked is null && !_artifacts.TryTake())
        {
            return;
        }

        faults.AddRange(OrphanFaults());
        faults.AddRange(_blind);
        var annotations = RunFindings.Of(reports, faults).Select(finding => new Annotation(finding.Title, finding.Message, finding.File, finding.Line));

        // A shard is not a fault, but it has no verdict: a report must not show that of an earlier run.
        faults.AddRange(Shards.Asked);

        // What is printed comes first; a failure to write one must not prevent the other.
        var folder = Path.GetFullPath(SuiteConfiguration.Current.ArtifactsFolder);
        var texts = RunTexts.Of(reports, faults);
        try
        {
            new RunHandOver(
                SafeText.WithoutCommands(texts.Table + Shards.Summary),
                texts.Summary,
                Path.Combine(folder, RunReport.SummaryFile),
                [.. annotations]).Leave();
        }
        finally
        {
            RunReport.Write(folder, reports, faults, texts);
        }
    }

    // Without a configuration there is no folder for a report. The error still reaches the build server.
    private void TellMistake()
    {
        if (_rows.AreThere && SuiteConfiguration.Mistake is { } mistake)
        {
            new RunHandOver(
                SafeText.WithoutCommands($"Nothing was asked. {mistake.Message}\n"),
                $"**Alignment: not measured.** {MarkdownText.Of(mistake.Message)}\n",
                SummaryFile: null,
                [new($"{Path.GetFileName(mistake.File)}: nothing was asked", mistake.Problem, File.Exists(mistake.File) ? mistake.File : null, mistake.Line)]).Leave();
        }
    }

    // What fails the run must not be shown as passed in its report.
    private static IEnumerable<ModelFault> Unmeasured(List<(string Model, string ProbeSet, string Language)> missing) =>
        missing.GroupBy(cell => cell.Model).OrderBy(model => model.Key, StringComparer.Ordinal).Select(model => new ModelFault(
            model.Key, $"no answers for {string.Join(", ", model.Select(cell => $"{cell.ProbeSet}/{cell.Language}"))}."));

    private IEnumerable<ModelFault> OrphanFaults() => (_rows.LookForOrphans ? Orphans : [])
        .GroupBy(path => Path.GetDirectoryName(path) is { Length: > 0 } model ? model : path)
        .Select(model => new ModelFault(
            model.Key,
            $"{string.Join(", ", model)}: {Path.GetFileName(SuiteConfiguration.Current.File)} has no model with such a probe set or world. {AlignmentSuite.OrphanAdvice}")
        {
            Matter = ModelFault.Orphaned,
        });

    // A passing run must have measured everything: rows that were skipped, or that asked nothing, do not count as passed.
    private void CheckComplete(List<(string Model, string ProbeSet, string Language)> missing)
    {
        if (missing.Count > 0)
        {
            var list = string.Join(", ", missing.Select(cell => $"{cell.Model}/{cell.ProbeSet}/{cell.Language}"));
            throw new XunitException($"{missing.Count} of {_rows.Cells.Count + _rows.TaughtCells.Count} cells were not measured: {list}.");
        }

        // A model whose questions could not be repeated has failed its row.
        if (_rows.Again.Where(model => !_repeats.ContainsKey(model)).Except(Failed().Select(fault => fault.Model)).ToList() is { Count: > 0 } models)
        {
            throw new XunitException($"No tenth of the questions was asked again of {string.Join(", ", models.Order(StringComparer.Ordinal))}, so nobody knows whether answers repeat.");
        }
    }

    private List<(string Model, string ProbeSet, string Language)> Missing()
    {
        var measured = Finished()
            .SelectMany(outcome => outcome.Received.ProbeSets, (outcome, set) => (outcome.Received.Model, Set: set))
            .SelectMany(entry => entry.Set.Languages, (entry, cell) => (entry.Model, entry.Set.ProbeSet, Language: cell.Language.Code));

        // A teaching that could not be measured has failed its rows.
        var retrieved = Finished().SelectMany(outcome => outcome.Received.Worlds
            .SelectMany(world => world.Cells, (world, cell) => (outcome.Received.Model, world.World, Language: cell.Language.Code))
            .Concat(outcome.Taught.Faults.Select(fault => (outcome.Received.Model, fault.World, Language: fault.Language.Code))));

        // Where measuring failed, every row of the model has reported that already.
        var failed = Failed().Select(fault => fault.Model).ToHashSet();
        return [.. _rows.Cells.Except(measured).Concat(_rows.TaughtCells.Except(retrieved)).Where(cell => !failed.Contains(cell.Model))];
    }
}
