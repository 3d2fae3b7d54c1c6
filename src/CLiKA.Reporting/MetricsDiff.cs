using System.Text;
using CLiKA.Baselines;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>
/// A terminal rendering of what a baseline's diff would show: the languages whose metrics differ, before and now, in the columns of the file, and
/// the languages that are gone.
/// </summary>
internal static class MetricsDiff
{
    /// <summary>Renders the languages whose metrics differ, and those that are now missing.</summary>
    /// <returns>Lines of text, each ended by a newline; a sentence if no metric differs.</returns>
    public static string Render(Measurement before, Measurement now)
    {
        var text = new StringBuilder();
        foreach (var set in now.ProbeSets)
        {
            var gone = (before.In(set.ProbeSet)?.Languages ?? []).Select(cell => cell.Language).Where(language => set.In(language) is null).ToList();
            if (gone.Count > 0)
            {
                text.Append("  ").Append(set.ProbeSet).Append(": asked before and not now: ").AppendJoin(' ', gone).Append(".\n\n");
            }

            var changed = set.Languages
                .Select(cell => (Before: before.In(set.ProbeSet)?.In(cell.Language), Now: cell))
                .Where(cell => cell.Before is not null && !BaselineColumns.Of(cell.Before).SequenceEqual(BaselineColumns.Of(cell.Now)))
                .ToList();
            if (changed.Count == 0)
            {
                continue;
            }

            List<string> names =
            [
                .. changed.SelectMany(cell => BaselineColumns.Of(cell.Before!).Concat(BaselineColumns.Of(cell.Now)))
                    .Select(column => column.Name).Distinct(),
            ];
            var grid = new TextGrid();
            grid.Add(set.ProbeSet, names);
            foreach (var (earlier, later) in changed)
            {
                grid.Add($"- {later.Language}", Row(earlier!, names));
                grid.Add($"+ {later.Language}", Row(later, names));
            }

            text.Append(grid).Append('\n');
        }

        return text.Length == 0 ? "  No metric differs.\n\n" : text.ToString();
    }

    private static IEnumerable<string> Row(LanguageMeasurement cell, List<string> names)
    {
        var columns = BaselineColumns.Of(cell).ToDictionary(column => column.Name, column => column.Text);
        return names.Select(name => columns.GetValueOrDefault(name, string.Empty));
    }
}
