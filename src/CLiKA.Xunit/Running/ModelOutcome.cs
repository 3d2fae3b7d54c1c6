using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Reporting.Runs;
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
    private bool _isNextTold;

    /// <summary>The baselines with what the last release showed and what was accepted since; empty where they could not be read.</summary>
    public ImmutableArray<AcceptedBaseline> Accepted { get; init; } = [];

    /// <summary>That the run was not the whole one, in a sentence; null where it was.</summary>
    public string? Part { get; init; }

    /// <summary>What else a reader has to know of the run beside its numbers, in sentences.</summary>
    public ImmutableArray<string> Overrides { get; init; } = [];

    /// <summary>Why something could not be held against the baseline. The first row that asks is told what to do, too: others fail for the same.</summary>
    /// <param name="verdict">Which way it could not.</param>
    /// <param name="reason">Why.</param>
    public string Describe(Verdict verdict, string reason)
    {
        var next = Interlocked.Exchange(ref _isNextTold, true) ? null : NextStep.Of(this);
        return (verdict == Verdict.NoBaseline ? reason : $"Not comparable with the baseline. {reason}") + (next is null ? string.Empty : $"\n{next}");
    }

    /// <summary>All that reports show of the run.</summary>
    public ModelReport Report => new(Received, Baseline, Judgement, Retrieval, Folder, Device)
    {
        Journal = Journal,
        Faults = [.. Taught.Faults.Select(TaughtSession.Describe)],
        Packs = Packs,
        Accepted = Accepted,
        Caveats = [.. ((string?[])[Part]).OfType<string>(), .. Overrides],
        NextStep = NextStep.Of(this),
        BaselineFolder = SuiteConfiguration.Current.Baselines.FolderOf(Received.Model),
    };
}
