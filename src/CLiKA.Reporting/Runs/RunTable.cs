namespace CLiKA.Reporting.Runs;

/// <summary>Renders the tables printed at the end of a run: one model after the other, at all three levels.</summary>
public static class RunTable
{
    /// <summary>Renders the tables.</summary>
    /// <param name="models">The models.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(IEnumerable<ModelReport> models) => string.Join('\n', models.Select(RenderModel));

    private static string RenderModel(ModelReport model)
    {
        var judgement = model.Received.ProbeSets.IsEmpty ? null : model.Judgement;
        var table = AlignmentTable.Render(model.Received, judgement, model.Folder, model.Device, model.Journal)
            + (model.Determinism is null ? string.Empty : string.Concat(DeterminismSummary.Lines(model.Determinism).Select(line => $"{line}\n")))
            + string.Concat(model.Caveats.Select(caveat => $"{caveat}\n"))
            + (model.NextStep is { } next ? $"{next}\n" : string.Empty);
        if (model.Received.Worlds.IsEmpty && model.Faults.IsEmpty)
        {
            return table;
        }

        return table
            + string.Concat(model.Received.Worlds.Select(world => ConductivityTable.Render(world, model.Retrieval)))
            + $"\n{ConductivitySummary.Render(model.Retrieval)}\n"
            + string.Concat(model.Faults.Select(fault => $"{fault}\n"));
    }
}
