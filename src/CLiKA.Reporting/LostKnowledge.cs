using System.Globalization;
using System.Text;
using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Reporting;

/// <summary>What a cell lost, in words that a reviewer can check: question, right option, and what the model says now.</summary>
public static class LostKnowledge
{
    private const int MostItems = 10;

    /// <summary>Renders the lost items of a cell.</summary>
    /// <param name="cell">The cell against its baseline.</param>
    /// <param name="received">What the model showed now.</param>
    /// <param name="set">The probe set, in the order that both measurements have.</param>
    /// <returns>A sentence with the numbers, then one line for each lost item, ten at the most.</returns>
    public static string Render(CellComparison cell, LanguageMeasurement received, ProbeSet set)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{cell.ProbeSet}, {cell.Language} ({cell.Language.EnglishName}): {VerdictName.Of(cell.Verdict)}. ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{cell.Lost.Length} items lost, {cell.Won.Length} won of {cell.Count} ({cell.Change * 100:+0.0;-0.0;0.0} points); ");
        text.Append(JudgementSummary.Probability("p", cell.P)).Append(", ");
        text.Append(JudgementSummary.Probability("adjusted over the run's cells (Holm)", cell.AdjustedP)).Append(".\n");
        foreach (var position in cell.Lost.Take(MostItems))
        {
            text.Append("  ").Append(Describe(set.In(cell.Language)[position], received.Answers[position].Choice));
            if (cell.Language != Language.Pivot && set.Languages.Contains(Language.Pivot))
            {
                text.Append("  [en: ").Append(QuestionOf(set.In(Language.Pivot)[position])).Append(']');
            }

            text.Append('\n');
        }

        if (cell.Lost.Length > MostItems)
        {
            text.Append(CultureInfo.InvariantCulture, $"  ... and {cell.Lost.Length - MostItems} more.\n");
        }

        return text.ToString();
    }

    private static string Describe(ProbeItem item, int? choice)
    {
        var said = choice is { } option ? item.Options[option] : "no option";
        return $"{item.Id}: {QuestionOf(item)} {item.Options[item.Gold]} (now: {said})";
    }

    private static string QuestionOf(ProbeItem item) => item.Premise is null ? item.Question : $"{item.Premise} ({item.Question})";
}
