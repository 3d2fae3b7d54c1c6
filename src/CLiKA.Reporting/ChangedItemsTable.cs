using System.Globalization;
using System.Text;
using CLiKA.Input;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting;

/// <summary>
/// Every item that was lost or won, as text: by probe set and relation, with the q-value of the relation's change and the English answer beside
/// each answer.
/// </summary>
public static class ChangedItemsTable
{
    /// <summary>Renders the changed items.</summary>
    /// <param name="sets">The changed items of each probe set.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(IReadOnlyCollection<ChangedItems> sets)
    {
        var tests = RelationTests.Of(sets);
        var text = new StringBuilder();
        foreach (var set in sets)
        {
            var stream = set.Pack is null ? string.Empty : $" ({EnumName.Of(set.Pack.Description.Stream)})";
            text.Append(CultureInfo.InvariantCulture, $"\n{SafeText.Line(set.ProbeSet)}{stream}: {Counts(set.Items)}\n");
            foreach (var kind in set.Items.GroupBy(item => item.Relation).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            {
                var indent = "  ";
                if (kind.Key is { } relation)
                {
                    text.Append(CultureInfo.InvariantCulture, $"  {SafeText.Line(relation)}: {Counts(kind)}; {JudgementSummary.Probability("q", tests[(set.ProbeSet, relation)])}\n");
                    indent = "    ";
                }

                foreach (var (item, change) in kind.SelectMany(item => item.Changes, (item, change) => (item, change)))
                {
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{indent}{change.Language} {(change.IsLost ? "lost" : "won ")} {LostKnowledge.Describe(set, item, change)}\n");
                }
            }
        }

        return sets.Any(set => set.Items.Any(item => item.Relation is not null))
            ? text.Append("\nq: p-value of a relation's change over all languages, adjusted over all relations for the false discovery rate. It says where to look first and is no verdict.\n").ToString()
            : text.ToString();
    }

    private static string Counts(IEnumerable<ChangedItem> items)
    {
        var changes = items.SelectMany(item => item.Changes).ToList();
        var lost = changes.Count(change => change.IsLost);
        return $"{lost} answers lost, {changes.Count - lost} won";
    }
}
