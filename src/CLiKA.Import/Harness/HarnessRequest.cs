using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import.Harness;

/// <summary>A request to read runs of the harness.</summary>
/// <param name="Folder">Path of the folder that <c>lm_eval --output_path</c> wrote for a model.</param>
/// <param name="Model">Name of the model in the measurement.</param>
/// <param name="Tasks">The sets, at least one.</param>
/// <param name="Metric">The metric by which an option is chosen.</param>
public sealed record HarnessRequest(string Folder, string Model, ImmutableArray<HarnessTasks> Tasks, HarnessMetric Metric = HarnessMetric.Accuracy)
{
    /// <summary>The languages; empty for all available ones.</summary>
    public ImmutableArray<Language> Languages { get; init; } = [];

    /// <summary>Properties of a dataset row, separated by commas, that identify a question across languages; null to find them.</summary>
    public string? Key { get; init; }

    /// <summary>Whether files of several runs may be combined, with the latest file of each task.</summary>
    public bool SeveralRuns { get; init; }
}
