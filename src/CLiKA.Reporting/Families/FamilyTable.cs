using System.Text;
using CLiKA.Languages;
using CLiKA.Metrics;

namespace CLiKA.Reporting.Families;

/// <summary>The comparison in the paper (Gao et al., NAACL 2024): the effect of each training strategy at each level, by language.</summary>
public static class FamilyTable
{
    private static readonly (Level Level, string Name)[] Levels =
    [
        (Level.Performance, "PF: re-scaled accuracy, mean over probe sets"),
        (Level.Consistency, "CT: en-CO, mean over probe sets"),
        (Level.Conductivity, "CD: XRR by generation"),
    ];

    /// <summary>Renders the comparison: one table per level, models down, languages across.</summary>
    /// <param name="members">The members, starting with the one that the others are compared with.</param>
    /// <param name="languages">The languages.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(IReadOnlyList<FamilyMember> members, IReadOnlyList<Language> languages)
    {
        var text = new StringBuilder();
        foreach (var (level, name) in Levels)
        {
            var shown = Shown(members, level, languages);
            if (shown.Count == 0)
            {
                continue;
            }

            var grid = new TextGrid();
            grid.Add(name, [.. shown.Select(language => language.Code), "mean"]);
            foreach (var member in members)
            {
                var values = shown.ConvertAll(language => member.At(level, language));
                var known = values.OfType<double>().ToList();
                grid.Add(member.Measurement.Model, shown.Zip(values, (language, value) => Cell(member, level, language, value))
                    .Append(ReportNumber.Share(known.Count == 0 ? null : known.Average())));
            }

            text.Append(grid).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Returns the languages in which a level is known for any member.</summary>
    internal static List<Language> Shown(IReadOnlyList<FamilyMember> members, Level level, IEnumerable<Language> languages) =>
        [.. languages.Where(language => members.Any(member => IsKnown(member, level, language)))];

    private static bool IsKnown(FamilyMember member, Level level, Language language) =>
        member.At(level, language) is not null || IsShort(member, level, language);

    private static bool IsShort(FamilyMember member, Level level, Language language) =>
        level == Level.Conductivity && member.IsNotTaught(language);

    private static string Cell(FamilyMember member, Level level, Language language, double? value) =>
        value is null && IsShort(member, level, language) ? "not taught" : ReportNumber.Share(value);
}
