using CLiKA.Reporting.Summaries;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Runs;

/// <summary>What a run says to people, rendered once for all who show it.</summary>
/// <param name="Table">The tables of its models, and which could not be measured.</param>
/// <param name="Summary">The run in Markdown.</param>
public sealed record RunTexts(string Table, string Summary)
{
    /// <summary>Renders a run.</summary>
    /// <param name="models">The models that were measured, in the order of the configuration.</param>
    /// <param name="faults">What was to be measured and was not.</param>
    /// <param name="isLeft">Whether the rest of the report is left behind, to which the summary leads.</param>
    /// <returns>The texts.</returns>
    public static RunTexts Of(IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults, bool isLeft = true) =>
        new(RunTable.Render(models) + Unmeasured(faults), AlignmentSummary.Render(models, faults, isLeft));

    // Last, where it is seen: with a table of another model alone, a run would look as if it had passed.
    private static string Unmeasured(IEnumerable<ModelFault> faults) => string.Concat(faults.Where(fault => fault.Matter == ModelFault.Unmeasured)
        .Select(fault => $"\n{SafeText.Line($"{fault.Model} was {fault.Matter}: {fault.Reason}")}\n"));
}
