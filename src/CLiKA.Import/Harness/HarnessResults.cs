using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Import.Harness;

/// <summary>The results file of a run, <c>results_2026-11-20T08-15-30.123456.json</c>, which is optional and read once.</summary>
/// <param name="path">Path of the file.</param>
internal sealed class HarnessResults(string path)
{
    private readonly Lazy<JsonElement> _samples = new(() => Read(path));

    /// <summary>Returns the expected number of samples of a task.</summary>
    /// <param name="task">Name of the task.</param>
    /// <returns>The number; null if the run does not say.</returns>
    public int? CountOf(string task) =>
        _samples.Value is { ValueKind: JsonValueKind.Object } tasks && tasks.TryGetProperty(task, out var counts)
        && counts.ValueKind == JsonValueKind.Object && counts.TryGetProperty("effective", out var effective)
        && effective.ValueKind == JsonValueKind.Number && effective.TryGetInt32(out var count) ? count : null;

    private static JsonElement Read(string path)
    {
        try
        {
            return File.Exists(path) && JsonInput.ReadObject(path).Element.TryGetProperty("n-samples", out var samples) ? samples : default;
        }
        catch (InvalidInputException)
        {
            // Python writes NaN and Infinity, which are not valid JSON.
            return default;
        }
    }
}
