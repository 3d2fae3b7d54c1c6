namespace CLiKA.Import.Harness;

/// <summary>A file of samples.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="Run">When the run began, as the harness writes it: the same in all files of a run.</param>
/// <param name="Results">What the run says of itself.</param>
internal sealed record HarnessFile(string Path, string Task, string Run, HarnessResults Results)
{
    /// <summary>How many samples it has to have; null where the run does not say.</summary>
    public int? Count => Results.CountOf(Task);
}
