using CLiKA.Xunit.Running;
using CLiKA.Xunit.Snapshots;
using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Reporting;
using CLiKA.Runs;
using Xunit.Sdk;

namespace CLiKA.Xunit;

/// <summary>
/// The gate: does the model still know in every language what it knew when its baseline was accepted? A test project derives one class from it, and
/// xUnit runs its rows for all models in <c>clika.json</c>.
/// </summary>
public abstract class AlignmentSuite
{
    /// <summary>The advice about baselines that nothing uses.</summary>
    internal const string OrphanAdvice = "Delete the files, or restore what they belong to in the configuration.";

    /// <summary>Judges one cell, at the family-wise error rate of the whole run.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <param name="language">Code of the language.</param>
    /// <returns>A task.</returns>
    [AlignmentTheory]
    [MemberData(nameof(AlignmentRows.Languages), MemberType = typeof(AlignmentRows))]
    public async Task Knows(string model, string probeSet, string language)
    {
        var outcome = await AlignmentSession.Current.OutcomeOfAsync(model);

        FailOn(SetComplaints.Objections(outcome, probeSet));
        Assert.NotNull(outcome.Judgement.Cell(probeSet, Language.Parse(language)));
        FailOn(SetComplaints.OfLanguage(outcome, probeSet, Language.Parse(language)));
    }

    /// <summary>
    /// Compares a probe set with its snapshot: the metrics for Performance, the answers for Consistency. Where Consistency is undefined for the set's
    /// languages, Performance covers the answers too.
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

        // Includes the acceptances, which no run changes, so that only the numbers can differ from the verified file.
        var text = BaselineText.Of(model, outcome.Received.In(probeSet)!, accepted?.Changes ?? []);

        // Each row has snapshots of its own, so that no two share a file.
        var complaint = SetComplaints.OfLevel(outcome, probeSet, level);
        var metrics = SnapshotOf(model, probeSet, "json", text.Metrics, (_, _) => complaint);
        var answers = SnapshotOf(model, $"{probeSet}.answers", "txt", text.Answers, (_, _) => complaint);
        var refusals = await CheckAsync(level switch
        {
            Level.Performance when Consistency.IsShownIn(AlignmentRows.LanguagesOf(model, probeSet)) => [metrics],
            Level.Performance => [metrics, answers],
            Level.Consistency => [answers],
            _ => throw new ArgumentOutOfRangeException(nameof(level)),
        });

        // A text may equal the verified one although the other file is damaged, missing, or of other questions; although an item that must not be
        // lost was replaced by one that was won; or although much was lost since the release and accepted later. Where nothing could be compared, the
        // judge has said why, and files that are missing or damaged would say it again.
        FailOn(SetComplaints.Objections(outcome, probeSet).Any() ? [complaint!] : Together(refusals, complaint));
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

    /// <summary>Compares the retrieval of a world with its snapshot: the metrics and the answers.</summary>
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

        // What could not be measured has no text to compare with the snapshot.
        FailOn(outcome.Taught.Faults.Where(fault => fault.World == world).Select(fault => fault.Message));

        var text = ConductivityText.Of(
            model,
            outcome.Received.Worlds.First(entry => entry.World == world),
            SuiteConfiguration.Current.ConductivityBaselines.ChangesOf(model, world));
        var name = ConductivityStore.NameOf(world);
        var complaint = TaughtSession.Complain(outcome, world, language: null) is { Length: > 0 } found ? found : null;
        var refusals = await CheckAsync([SnapshotOf(model, name, "json", text.Metrics, Compare), SnapshotOf(model, $"{name}.answers", "txt", text.Answers, Compare)]);

        // Here too, a text may equal the verified one although it could not be compared.
        FailOn(TaughtSession.LacksBaseline(outcome, world) ? [complaint!] : Together(refusals, complaint));

        string? Compare(string received, string verified) => complaint;
    }

    /// <summary>
    /// Asks a model one shard of the questions of the rows above, and stores the answers. This row exists only where CLIKA_SHARD is set, and judges
    /// nothing; the others fail there.
    /// </summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="shard">The shard, for example <c>3/16</c>.</param>
    /// <returns>A task.</returns>
    [AlignmentTheory(MayBeEmpty = true)]
    [MemberData(nameof(AlignmentRows.Shards), MemberType = typeof(AlignmentRows))]
    public async Task Asks(string model, string shard)
    {
        var faults = await AlignmentSession.Current.Shards.AskAsync(model, Shard.Parse(shard, Shard.Variable));
        FailOn(faults.Select(fault => fault.Message));
    }

    /// <summary>
    /// Repeats a tenth of the questions in other batches, with another number of threads and without a journal: does the model give the same answers?
    /// </summary>
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

    /// <summary>Tests the gate of a probe set: would it fail if the model answered nothing? No model is asked.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    [AlignmentTheory]
    [MemberData(nameof(AlignmentRows.Sets), MemberType = typeof(AlignmentRows))]
    public void Guards(string model, string probeSet)
    {
        ShardSession.RequireNone();
        if (GuardTrial.Complain(model, probeSet) is { } complaint)
        {
            Assert.Fail(complaint);
        }
    }

    /// <summary>Fails on baselines that belong to no test: they look like a gate and guard nothing.</summary>
    [Fact(DisplayName = nameof(Baselines_have_owners))]
    public void Baselines_have_owners()
    {
        var configuration = SuiteConfiguration.Current;
        if (AlignmentSession.Current.Orphans is { Length: > 0 } orphans)
        {
            Assert.Fail($"Every file in {ShownPath.Of(configuration.BaselinesFolder)} must belong to a model and a probe set or world in {ShownPath.Of(configuration.File)}. "
                + $"These do not: {string.Join(", ", orphans)}. {OrphanAdvice}");
        }
    }

    // Rejected texts go into the run's own folder: the baselines may be shared with another run.
    private static Snapshot SnapshotOf(string model, string name, string extension, string text, Func<string, string, string?> compare) =>
        new(SuiteConfiguration.Current.Baselines.FolderOf(model), name, extension, text, compare)
        {
            ReceivedFolder = SnapshotEngine.LeavesBeside ? null : new ReceivedStore(SuiteConfiguration.Current).RefusedOf(model),
        };

    // All files are left for review, whichever fails first.
    private static async Task<List<string>> CheckAsync(Snapshot[] snapshots)
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

        return refusals;
    }

    // A refused snapshot quotes the complaint.
    private static List<string> Together(List<string> refusals, string? complaint) =>
        complaint is null || refusals.Exists(refusal => refusal.Contains(complaint, StringComparison.Ordinal)) ? refusals : [.. refusals, complaint];

    private static void FailOn(IEnumerable<string> complaints)
    {
        var all = complaints.Distinct().ToList();
        if (all.Count > 0)
        {
            Assert.Fail(string.Join('\n', all).TrimEnd('\n'));
        }
    }
}
