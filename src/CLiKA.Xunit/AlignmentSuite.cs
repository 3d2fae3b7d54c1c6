using CLiKA.Xunit.Running;
using CLiKA.Xunit.Snapshots;
using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Reporting;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Runs;
using CLiKA.Runs;
using Xunit.Sdk;

namespace CLiKA.Xunit;

/// <summary>
/// The gate: does the model still know in every language what it knew when its baseline was accepted? A test project derives one class
/// from it, and xUnit runs the rows of all models in <c>clika.json</c>.
/// </summary>
public abstract class AlignmentSuite
{
    /// <summary>What to do about baselines that nothing asks for.</summary>
    internal const string OrphanAdvice = "Delete the files, or put back what they belong to.";

    /// <summary>Judges one cell at the level of the whole run.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <param name="language">Code of the language.</param>
    /// <returns>A task.</returns>
    [AlignmentTheory]
    [MemberData(nameof(AlignmentRows.Languages), MemberType = typeof(AlignmentRows))]
    public async Task Knows(string model, string probeSet, string language)
    {
        var outcome = await AlignmentSession.Current.OutcomeOfAsync(model);

        FailOn(Objections(outcome, probeSet));
        var cell = outcome.Judgement.Cell(probeSet, Language.Parse(language));
        Assert.NotNull(cell);
        FailOn(outcome.Judgement.FailedCells
            .Where(other => other.ProbeSet == probeSet && other.Language == cell.Language)
            .Select(other => Describe(outcome, other, LostKnowledge.Render)));
    }

    /// <summary>
    /// Holds a probe set against its snapshot: the metrics for Performance, the answers for Consistency. Where the set's languages show no
    /// Consistency, its answers are held to what Performance is.
    /// </summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <param name="level">The level.</param>
    /// <returns>A task.</returns>
    [AlignmentTheory]
    [MemberData(nameof(AlignmentRows.Levels), MemberType = typeof(AlignmentRows))]
    public async Task Holds(string model, string probeSet, Level level)
    {
        var outcome = await AlignmentSession.Current.OutcomeOfAsync(model);
        var accepted = outcome.Accepted.FirstOrDefault(baseline => baseline.Measurement.ProbeSet == probeSet);

        // With what was accepted and why, which no run changes: what differs from the verified file are the numbers.
        var text = BaselineText.Of(model, outcome.Received.In(probeSet)!, accepted?.Changes ?? []);
        // Each row owns what it holds, so that no two share a file.
        var metrics = SnapshotOf(model, probeSet, "json", text.Metrics, (_, _) => Complain(outcome, probeSet, level, _ => true));
        var answers = SnapshotOf(
            model,
            $"{probeSet}.answers",
            "txt",
            text.Answers,
            (_, _) => Complain(outcome, probeSet, level, cell => level == Level.Performance || LostOverlap(outcome, cell)));
        await CheckAsync(level switch
        {
            Level.Performance when Consistency.IsShownIn(AlignmentRows.LanguagesOf(model, probeSet)) => [metrics],
            Level.Performance => [metrics, answers],
            Level.Consistency => [answers],
            _ => throw new ArgumentOutOfRangeException(nameof(level)),
        });

        // One file of the two may be the verified one though the other is damaged, missing, or of other questions.
        FailOn(Objections(outcome, probeSet));

        // What was lost since the release is lost where the text is the verified one too: that one was accepted after the release.
        FailOn(outcome.Judgement.FailedPools
            .Where(pool => pool.ProbeSet == probeSet && pool.Level == level && pool.Since is not null)
            .Select(JudgementSummary.Describe));
    }

    /// <summary>Judges what a model retrieves in one language of what it was taught in English.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="world">Identifier of the fictional world.</param>
    /// <param name="language">Code of the language.</param>
    /// <returns>A task.</returns>
    [AlignmentTheory(MayBeEmpty = true)]
    [Trait(nameof(Level), nameof(Level.Conductivity))]
    [MemberData(nameof(AlignmentRows.TaughtLanguages), MemberType = typeof(AlignmentRows))]
    public async Task Conducts(string model, string world, string language)
    {
        var outcome = await AlignmentSession.Current.OutcomeOfAsync(model);

        var complaint = TaughtSession.Complain(outcome, world, Language.Parse(language));
        if (complaint.Length > 0)
        {
            Assert.Fail(complaint);
        }

        Assert.NotNull(outcome.Retrieval.Cell(world, Language.Parse(language)));
    }

    /// <summary>Holds what a model retrieves of a world against its snapshot: the metrics and the answers.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="world">Identifier of the fictional world.</param>
    /// <param name="level">Conductivity.</param>
    /// <returns>A task.</returns>
    [AlignmentTheory(MayBeEmpty = true)]
    [MemberData(nameof(AlignmentRows.TaughtWorlds), MemberType = typeof(AlignmentRows))]
    public async Task HoldsWorld(string model, string world, Level level)
    {
        var outcome = await AlignmentSession.Current.OutcomeOfAsync(model);
        Assert.Equal(Level.Conductivity, level);

        // What could not be measured has no text to hold against the snapshot.
        FailOn(outcome.Taught.Faults.Where(fault => fault.World == world).Select(TaughtSession.Describe));

        var text = ConductivityText.Of(
            model,
            outcome.Received.Worlds.First(entry => entry.World == world),
            SuiteConfiguration.Current.ConductivityBaselines.ChangesOf(model, world));
        var name = ConductivityStore.NameOf(world);

        await CheckAsync([SnapshotOf(model, name, "json", text.Metrics, Compare), SnapshotOf(model, $"{name}.answers", "txt", text.Answers, Compare)]);

        string? Compare(string received, string verified) =>
            TaughtSession.Complain(outcome, world, language: null) is { Length: > 0 } complaint ? complaint : null;
    }

    /// <summary>
    /// Asks one shard of what the rows above ask of a model, and keeps the answers: a row that is there where CLIKA_SHARD is set, and that judges
    /// nothing. The others fail there.
    /// </summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="shard">The shard, as <c>3/16</c>.</param>
    /// <returns>A task.</returns>
    [AlignmentTheory(MayBeEmpty = true)]
    [MemberData(nameof(AlignmentRows.Shards), MemberType = typeof(AlignmentRows))]
    public async Task Asks(string model, string shard)
    {
        var faults = await AlignmentSession.Current.Shards.AskAsync(model, Shard.Parse(shard, Shard.Variable));
        FailOn(faults.Select(TaughtSession.Describe));
    }

    /// <summary>Asks a tenth of the questions again, in other batches and threads, and without a journal: does the model answer the same?</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>A task.</returns>
    [AlignmentTheory]
    [MemberData(nameof(AlignmentRows.Models), MemberType = typeof(AlignmentRows))]
    public async Task Repeats(string model)
    {
        var determinism = await AlignmentSession.Current.DeterminismOfAsync(model);
        if (determinism.Fails)
        {
            Assert.Fail($"{model}: {DeterminismSummary.Describe(determinism)}");
        }
    }

    /// <summary>Tries the gate of a probe set: would it be red if the model answered nothing? It asks no model.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    [AlignmentTheory]
    [MemberData(nameof(AlignmentRows.Sets), MemberType = typeof(AlignmentRows))]
    public void Guards(string model, string probeSet)
    {
        ShardSession.RequireNone();
        var (accepted, reason) = BaselineOf(model, probeSet);
        if (accepted is not null)
        {
            var gate = SuiteConfiguration.Current.GateOf(model);
            reason = GateTrial.BlindedBy(accepted, SuiteConfiguration.Current.Noise.Read(model, [probeSet]), gate) is { } cause
                ? GateSummary.Blind(accepted.Measurement, gate, cause)
                : null;
        }

        if (reason is null)
        {
            return;
        }

        // Where the set is asked, its report says already that it has no baseline.
        if (accepted is not null || !AlignmentSession.Current.Asks(model, probeSet))
        {
            AlignmentSession.Current.NoteBlindGate(model, reason);
        }

        Assert.Fail(reason);
    }

    /// <summary>A baseline that no test owns looks like a gate and guards nothing.</summary>
    [Fact(DisplayName = nameof(Baselines_have_owners))]
    public void Baselines_have_owners()
    {
        var configuration = SuiteConfiguration.Current;
        if (AlignmentSession.Current.Orphans is { Length: > 0 } orphans)
        {
            Assert.Fail($"Each file in {configuration.BaselinesFolder} belongs to a model and a probe set or a world of {configuration.File}. "
                + $"These do not: {string.Join(", ", orphans)}. {OrphanAdvice}");
        }
    }

    // What a probe set is judged against, or why it cannot be.
    private static (AcceptedBaseline? Accepted, string? Fault) BaselineOf(string model, string probeSet)
    {
        try
        {
            var accepted = SuiteConfiguration.Current.Baselines.ReadAccepted(model, [probeSet]).FirstOrDefault();
            var gone = (accepted?.Measurement.Languages ?? []).Select(cell => cell.Language)
                .Except(AlignmentRows.LanguagesOf(model, probeSet)).ToList();
            return accepted is null ? (null, $"{probeSet}: no baseline for {model}, so that nothing is guarded.")
                : gone.Count > 0 ? (null, $"{probeSet}: the baseline has {string.Join(' ', gone)}, which is not asked.")
                : (accepted, null);
        }
        catch (InvalidInputException error)
        {
            return (null, error.Message);
        }
    }

    // What is refused is left in the run's own folder: another run may share the baselines.
    private static Snapshot SnapshotOf(string model, string name, string extension, string text, Func<string, string, string?> compare) =>
        new(SuiteConfiguration.Current.Baselines.FolderOf(model), name, extension, text, compare)
        {
            ReceivedFolder = SnapshotEngine.LeavesBeside ? null : new ReceivedStore(SuiteConfiguration.Current).RefusedOf(model),
        };

    // All files are left for review, whichever fails first.
    private static async Task CheckAsync(Snapshot[] snapshots)
    {
        var refusals = new List<string>();
        foreach (var snapshot in snapshots)
        {
            try
            {
                await SnapshotEngine.Current.CheckAsync(snapshot);
            }
            catch (XunitException refusal)
            {
                refusals.Add(refusal.Message);
            }
        }

        FailOn(refusals.Distinct());
    }

    private static void FailOn(IEnumerable<string> complaints)
    {
        var all = complaints.ToList();
        if (all.Count > 0)
        {
            Assert.Fail(string.Join('\n', all));
        }
    }

    private static IEnumerable<string> Objections(ModelOutcome outcome, string probeSet) =>
        outcome.Judgement.Objections
            .Where(objection => objection.ProbeSet == probeSet)
            .Select(objection => outcome.Describe(objection.Verdict, objection.Reason));

    private static string? Complain(ModelOutcome outcome, string probeSet, Level level, Predicate<CellComparison> concerns)
    {
        var objections = Objections(outcome, probeSet).ToList();
        var pooled = outcome.Judgement.FailedPools
            .Where(pool => pool.ProbeSet == probeSet && pool.Level == level)
            .Select(JudgementSummary.Describe);
        var failed = outcome.Judgement.FailedCells
            .Where(cell => cell.ProbeSet == probeSet && concerns(cell))
            .Select(cell => Describe(outcome, cell, LostKnowledge.RenderBriefly));
        var complaint = string.Join('\n', objections.Concat(pooled).Concat(failed));
        return complaint.Length == 0 ? null : complaint;
    }

    // Significant loss in one language that also tore it away from English; over all languages en-CO has a test of its own.
    private static bool LostOverlap(ModelOutcome outcome, CellComparison cell)
    {
        var now = outcome.Received.In(cell.ProbeSet)!.In(cell.Language)!.PivotOverlap;
        var baseline = cell.Since is null
            ? outcome.Baseline!.In(cell.ProbeSet)
            : outcome.Accepted.First(accepted => accepted.Measurement.ProbeSet == cell.ProbeSet).Reference;
        var before = baseline!.In(cell.Language)!.PivotOverlap;
        return before - now >= SuiteConfiguration.Current.Gate.MinimumDrop;
    }

    // The row of a language shows its items; the rows of levels, which may fail with the same cell, lead to them.
    private static string Describe(ModelOutcome outcome, CellComparison cell, Func<CellComparison, ChangedItems, string, string> render)
    {
        var page = Path.Combine(SuiteConfiguration.Current.ArtifactsFolder, RunReport.PageFile);
        var anchor = PageAnchor.Of(outcome.Received.Model, cell.ProbeSet, cell.Language);
        return render(cell, outcome.Report.ChangesBehind(cell), $"{page}#{anchor}");
    }
}
