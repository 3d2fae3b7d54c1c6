using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
using CLiKA.Metrics;

namespace CLiKA.Reporting.Families;

/// <summary>One model of a family, with its values at all three levels.</summary>
/// <param name="Measurement">The model's measurement.</param>
public sealed record FamilyMember(Measurement Measurement)
{
    /// <summary>The languages in which anything was measured.</summary>
    public IEnumerable<Language> Languages => Measurement.ProbeSets.SelectMany(set => set.Languages.Select(cell => cell.Language))
        .Concat(Measurement.Worlds.SelectMany(world => world.Cells.Select(cell => cell.Language))).Distinct();

    /// <summary>Returns the model's value at a level in a language, as the mean over probe sets or worlds.</summary>
    /// <param name="level">
    /// The level: re-scaled accuracy for <see cref="Level.Performance"/>, en-CO for <see cref="Level.Consistency"/>, XRR by generation for
    /// <see cref="Level.Conductivity"/>.
    /// </param>
    /// <param name="language">The language.</param>
    /// <returns>
    /// The value, in [0, 1] except for re-scaled accuracy, which may exceed 1; null if it was not measured or is undefined, or the model is not
    /// taught.
    /// </returns>
    public double? At(Level level, Language language)
    {
        var values = level == Level.Conductivity
            ? Taught(language).Select(cell => cell.Mean(RetrievalWay.Generation))
            : Measurement.ProbeSets.Select(set => set.In(language)).Select(cell => level == Level.Performance
                ? cell?.RescaledAccuracy
                : language == Language.Pivot ? null : cell?.PivotOverlap);
        var known = values.OfType<double>().ToList();
        return known.Count == 0 ? null : known.Average();
    }

    /// <summary>Returns whether a teaching in the language failed.</summary>
    /// <param name="language">The language.</param>
    /// <returns>True if a teaching was asked by generation and the model is not taught.</returns>
    public bool IsNotTaught(Language language) => Taught(language).Any(cell => !cell.IsTaught(RetrievalWay.Generation));

    private IEnumerable<ConductivityCell> Taught(Language language) => Measurement.Worlds.Select(world => world.In(language))
        .OfType<ConductivityCell>().Where(cell => cell.Ways.Contains(RetrievalWay.Generation));
}
