namespace CLiKA.Import.Harness;

/// <summary>A samples file of the LM Evaluation Harness.</summary>
/// <param name="Path">Path of the file.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="Run">Start time of the run, as the harness writes it: the same in all files of a run.</param>
/// <param name="Results">The results file of the run.</param>
internal sealed record HarnessFile(string Path, string Task, string Run, HarnessResults Results)
{
    /// <summary>Expected number of samples; null if the run does not say.</summary>
    public int? Count => Results.CountOf(Task);
}
