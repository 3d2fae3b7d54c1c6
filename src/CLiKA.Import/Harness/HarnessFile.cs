using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Import.Harness;

/// <summary>A file of samples.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="Run">When the run began, as the harness writes it: the same in all files of a run.</param>
internal sealed record HarnessFile(string Path, string Task, string Run)
{
    /// <summary>How many samples it has to have, by what the run says of itself; null where it does not say.</summary>
    public int? Count()
    {
        var results = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, $"results_{Run}.json");
        try
        {
            return File.Exists(results)
                && JsonInput.ReadObject(results).Element.TryGetProperty("n-samples", out var tasks) && tasks.ValueKind == JsonValueKind.Object
                && tasks.TryGetProperty(Task, out var task) && task.ValueKind == JsonValueKind.Object
                && task.TryGetProperty("effective", out var effective) && effective.TryGetInt32(out var count) ? count : null;
        }
        catch (InvalidInputException)
        {
            // Numbers that are none stand there as Python writes them, which is no JSON.
            return null;
        }
    }
}
