using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Runs;

/// <summary>Finds the reasons why a run fails.</summary>
public static class RunFindings
{
    /// <summary>Finds the reasons.</summary>
    /// <param name="models">The models that were measured.</param>
    /// <param name="faults">The models that could not be measured.</param>
    /// <returns>
    /// First what was not measured or not compared, then regressions over all languages, then cells in descending order of loss. Each is on one
    /// line.
    /// </returns>
    public static IReadOnlyList<RunFinding> Of(IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults) =>
    [
        .. faults.Select(fault => new RunFinding($"{fault.Model}: {fault.Matter}", fault.Reason))
            .Concat(models.SelectMany(Obstacles))
            .Concat(models.SelectMany(Pools))
            .Concat(models.SelectMany(Cells))
            .Concat(models.SelectMany(Taught))
            .Select(finding => finding with { Title = SafeText.Line(finding.Title), Message = SafeText.Line(finding.Message) }),
    ];

    // What is wrong with a folder is wrong with all probe sets and worlds in it.
    private static IEnumerable<RunFinding> Obstacles(ModelReport model) => model.Judgement.Objections
        .Select(objection => (Name: objection.ProbeSet, objection.Verdict, objection.Reason, objection.Fault))
        .Concat(model.Retrieval.Objections.Select(objection => (Name: objection.World, objection.Verdict, objection.Reason, objection.Fault)))
        .GroupBy(objection => (objection.Verdict, objection.Reason))
        .Select(same => Obstacle(
            $"{model.Model}, {string.Join(", ", same.Select(objection => objection.Name).Distinct())}: {EnumName.Of(same.Key.Verdict)}",
            same.Key.Reason,
            same.First().Fault))
        .Concat(model.Faults.Select(fault => new RunFinding($"{model.Model}: not measured", fault)))
        .Concat(model.Determinism is { Fails: true } again
            ? [new RunFinding($"{model.Model}: answers change when asked again", DeterminismSummary.Describe(again))]
            : []);

    private static RunFinding Obstacle(string title, string reason, InvalidInputException? fault) =>
        fault is not null && File.Exists(fault.File) ? new(title, fault.Problem, fault.File, fault.Line) : new(title, reason);

    private static IEnumerable<RunFinding> Pools(ModelReport model) => model.Judgement.FailedPools.Select(pool =>
        At(model, pool.ProbeSet, null, $"{model.Model}, {pool.ProbeSet}: {pool.Level} regressed over {pool.Languages} languages{JudgementSummary.Since(pool.Since)}", JudgementSummary.Describe(pool)));

    private static IEnumerable<RunFinding> Cells(ModelReport model) => model.Judgement.FailedCells
        .Select(cell => (Set: model.ChangesBehind(cell), Cell: cell))
        .OrderBy(entry => entry.Cell.Change)
        .Select(entry => At(
            model,
            entry.Cell.ProbeSet,
            $"\"{entry.Cell.Language}\":",
            $"{model.Model}, {entry.Cell.ProbeSet}, {entry.Cell.Language}: {EnumName.Of(entry.Cell.Verdict)}{JudgementSummary.Since(entry.Cell.Since)}",
            string.Join(' ', LostKnowledge.Lines(entry.Cell, entry.Set).Take(3).Select(line => line.Trim()))));

    private static IEnumerable<RunFinding> Taught(ModelReport model) => model.Retrieval.Cells.Where(cell => cell.Fails).Select(cell => At(
        model,
        ConductivityStore.NameOf(cell.World),
        $"\"{cell.Language}.",
        $"{model.Model}, {cell.World}, {cell.Language}: {EnumName.Of(cell.Verdict)}",
        ConductivitySummary.Describe(cell)));

    private static RunFinding At(ModelReport model, string name, string? key, string title, string message)
    {
        var path = model.BaselineFolder is null ? null : Path.Combine(model.BaselineFolder, $"{name}.verified.json");
        return path is null || !File.Exists(path)
            ? new RunFinding(title, message)
            : new RunFinding(title, message, path, key is null ? null : LineOf(path, key));
    }

    private static int? LineOf(string path, string key)
    {
        var line = File.ReadLines(path).Index().FirstOrDefault(line => line.Item.TrimStart().StartsWith(key, StringComparison.Ordinal), (Index: -1, Item: string.Empty));
        return line.Index < 0 ? null : line.Index + 1;
    }
}
