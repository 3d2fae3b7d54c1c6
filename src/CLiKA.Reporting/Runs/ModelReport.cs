using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Measurements;
using CLiKA.Measurements.Repeats;
using CLiKA.Probes;
using CLiKA.Reporting.Lost;

namespace CLiKA.Reporting.Runs;

/// <summary>One model of a run, with all data that its reports show: every writer of <see cref="RunReport"/> reads this and nothing else.</summary>
/// <param name="Received">The received measurement.</param>
/// <param name="Baseline">The accepted measurement; null if there is none, or it could not be read.</param>
/// <param name="Judgement">The judgement on the probe sets.</param>
/// <param name="Retrieval">The judgement on conductivity, which holds both sides of each cell.</param>
/// <param name="Folder">Path of the model's folder; a candidate is listed under the name of the model that it may replace.</param>
/// <param name="Device">Description of the device that answered.</param>
public sealed record ModelReport(
    Measurement Received,
    Measurement? Baseline,
    Judgement Judgement,
    ConductivityJudgement Retrieval,
    string Folder,
    string Device)
{
    /// <summary>Name of the model.</summary>
    public string Model => Received.Model;

    /// <summary>How many questions were asked and how many answers came from a journal; null if every question was asked.</summary>
    public JournalUse? Journal { get; init; }

    /// <summary>
    /// The worst verdict of either judge; at best not comparable if a teaching could not be measured, or answers change by themselves.
    /// </summary>
    public Verdict Verdict => (Verdict)Math.Max(
        (int)Judgement.Verdict,
        Math.Max((int)Retrieval.Verdict, (int)(Faults.IsEmpty && Determinism?.Fails != true ? Verdict.Pass : Verdict.NotComparable)));

    /// <summary>The outcome of asking a tenth of the questions again; null if none was.</summary>
    public Determinism? Determinism { get; init; }

    /// <summary>
    /// Notes for the reader besides the numbers, one sentence each: what of the configuration was not asked, and what an environment variable
    /// changed.
    /// </summary>
    public ImmutableArray<string> Caveats { get; init; } = [];

    /// <summary>What to do after a run that failed, in a sentence; null if it passed, or if something else has to be mended first.</summary>
    public string? NextStep { get; init; }

    /// <summary>Path of the folder with the model's reviewed baselines; null if there is none.</summary>
    public string? BaselineFolder { get; init; }

    /// <summary>Teachings that could not be measured, each in a sentence.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>
    /// The probe sets that were asked, by id, with items in the order of the measurement's answers. Empty if texts are not available; reports
    /// then show ids and letters.
    /// </summary>
    public ImmutableSortedDictionary<string, ProbePack> Packs { get; init; } =
        ImmutableSortedDictionary.Create<string, ProbePack>(StringComparer.Ordinal);

    /// <summary>The baselines, each with the measurement of the last release and the changes accepted since.</summary>
    public ImmutableArray<AcceptedBaseline> Accepted { get; init; } = [];

    /// <summary>The probe sets whose baseline is not shown to have anything to lose (<see cref="JudgePolicy.HasSomethingToLose"/>).</summary>
    public ImmutableArray<string> Unguarded =>
        [.. Received.ProbeSets.Select(set => set.ProbeSet).Where(set => Baseline?.In(set) is { } baseline && !Judgement.Policy.HasSomethingToLose(baseline))];

    /// <summary>The items changed since the last release, for each probe set with changes accepted after it; computed at each call.</summary>
    public ImmutableArray<ChangedItems> ChangesSinceRelease => ChangesSinceReleaseOf(Received);

    /// <summary>The changed items of each probe set; computed at each call.</summary>
    public ImmutableArray<ChangedItems> Changes => ChangedItems.Of(Baseline, Received, Judgement, Packs);

    /// <summary>Returns the changed items behind the comparison of a cell, with the last accepted baseline or with the last release.</summary>
    /// <param name="cell">A cell of the judgement.</param>
    /// <returns>The changed items of the cell's probe set.</returns>
    public ChangedItems ChangesBehind(CellComparison cell)
    {
        // Restricted to that set: a run with many losses asks for every cell.
        var received = Received with { ProbeSets = [Received.In(cell.ProbeSet)!] };
        return (cell.Since is null ? ChangedItems.Of(Baseline, received, Judgement, Packs) : ChangesSinceReleaseOf(received)).Single();
    }

    private ImmutableArray<ChangedItems> ChangesSinceReleaseOf(Measurement received) => ChangedItems.Of(
        new Measurement(Model, [.. Accepted.Select(baseline => baseline.Reference).OfType<ProbeSetMeasurement>()]),
        received,
        Judgement.AgainstRelease,
        Packs);
}
