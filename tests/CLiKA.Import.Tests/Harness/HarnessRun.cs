using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CLiKA.Import.Tests.Harness;

/// <summary>A folder as <c>lm_eval --output_path --log_samples</c> leaves it for one model, in the layout of its version 0.4.9.</summary>
/// <param name="folder">Path of the folder.</param>
internal sealed class HarnessRun(string folder)
{
    /// <summary>One sample of a task with options A to D, or as many as there are log-likelihoods.</summary>
    /// <param name="place">Its place in the task.</param>
    /// <param name="row">The data set's row.</param>
    /// <param name="target">The right option as the task names it.</param>
    /// <param name="gold">Its number.</param>
    /// <param name="scores">The options' log-likelihoods.</param>
    /// <param name="options">The options; null for letters.</param>
    /// <param name="context">What the model reads; null for a question that names the row.</param>
    public static JsonObject Sample(
        int place, object row, string target, int gold, double[] scores, string[]? options = null, string? context = null)
    {
        options ??= [.. scores.Select((_, option) => $"{(char)('A' + option)}")];
        context ??= $"Question {place}?\nAnswer:";
        int Best(Func<int, double> length) => Enumerable.Range(0, scores.Length).MaxBy(option => scores[option] / length(option));
        JsonArray Responses() => new([.. scores.Select(score => new JsonArray(score.ToString("R", CultureInfo.InvariantCulture), "False"))]);
        return new JsonObject
        {
            ["doc_id"] = place,
            ["doc"] = JsonSerializer.SerializeToNode(row),
            ["target"] = target,
            ["arguments"] = new JsonObject(options.Select((option, index) => KeyValuePair.Create(
                $"gen_args_{index}", (JsonNode?)new JsonObject { ["arg_0"] = context, ["arg_1"] = $" {option}" }))),
            ["resps"] = new JsonArray(Responses()),
            ["filtered_resps"] = Responses(),
            ["filter"] = "none",
            ["metrics"] = new JsonArray("acc", "acc_norm"),
            ["acc"] = Best(_ => 1) == gold ? 1.0 : 0.0,
            ["acc_norm"] = Best(option => options[option].EnumerateRunes().Count()) == gold ? 1.0 : 0.0,
        };
    }

    /// <summary>Writes the samples of a task.</summary>
    /// <param name="task">Its name.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="day">On which day it ran.</param>
    /// <param name="model">Folder of the model; empty for the run's own.</param>
    /// <returns>Path of the file.</returns>
    public string Write(string task, IEnumerable<JsonObject> samples, int day = 20, string model = "")
    {
        var path = Path.Combine(
            Directory.CreateDirectory(Path.Combine(folder, model)).FullName, $"samples_{task}_2026-11-{day}T08-15-30.123456.jsonl");
        File.WriteAllText(path, string.Concat(samples.Select(sample => sample.ToJsonString() + "\n")));
        return path;
    }
}
