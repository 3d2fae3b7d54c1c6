using System.Globalization;
using CLiKA.Input;
using CLiKA.Runs;

namespace CLiKA.Reporting;

/// <summary>The output, in place of a table, of a process that asked one shard of a run's questions.</summary>
public static class ShardSummary
{
    /// <summary>Explains why the process passes without a verdict on the model, and what to do next.</summary>
    public static string NoVerdict =>
        $"No verdict: a shard is only asked, not judged. Merge the journals of all shards with {ToolCommand.Quote("journal merge")}, "
        + "then run with the merged journal and without a shard.";

    /// <summary>Describes what was asked.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="place">Where the model is.</param>
    /// <param name="sharded">The sharded model, after it was asked.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(string model, string place, ShardedModel sharded)
    {
        ArgumentNullException.ThrowIfNull(sharded);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Shard {sharded.Shard} of {model}: model at {ShownPath.Of(place)}\non {sharded.Device}\n"
            + $"{sharded.Own:N0} of {sharded.Questions:N0} questions belong to this shard; {AlignmentTable.Describe(sharded.Journal)}\n");
    }
}
