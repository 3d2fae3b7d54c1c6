using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Measurements;
using CLiKA.Measurements.Repeats;
using CLiKA.Probes;
using CLiKA.Reporting.Lost;

namespace CLiKA.Reporting.Runs;

/// <summary>One model of a run, with all that its reports show: every writer of <see cref="RunReport"/> reads this and nothing else.</summary>
/// <param name="Received">What the model showed.</param>
/// <param name="Baseline">What was accepted before; null where nothing was, or it could not be read.</param>
/// <param name="Judgement">What the judge says of the probe sets.</param>
/// <param name="Retrieval">What the judge says of conductivity; it holds both sides of each cell.</param>
/// <param name="Folder">Path of the folder that was asked: a candidate stands under the name of the model it may replace.</param>
/// <param name="Device">The device that answered, in words.</param>
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

    /// <summary>How many answers were asked and how many known from a journal; null where every question was asked.</summary>
    public JournalUse? Journal { get; init; }

    /// <summary>
    /// The worst that either judge says; with a teaching that could not be measured, or answers that change by themselves, the model is at
    /// least not comparable.
    /// </summary>
    public Verdict Verdict => (Verdict)Math.Max(
        (int)Judgement.Verdict,
        Math.Max((int)Retrieval.Verdict, (int)(Faults.IsEmpty && Determinism?.Fails != true ? Verdict.Pass : Verdict.NotComparable)));

    /// <summary>What came of asking a tenth of the questions again; null where none was.</summary>
    public Determinism? Determinism { get; init; }

    /// <summary>
    /// What a reader has to know of the run beside its numbers, each in a sentence: what of the configuration was not asked, and what a
    /// variable of the environment changed.
    /// </summary>
    public ImmutableArray<string> Caveats { get; init; } = [];

    /// <summary>What to do about what could not be held against a baseline, in a sentence; null where everything was.</summary>
    public string? NextStep { get; init; }

    /// <summary>Path of the folder with the model's reviewed baselines; null where there is none.</summary>
    public string? BaselineFolder { get; init; }

    /// <summary>Teachings that could not be measured, each in a sentence.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>
    /// The probe sets that were asked, by id: their items stand in the order of the measurement's answers. Empty where texts are not at
    /// hand, and reports then show ids and letters.
    /// </summary>
    public ImmutableSortedDictionary<string, ProbePack> Packs { get; init; } =
        ImmutableSortedDictionary.Create<string, ProbePack>(StringComparer.Ordinal);

    /// <summary>The baselines with what the last release showed and what was accepted since.</summary>
    public ImmutableArray<AcceptedBaseline> Accepted { get; init; } = [];

    /// <summary>The probe sets that were asked and whose baseline is not shown to know anything that could be lost (<see cref="JudgePolicy.HasSomethingToLose"/>).</summary>
    public ImmutableArray<string> Unguarded =>
        [.. Received.ProbeSets.Select(set => set.ProbeSet).Where(set => Baseline?.In(set) is { } baseline && !Judgement.Policy.HasSomethingToLose(baseline))];

    /// <summary>
    /// What each probe set lost and won since the last release, item by item, where something was accepted after it; found anew at each call.
    /// </summary>
    public ImmutableArray<ChangedItems> ChangesSinceRelease => ChangesSinceReleaseOf(Received);

    /// <summary>What each probe set lost and won, item by item; found anew at each call.</summary>
    public ImmutableArray<ChangedItems> Changes => ChangedItems.Of(Baseline, Received, Judgement, Packs);

    /// <summary>What lies behind the comparison of a cell: with what was accepted last, or with the last release.</summary>
    /// <param name="cell">A cell of the judgement.</param>
    /// <returns>What its probe set lost and won.</returns>
    public ChangedItems ChangesBehind(CellComparison cell)
    {
        // Of that set alone: a run in which much is lost asks for every cell.
        var received = Received with { ProbeSets = [Received.In(cell.ProbeSet)!] };
        return (cell.Since is null ? ChangedItems.Of(Baseline, received, Judgement, Packs) : ChangesSinceReleaseOf(received)).Single();
    }

    private ImmutableArray<ChangedItems> ChangesSinceReleaseOf(Measurement received) => ChangedItems.Of(
        new Measurement(Model, [.. Accepted.Select(baseline => baseline.Reference).OfType<ProbeSetMeasurement>()]),
        received,
        Judgement.AgainstRelease,
        Packs);
}
