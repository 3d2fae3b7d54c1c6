using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Reporting.Runs;
using CLiKA.Runs;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Xunit.Running;

/// <summary>One model's run.</summary>
/// <param name="Received">What it showed.</param>
/// <param name="Baseline">What was accepted before; null where nothing was.</param>
/// <param name="Judgement">What the judge says.</param>
/// <param name="Taught">What its teachings showed, and which could not be measured.</param>
/// <param name="Retrieval">What the judge says of what they showed.</param>
/// <param name="Folder">Path of the folder that was asked.</param>
/// <param name="Device">The device that answered, in words.</param>
/// <param name="Journal">How many answers were asked and how many known; null where every question was asked.</param>
/// <param name="Packs">The probe sets that were asked, by id.</param>
internal sealed record ModelOutcome(
    Measurement Received,
    Measurement? Baseline,
    Judgement Judgement,
    ConductivityOutcome Taught,
    ConductivityJudgement Retrieval,
    string Folder,
    string Device,
    JournalUse? Journal,
    ImmutableSortedDictionary<string, ProbePack> Packs)
{
    /// <summary>The baselines with what the last release showed and what was accepted since; empty where they could not be read.</summary>
    public ImmutableArray<AcceptedBaseline> Accepted { get; init; } = [];

    /// <summary>That the run was not the whole one, in a sentence; null where it was.</summary>
    public string? Part { get; init; }

    /// <summary>What else a reader has to know of the run beside its numbers, in sentences.</summary>
    public ImmutableArray<string> Overrides { get; init; } = [];

    /// <summary>What a person has to read where something could not be held against the baseline, and what to do.</summary>
    /// <param name="verdict">Which way it could not.</param>
    /// <param name="reason">Why.</param>
    public string Describe(Verdict verdict, string reason) => verdict == Verdict.NoBaseline
        ? $"{reason} Review {new ReceivedStore(SuiteConfiguration.Current).PathOf(Received.Model)} and accept it with {ToolCommand.Quote("accept")}."
        : $"Not comparable with the baseline. {reason}";

    /// <summary>All that reports show of the run.</summary>
    public ModelReport Report => new(Received, Baseline, Judgement, Retrieval, Folder, Device)
    {
        Journal = Journal,
        Faults = [.. Taught.Faults.Select(TaughtSession.Describe)],
        Packs = Packs,
        Accepted = Accepted,
        Caveats = [.. ((string?[])[Part]).OfType<string>(), .. Overrides],
        NextStep = NextStep,
        BaselineFolder = SuiteConfiguration.Current.Baselines.FolderOf(Received.Model),
    };

    // Neither a part of a run is accepted, nor one in which a teaching was not measured, nor anything in a pipeline.
    private string? NextStep => Judgement.Objections.Select(objection => objection.Verdict).ToHashSet() switch
    {
        _ when Part is not null || !Taught.Faults.IsEmpty => null,
        var verdicts when verdicts.Contains(Verdict.NotComparable) =>
            $"Next: take back what was changed, or {(Pipeline.IsRunning ? "run the suite on your machine and make its" : "make this run's")} answers the baseline with {ToolCommand.Quote("accept")}.",
        var verdicts when verdicts.Contains(Verdict.NoBaseline) =>
            $"Next: {(Pipeline.IsRunning ? "run the suite on your machine, " : string.Empty)}look at the numbers, make them the baseline with {ToolCommand.Quote("accept")}, and commit it.",
        _ => null,
    };
}
