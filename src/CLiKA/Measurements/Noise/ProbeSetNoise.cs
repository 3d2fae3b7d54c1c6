using System.Collections.Immutable;

namespace CLiKA.Measurements.Noise;

/// <summary>The noise of one probe set: how far a model's answers to it move when it is asked in other ways.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Fingerprint">The way in which the gate asks it: the reference for all comparisons.</param>
/// <param name="Weights">Hash of the weights that were asked.</param>
/// <param name="Kinds">The kinds that were measured, in the order of <see cref="NoiseKind"/>.</param>
public sealed record ProbeSetNoise(string ProbeSet, Fingerprint Fingerprint, string Weights, ImmutableArray<KindNoise> Kinds)
{
    /// <summary>Returns one kind of noise.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The noise; null where it was not measured.</returns>
    public KindNoise? Of(NoiseKind kind) => Kinds.FirstOrDefault(noise => noise.Kind == kind);

    /// <summary>
    /// Adds the kinds that only an earlier measurement has, provided it was of the same weights and languages, asked in the same way: noise across
    /// devices can be measured only where there is a GPU.
    /// </summary>
    /// <param name="earlier">The earlier measurement; null where there is none.</param>
    /// <returns>The combined noise.</returns>
    public ProbeSetNoise With(ProbeSetNoise? earlier) => earlier is null
        || earlier.Fingerprint != Fingerprint
        || earlier.Weights != Weights
        || !LanguagesOf(earlier).SequenceEqual(LanguagesOf(this))
        ? this
        : this with { Kinds = [.. Kinds.UnionBy(earlier.Kinds, noise => noise.Kind).OrderBy(noise => noise.Kind)] };

    private static IEnumerable<string> LanguagesOf(ProbeSetNoise noise) =>
        noise.Kinds.FirstOrDefault()?.Cells.Select(cell => cell.Language.Code) ?? [];
}
