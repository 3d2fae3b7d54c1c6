using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Onnx.Adapters;

namespace CLiKA.Lab.Teaching;

/// <summary>The hyperparameters of a teaching.</summary>
/// <param name="Rank">Rank of the low-rank updates; null to train all weights.</param>
/// <param name="Alpha">Numerator of the updates' scaling factor alpha / rank.</param>
/// <param name="Dropout">Dropout probability of an update's inputs, in [0, 1).</param>
/// <param name="Targets">Suffixes of the names of the modules that get an update.</param>
/// <param name="LearningRate">Peak learning rate.</param>
/// <param name="Epochs">Number of passes over the examples.</param>
/// <param name="BatchSize">Examples per batch.</param>
/// <param name="Accumulation">Batches per optimizer step (gradient accumulation).</param>
/// <param name="WarmUp">Share of the steps in which the learning rate rises; after that it decays to zero along a half cosine.</param>
/// <param name="Seed">Seed of the order of examples, the initial updates, and dropout.</param>
public sealed record TeachingPlan(
    int? Rank,
    double Alpha,
    double Dropout,
    ImmutableArray<string> Targets,
    double LearningRate,
    int Epochs,
    int BatchSize,
    int Accumulation,
    double WarmUp,
    int Seed)
{
    /// <summary>
    /// The built-in plans by name: the paper's two (Gao et al., NAACL 2024; the warm-up share is ours, since the paper gives none), and plans for
    /// models of a million parameters.
    /// </summary>
    public static ImmutableSortedDictionary<string, TeachingPlan> Known { get; } = new Dictionary<string, TeachingPlan>
    {
        ["lora"] = new(128, 16, 0.1, ["q_proj", "v_proj"], 2e-4, 3, 8, 4, 0.03, 1),
        ["full"] = new(null, 0, 0, [], 2e-5, 3, 8, 2, 0.03, 1),
        ["micro"] = new(32, 32, 0, [.. LoraProjections.All], 3e-3, 8, 32, 1, 0.03, 1),
        ["micro-full"] = new(null, 0, 0, [], 2e-3, 3, 32, 1, 0.03, 1),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Why the plan is invalid; null if it is valid.</summary>
    public string? Problem =>
        Rank < 1 ? $"rank is {Rank}; expected at least 1."
        : Dropout is not (>= 0 and < 1) ? $"dropout is {Dropout}; expected at least 0 and less than 1."
        : Rank is not null && Alpha is not > 0 ? $"alpha is {Alpha}; expected more than 0."
        : Rank is not null && LoraProjections.ProblemOf(Targets) is { } problem ? $"targets: {problem}"
        : LearningRate is not > 0 ? $"learning rate is {LearningRate}; expected more than 0."
        : Math.Min(Epochs, Math.Min(BatchSize, Accumulation)) < 1 ? "epochs, batch size and accumulation have to be at least 1."
        : WarmUp is not (>= 0 and <= 1) ? $"warm-up is {WarmUp}; expected a share of the steps, from 0 to 1."
        : null;

    /// <summary>Writes the plan's values.</summary>
    /// <param name="json">The writer, inside an object.</param>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("method", Rank is null ? "full" : "lora");
        if (Rank is { } rank)
        {
            json.WriteNumber("rank", rank);
            json.WriteNumber("alpha", Alpha);
            json.WriteNumber("dropout", Dropout);
            json.WriteString("targets", string.Join(' ', Targets));
        }

        json.WriteNumber("learningRate", LearningRate);
        json.WriteNumber("epochs", Epochs);
        json.WriteNumber("batchSize", BatchSize);
        json.WriteNumber("accumulation", Accumulation);
        json.WriteNumber("warmUp", WarmUp);
        json.WriteNumber("seed", Seed);
    }
}
