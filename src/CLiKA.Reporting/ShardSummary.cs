using System.Globalization;
using CLiKA.Input;
using CLiKA.Runs;

namespace CLiKA.Reporting;

/// <summary>What a process that asked one shard of a run's questions ends with, in the place of a table.</summary>
public static class ShardSummary
{
    /// <summary>Why it is green and says nothing of the model, and what to do next.</summary>
    public static string NoVerdict =>
        $"No verdict: a shard is asked, and not judged. Merge the journals of all shards with {ToolCommand.Quote("journal merge")}, and run with "
        + "the merged one and without a shard.";

    /// <summary>Says what was asked.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="sharded">The model, after it was asked.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(string model, string place, ShardedModel sharded)
    {
        ArgumentNullException.ThrowIfNull(sharded);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Shard {sharded.Shard} of {model}, asked from {place}\non {sharded.Device}\n"
            + $"{sharded.Own:N0} of {sharded.Questions:N0} questions are its own; {AlignmentTable.Describe(sharded.Journal)}\n");
    }
}
