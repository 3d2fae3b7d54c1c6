using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Metrics;

namespace CLiKA.Reporting.Families;

/// <summary>Writes a comparison of several models to files: a table, and a figure for each measured level.</summary>
public static class FamilyReport
{
    private const string TableFile = "family.txt";

    private static readonly (Level Level, string File, string Title)[] Figures =
    [
        (Level.Performance, "performance.svg", "Performance: re-scaled accuracy"),
        (Level.Consistency, "consistency.svg", "Consistency: en-CO"),
        (Level.Conductivity, "conductivity.svg", "Conductivity: XRR"),
    ];

    /// <summary>Writes the comparison.</summary>
    /// <param name="folder">
    /// The folder; files of an earlier comparison are replaced, and figures of levels that are no longer shown are removed.
    /// </param>
    /// <param name="measurements">The models, starting with the one that the others are compared with.</param>
    /// <returns>The table, and the names of the files.</returns>
    /// <exception cref="InvalidInputException">A file cannot be written there.</exception>
    public static (string Table, ImmutableArray<string> Files) Write(string folder, IEnumerable<Measurement> measurements)
    {
        List<FamilyMember> members = [.. measurements.Select(measurement => new FamilyMember(measurement))];
        List<Language> all = [.. members.SelectMany(member => member.Languages).Distinct().Order(Language.Order)];
        var table = FamilyTable.Render(members, all);
        AtomicFile.WriteAllText(Path.Combine(folder, TableFile), table);
        var files = ImmutableArray.CreateBuilder<string>();
        files.Add(TableFile);
        foreach (var (level, file, title) in Figures)
        {
            AtomicFile.Delete(Path.Combine(folder, file));
            var languages = FamilyTable.Shown(members, level, all);
            if (languages.Count > 0)
            {
                var chance = level == Level.Conductivity ? ChanceOf(members) : null;
                FamilyFigure.Write(Path.Combine(folder, file), members, level, languages, title, chance);
                files.Add(file);
            }
        }

        return (table, files.ToImmutable());
    }

    private static double? ChanceOf(List<FamilyMember> members) =>
        members.SelectMany(member => member.Measurement.Worlds).Select(world => (double?)world.Facts.Chance).FirstOrDefault();
}
