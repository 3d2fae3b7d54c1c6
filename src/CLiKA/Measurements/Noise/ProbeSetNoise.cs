using System.Collections.Immutable;

namespace CLiKA.Measurements.Noise;

/// <summary>How far a model's answers to one probe set move when it is asked the same in other ways.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Fingerprint">How it is asked for the gate: the reference that everything is held against.</param>
/// <param name="Weights">Hash of the weights that were asked.</param>
/// <param name="Kinds">What was measured, in the order of <see cref="NoiseKind"/>.</param>
public sealed record ProbeSetNoise(string ProbeSet, Fingerprint Fingerprint, string Weights, ImmutableArray<KindNoise> Kinds)
{
    /// <summary>One kind of noise.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The noise; null where it was not measured.</returns>
    public KindNoise? Of(NoiseKind kind) => Kinds.FirstOrDefault(noise => noise.Kind == kind);

    /// <summary>
    /// The same with the kinds that were measured only earlier, where that was of the same weights and languages asked in the same way: a
    /// GPU's noise is measured where there is one.
    /// </summary>
    /// <param name="earlier">What was measured earlier; null where nothing was.</param>
    /// <returns>The noise of both.</returns>
    public ProbeSetNoise With(ProbeSetNoise? earlier) => earlier is null
        || earlier.Fingerprint != Fingerprint
        || earlier.Weights != Weights
        || !LanguagesOf(earlier).SequenceEqual(LanguagesOf(this))
        ? this
        : this with { Kinds = [.. Kinds.UnionBy(earlier.Kinds, noise => noise.Kind).OrderBy(noise => noise.Kind)] };

    private static IEnumerable<string> LanguagesOf(ProbeSetNoise noise) =>
        noise.Kinds.FirstOrDefault()?.Cells.Select(cell => cell.Language.Code) ?? [];
}
