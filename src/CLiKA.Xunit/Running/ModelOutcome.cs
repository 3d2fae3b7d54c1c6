using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Measurements;
using CLiKA.Measurements.Repeats;
using CLiKA.Probes;
using CLiKA.Reporting.Runs;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Xunit.Running;

/// <summary>The outcome of one model's run.</summary>
/// <param name="Received">The received measurement.</param>
/// <param name="Baseline">The accepted baseline; null where there is none.</param>
/// <param name="Judgement">The judgement of the probe sets.</param>
/// <param name="Taught">The measurements of its teachings, and the teachings that could not be measured.</param>
/// <param name="Retrieval">The judgement of conductivity.</param>
/// <param name="Folder">Path of the model's folder.</param>
/// <param name="Device">The device that answered, in words.</param>
/// <param name="Journal">Numbers of answers from the model and from the journal; null where every question was asked.</param>
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
    /// <summary>The baselines with their history, including the measurement at the last release; those that could not be read are left out.</summary>
    public ImmutableArray<AcceptedBaseline> Accepted { get; init; } = [];

    /// <summary>A sentence that tells that the run was filtered; null where it was not.</summary>
    public string? Part { get; init; }

    /// <summary>Further sentences about the run that a reader needs to know besides its numbers.</summary>
    public ImmutableArray<string> Overrides { get; init; } = [];

    /// <summary>Returns the contents of the run's reports.</summary>
    /// <param name="determinism">The outcome of asking a tenth of the questions again; null if none was, or not yet.</param>
    public ModelReport Report(Determinism? determinism = null) => new(Received, Baseline, Judgement, Retrieval, Folder, Device)
    {
        Determinism = determinism,
        Journal = Journal,
        Faults = [.. Taught.Faults.Select(fault => fault.Message)],
        Packs = Packs,
        Accepted = Accepted,
        Caveats = Part is null ? Overrides : [Part, .. Overrides],
        NextStep = NextStep.Of(this, determinism),
        BaselineFolder = SuiteConfiguration.Current.Baselines.FolderOf(Received.Model),
    };
}
