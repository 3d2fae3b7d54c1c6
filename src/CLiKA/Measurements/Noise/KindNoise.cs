using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Metrics;

namespace CLiKA.Measurements.Noise;

/// <summary>One kind of noise of a probe set: the worst of all ways of asking that were tried, in each cell and over all languages.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Variants">The ways of asking that were tried, at least one.</param>
/// <param name="Pools">The noise over all languages, for each level that the languages support.</param>
/// <param name="Cells">One for each language.</param>
public sealed record KindNoise(
    NoiseKind Kind, ImmutableArray<string> Variants, ImmutableArray<PoolNoise> Pools, ImmutableArray<CellNoise> Cells)
{
    /// <summary>
    /// Selects the worst of several ways of asking: the one that moved accuracy most, and among equals the one that changed most answers.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="reference">The probe set as the gate asks it.</param>
    /// <param name="variants">The same set asked in other ways, at least one.</param>
    /// <returns>The noise.</returns>
    internal static KindNoise Of(
        NoiseKind kind, ProbeSetMeasurement reference, IReadOnlyList<(string Name, ProbeSetMeasurement Asked)> variants) => new(
        kind,
        [.. variants.Select(variant => variant.Name)],
        [
            .. PoolsOf(reference).Select(pool => variants
                .Select(variant => Between(pool, variant.Name, variant.Asked))
                .MaxBy(moved => Math.Abs(moved.Change))!),
        ],
        [
            .. reference.Languages.Select(cell => variants
                .Select(variant => CellNoise.Between(variant.Name, cell, variant.Asked.In(cell.Language)!))
                .MaxBy(moved => (Math.Abs(moved.Won - moved.Lost), moved.Discordant))!),
        ]);

    /// <summary>Returns the noise of one language.</summary>
    /// <param name="language">The language.</param>
    /// <returns>The cell; null where the language was not asked.</returns>
    public CellNoise? In(Language language) => Cells.FirstOrDefault(cell => cell.Language == language);

    /// <summary>Returns the noise of one level over all languages.</summary>
    /// <param name="level">The level.</param>
    /// <returns>The noise; null where there is none for this level.</returns>
    public PoolNoise? At(Level level) => Pools.FirstOrDefault(pool => pool.Level == level);

    private static IEnumerable<(Level Level, double Before)> PoolsOf(ProbeSetMeasurement reference)
    {
        yield return (Level.Performance, reference.PooledAccuracy);
        if (reference.PooledOverlap is { } overlap)
        {
            yield return (Level.Consistency, overlap);
        }
    }

    // An overlap that is undefined because nothing is right any more has fallen all the way to 0.
    private static PoolNoise Between((Level Level, double Before) pool, string variant, ProbeSetMeasurement asked)
    {
        var change = (pool.Level == Level.Performance ? asked.PooledAccuracy : asked.PooledOverlap ?? 0) - pool.Before;
        return new PoolNoise(pool.Level, change == 0 ? null : variant, change);
    }
}
