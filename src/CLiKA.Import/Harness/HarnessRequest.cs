using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import.Harness;

/// <summary>What is to be read of the harness's runs.</summary>
/// <param name="Folder">Path of the folder that <c>lm_eval --output_path</c> wrote for a model.</param>
/// <param name="Model">What the model is called in the measurement.</param>
/// <param name="Tasks">The sets, at least one.</param>
/// <param name="Metric">By which metric an option is chosen.</param>
public sealed record HarnessRequest(string Folder, string Model, ImmutableArray<HarnessTasks> Tasks, HarnessMetric Metric = HarnessMetric.Accuracy)
{
    /// <summary>The languages; empty for all that are there.</summary>
    public ImmutableArray<Language> Languages { get; init; } = [];

    /// <summary>Properties of a data set's row, separated by commas, by which questions are the same in every language; null to find them.</summary>
    public string? Key { get; init; }

    /// <summary>Whether files of several runs may be read together: the last of each task.</summary>
    public bool SeveralRuns { get; init; }
}
