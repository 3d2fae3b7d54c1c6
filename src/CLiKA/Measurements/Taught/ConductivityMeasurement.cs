using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Measurements.Taught;

/// <summary>The measurement of a model that was taught one fictional world.</summary>
public sealed class ConductivityMeasurement
{
    /// <summary>Creates the measurement.</summary>
    /// <param name="world">Identifier of the world.</param>
    /// <param name="fingerprint">What another measurement must have in common to be compared with this one.</param>
    /// <param name="facts">The facts of the world.</param>
    /// <param name="prior">The model's knowledge of the world before it was taught.</param>
    /// <param name="cells">One cell for each language that was taught, at least one.</param>
    /// <exception cref="ArgumentException">There is no cell, a language occurs twice, or the prior counts are impossible.</exception>
    public ConductivityMeasurement(
        string world,
        ConductivityFingerprint fingerprint,
        FictionalFacts facts,
        PriorFacts prior,
        IReadOnlyCollection<ConductivityCell> cells)
    {
        if (cells.Count == 0 || cells.DistinctBy(cell => cell.Language).Count() < cells.Count)
        {
            throw new ArgumentException($"{world}: expected at least one language, and none twice.");
        }

        if (prior.Asked < 1 || prior.Right < 0 || prior.Right > prior.Asked)
        {
            throw new ArgumentException($"{world}: {prior.Right} of {prior.Asked} facts known before; expected 0 to all of at least one.");
        }

        (World, Fingerprint, Facts, Prior) = (world, fingerprint, facts, prior);
        Cells = [.. cells.OrderBy(cell => cell.Language, Language.Order)];
    }

    /// <summary>Identifier of the world.</summary>
    public string World { get; }

    /// <summary>What another measurement must have in common to be compared with this one.</summary>
    public ConductivityFingerprint Fingerprint { get; }

    /// <summary>The facts of the world.</summary>
    public FictionalFacts Facts { get; }

    /// <summary>The model's knowledge of the world before it was taught.</summary>
    public PriorFacts Prior { get; }

    /// <summary>One cell for each language that was taught, in the order of languages.</summary>
    public ImmutableArray<ConductivityCell> Cells { get; }

    /// <summary>Returns the cell of one language.</summary>
    /// <param name="language">The language.</param>
    /// <returns>The cell; null where the language was not measured.</returns>
    public ConductivityCell? In(Language language) => Cells.FirstOrDefault(cell => cell.Language == language);
}
