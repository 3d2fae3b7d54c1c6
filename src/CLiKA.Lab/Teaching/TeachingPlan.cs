using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Onnx.Adapters;

namespace CLiKA.Lab.Teaching;

/// <summary>How a model is taught.</summary>
/// <param name="Rank">Rank of the low-rank updates; null where all weights are trained.</param>
/// <param name="Alpha">What low-rank updates are multiplied by, times the rank.</param>
/// <param name="Dropout">Share of a low-rank update's inputs that is left out, in [0, 1).</param>
/// <param name="Targets">Last parts of the names of the modules that get an update.</param>
/// <param name="LearningRate">Highest learning rate.</param>
/// <param name="Epochs">How often every example is seen.</param>
/// <param name="BatchSize">Examples that are computed together.</param>
/// <param name="Accumulation">Batches a step of the optimizer.</param>
/// <param name="WarmUp">Share of the steps in which the learning rate rises; then it falls as half a cosine, to zero.</param>
/// <param name="Seed">Seed of the order of examples, of the first weights of updates, and of dropout.</param>
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
    /// The plans that come with CLiKA, by name: the paper's two (Gao et al., NAACL 2024; the share of warm-up is ours, the paper does not
    /// say), and one for models of a million parameters.
    /// </summary>
    public static ImmutableSortedDictionary<string, TeachingPlan> Known { get; } = new Dictionary<string, TeachingPlan>
    {
        ["lora"] = new(128, 16, 0.1, ["q_proj", "v_proj"], 2e-4, 3, 8, 4, 0.03, 1),
        ["full"] = new(null, 0, 0, [], 2e-5, 3, 8, 2, 0.03, 1),
        ["micro"] = new(32, 32, 0, [.. LoraProjections.All], 3e-3, 8, 32, 1, 0.03, 1),
        ["micro-full"] = new(null, 0, 0, [], 2e-3, 3, 32, 1, 0.03, 1),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>What makes the plan senseless; null where it is sound.</summary>
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
    /// <param name="json">Where they go: inside an object.</param>
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
