using System.Collections.Immutable;
using CLiKA.Baselines.Noise;
using CLiKA.Measurements;

namespace CLiKA.Baselines.Judging;

/// <summary>A received cell and its baseline.</summary>
internal sealed record CellPair(string ProbeSet, LanguageMeasurement Baseline, LanguageMeasurement Received)
{
    /// <summary>The cell's noise floor; null where noise was not measured.</summary>
    public NoiseFloor? Noise { get; init; }

    public ImmutableArray<int> Lost { get; } = Positions(Baseline.IsCorrect, Received.IsCorrect);

    public ImmutableArray<int> Won { get; } = Positions(Received.IsCorrect, Baseline.IsCorrect);

    public bool IsIdentical => Baseline.IsAnsweredAs(Received);

    /// <summary>Whether the two differ in their serialized form, letter shares and six digits of every metric included.</summary>
    public bool HasChangedMetric => LanguageMetricsJson.Text(Baseline) != LanguageMetricsJson.Text(Received);

    private static ImmutableArray<int> Positions(ImmutableArray<bool> right, ImmutableArray<bool> wrong) =>
        [.. Enumerable.Range(0, right.Length).Where(item => right[item] && !wrong[item])];
}
