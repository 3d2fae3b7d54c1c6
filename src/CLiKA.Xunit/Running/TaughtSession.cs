using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Reporting;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Xunit.Running;

/// <summary>The third level of a run: asks and judges the teachings of a loaded model, and describes the results.</summary>
internal static class TaughtSession
{
    /// <summary>Asks the selected teachings; the model itself is not loaded again.</summary>
    public static async Task<(ConductivityOutcome Outcome, ConductivityJudgement Judgement)> MeasureAsync(
        ModelEntry model, Func<TaughtEntry, bool> isWanted, IModel untaught)
    {
        var wanted = model.Taught.Where(isWanted).ToList();
        var outcome = await ConductivityRun.MeasureAsync(
            SuiteConfiguration.Current, model, wanted, untaught, RunProgress.Of($"{model.Name}, taught"), CancellationToken.None);

        // As with probe sets: in a run of everything that is configured, a language that is no longer taught must not go unnoticed.
        var isWhole = wanted.Count == model.Taught.Length && outcome.Faults.IsEmpty;
        return (outcome, Judge(model.Name, outcome, isWhole ? Scope.Everything : Scope.Received));
    }

    /// <summary>Describes why a language, or a world in any of its languages, fails; empty where it passes.</summary>
    public static string Complain(ModelOutcome outcome, string world, Language? language)
    {
        var faults = outcome.Taught.Faults
            .Where(fault => fault.World == world && (language is null || fault.Language == language))
            .Select(fault => fault.Message);
        var objections = outcome.Retrieval.Objections
            .Where(objection => language is null ? objection.World == world : objection.Concerns(world, language))
            .Select(objection => SetComplaints.Describe(objection.Verdict, objection.Reason));
        var failed = outcome.Retrieval.Cells
            .Where(cell => cell.Fails && cell.World == world && (language is null || cell.Language == language))
            .Select(ConductivitySummary.Describe);
        return string.Join('\n', faults.Concat(objections).Concat(failed));
    }

    /// <summary>Returns whether nothing was accepted yet for a world.</summary>
    public static bool LacksBaseline(ModelOutcome outcome, string world) => outcome.Retrieval.Objections.Any(
        objection => objection.World == world && objection.Verdict == Verdict.NoBaseline);

    private static ConductivityJudgement Judge(string model, ConductivityOutcome outcome, Scope scope)
    {
        var configuration = SuiteConfiguration.Current;
        var (baselines, unreadable) = configuration.ConductivityBaselines.ReadEach(
            model, configuration.Named(model).Taught.Select(entry => entry.World).Distinct());

        // A damaged baseline fails its own world; the others are judged.
        var readable = outcome.Worlds.Where(world => !unreadable.ContainsKey(world.World));
        var judgement = ConductivityJudge.Compare(baselines, [.. readable], configuration.ConductivityGateOf(model), scope);
        var damaged = outcome.Worlds.Except(readable).Select(world => (world.World, Fault: unreadable[world.World])).Select(
            entry => new ConductivityObjection(entry.World, null, Verdict.NotComparable, entry.Fault.Message) { Fault = entry.Fault });
        return judgement with { Objections = [.. damaged, .. judgement.Objections] };
    }
}
