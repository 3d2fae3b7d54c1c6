using System.Text.Json.Serialization;
using Parquet.Serialization.Attributes;

namespace CLiKA.Reporting.Results;

/// <summary>One item in one language, as a row of <c>results.parquet</c>; answers are letters, as in baselines.</summary>
internal sealed class ItemRow
{
    [JsonPropertyName("model"), ParquetRequired]
    public required string Model { get; init; }

    [JsonPropertyName("probe_set"), ParquetRequired]
    public required string ProbeSet { get; init; }

    [JsonPropertyName("language"), ParquetRequired]
    public required string Language { get; init; }

    [JsonPropertyName("item"), ParquetRequired]
    public required string Item { get; init; }

    [JsonPropertyName("stream")]
    public string? Stream { get; init; }

    [JsonPropertyName("relation")]
    public string? Relation { get; init; }

    [JsonPropertyName("gold"), ParquetRequired]
    public required string Gold { get; init; }

    [JsonPropertyName("before")]
    public string? Before { get; init; }

    [JsonPropertyName("now"), ParquetRequired]
    public required string Now { get; init; }

    [JsonPropertyName("correct_before")]
    public bool? CorrectBefore { get; init; }

    [JsonPropertyName("correct_now")]
    public bool CorrectNow { get; init; }

    [JsonPropertyName("english_before")]
    public string? EnglishBefore { get; init; }

    [JsonPropertyName("english_now")]
    public string? EnglishNow { get; init; }

    /// <summary>Natural log-probabilities in the order of the options; null if the answerer returns none.</summary>
    [JsonPropertyName("log_probabilities")]
    public List<double>? LogProbabilities { get; init; }

    /// <summary>Score of the correct option minus the best score of the others; negative if the answer is wrong.</summary>
    [JsonPropertyName("margin")]
    public double? Margin { get; init; }
}
