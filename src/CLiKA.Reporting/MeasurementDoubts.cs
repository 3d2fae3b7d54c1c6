using System.Globalization;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>What makes the numbers of a probe set say little, whatever they are compared with.</summary>
public static class MeasurementDoubts
{
    /// <summary>The doubts about all probe sets.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <returns>Sentences; none where there is no doubt.</returns>
    public static IEnumerable<string> Of(Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        return measurement.ProbeSets.SelectMany(set => (string?[])[NoOption(set), AtChance(set)]).OfType<string>();
    }

    /// <summary>Says that guessing would do as well, so that such a baseline cannot be fallen below.</summary>
    /// <param name="set">The probe set.</param>
    /// <returns>A sentence; null where a language is above chance, or where none names an option, which is another doubt.</returns>
    internal static string? AtChance(ProbeSetMeasurement set) => set.Languages.Any(cell => cell.IsAboveChance) || set.Languages.All(cell => cell.NamesNoOption)
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{set.ProbeSet}: no language above chance, {set.Chance:0.00} (95% intervals of accuracy). As a baseline it guards nothing: what was never known cannot be lost.");

    private static string? NoOption(ProbeSetMeasurement set)
    {
        var languages = string.Join(' ', set.Languages.Where(cell => cell.NamesNoOption).Select(cell => cell.Language));
        return languages.Length == 0
            ? null
            : $"{set.ProbeSet}: almost no answer in {languages} names an option, so that accuracy says nothing of what the model knows. "
                + "'clika ask --chat' shows what it says instead.";
    }
}
