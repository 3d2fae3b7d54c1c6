using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Measurements.Repeats;
using CLiKA.Reporting.Runs;

namespace CLiKA.Xunit.Running;

/// <summary>Determines what a person does next after a failed run: if accepting would be refused, what comes first.</summary>
internal static class NextStep
{
    /// <summary>Describes the next step for one model.</summary>
    /// <param name="outcome">The model's run.</param>
    /// <param name="determinism">The outcome of asking a tenth of the questions again; null if none was, or not yet.</param>
    /// <returns>A sentence; null where nothing failed, and where teachings that could not be measured come first.</returns>
    public static string? Of(ModelOutcome outcome, Determinism? determinism = null)
    {
        HashSet<Verdict> found =
        [
            .. outcome.Judgement.Objections.Select(objection => objection.Verdict), outcome.Judgement.Verdict,
            .. outcome.Retrieval.Objections.Select(objection => objection.Verdict), outcome.Retrieval.Verdict,
        ];
        var before = Before(outcome);

        // Whatever is accepted, the next run fails in it too.
        var known = outcome.Received.Worlds.Where(world => world.Prior.AreKnown(world.Facts.Chance)).Select(world => world.World).ToList();

        // Accepting would be refused, and what is restored may turn the verdict.
        var unreadable = outcome.Judgement.Objections.Select(objection => objection.Fault)
            .Concat(outcome.Retrieval.Objections.Select(objection => objection.Fault))
            .OfType<InvalidInputException>().Select(fault => ShownPath.Of(fault.File)).Distinct().ToList();
        return !outcome.Taught.Faults.IsEmpty ? null
            : determinism?.Fails == true ? "Next: find out why answers change when asked again, before anything is accepted."
                + (outcome.Journal is null ? string.Empty : " With CLIKA_FRESH=1, none comes from the journal.")
            : known.Count > 0 ? $"Next: give {string.Join(" and ", known)} another seed, teach the new facts, and run the suite again."
            : unreadable.Count > 0 ? $"Next: mend {string.Join(" and ", unreadable)}, or restore what version control has (after a merge, take both files of a baseline from one side), and run the suite again."
            : found.Contains(Verdict.NotComparable) ? $"Next: undo what was changed. If the change is intended, {before}make the new answers the baseline "
                + $"with {Accept(outcome, "...")} and commit {Folder(outcome)}."
            : found.Contains(Verdict.NoBaseline) ? $"Next: {before}check the numbers, make them the baseline with {Accept(outcome, "First baseline")}, and commit {Folder(outcome)}."
            : found.Contains(Verdict.Regressed) || found.Contains(Verdict.Changed)
                ? $"Next: look at what {(found.Contains(Verdict.Regressed) ? "was lost" : "changed")} in {ShownPath.Of(Path.Combine(SuiteConfiguration.Current.ArtifactsFolder, RunReport.PageFile))}. "
                    + $"If the change is intended, {before}make it the baseline with {Accept(outcome, "...")} and commit {Folder(outcome)}."
            : null;
    }

    private static string Before(ModelOutcome outcome) => (Pipeline.IsRunning, outcome.Part is not null) switch
    {
        (true, _) => "run the whole suite on your machine, ",
        (_, true) => "run the whole suite without a filter, ",
        _ => string.Empty,
    };

    // Without a name, 'accept' wants a measurement of every configured model.
    private static string Accept(ModelOutcome outcome, string reason)
    {
        var model = SuiteConfiguration.NotAsked.IsEmpty ? string.Empty : $"--model {outcome.Received.Model} ";
        return ToolCommand.Quote($"accept {model}--reason \"{reason}\"");
    }

    private static string Folder(ModelOutcome outcome) => ShownPath.Of(SuiteConfiguration.Current.Baselines.FolderOf(outcome.Received.Model));
}
