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
            var run = Current.Finish();
            Current.WriteReport(run);
            run.RequireComplete();
        }
        finally
        {
            Current._artifacts.Release();
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

    private FinishedRun Finish() => new(
        _rows,
        _outcomes.ToDictionary(outcome => outcome.Key, outcome => outcome.Value.Value, StringComparer.Ordinal),
        _repeats.ToDictionary(again => again.Key, again => again.Value.Value, StringComparer.Ordinal));

    private void WriteReport(FinishedRun run)
    {
        var reports = run.Outcomes.Select(outcome => outcome.Report(run.AgainOf(outcome.Received.Model))).ToList();
        var faults = run.Faults.Concat(Shards.Failed).ToList();
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
            HandOver(new(
                SafeText.WithoutCommands(texts.Table + Shards.Summary), texts.Summary, Path.Combine(folder, RunReport.SummaryFile), [.. annotations]));
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
            HandOver(new(
                SafeText.WithoutCommands($"Nothing was asked. {mistake.Message}\n"),
                $"**Alignment: not measured.** {MarkdownText.Of(mistake.Message)}\n",
                SummaryFile: null,
                [new($"{Path.GetFileName(mistake.File)}: nothing was asked", mistake.Problem, File.Exists(mistake.File) ? mistake.File : null, mistake.Line)]));
        }
    }

    private static void HandOver(RunHandOver run)
    {
        try
        {
            run.Leave();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(Path.GetTempPath(), $"the table of the run cannot be passed on to be printed: {error.Message}", error);
        }
    }

    private IEnumerable<ModelFault> OrphanFaults() => (_rows.LookForOrphans ? Orphans : [])
        .GroupBy(path => Path.GetDirectoryName(path) is { Length: > 0 } model ? model : path)
        .Select(model => new ModelFault(
            model.Key,
            $"{string.Join(", ", model)}: {Path.GetFileName(SuiteConfiguration.Current.File)} has no model with such a probe set or world. {AlignmentSuite.OrphanAdvice}")
        {
            Matter = ModelFault.Orphaned,
        });
}
