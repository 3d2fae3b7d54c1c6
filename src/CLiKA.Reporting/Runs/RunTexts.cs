using CLiKA.Reporting.Summaries;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Runs;

/// <summary>The texts of a run, rendered once for all that show them.</summary>
/// <param name="Table">The tables of its models, and what else failed the run.</param>
/// <param name="Summary">The run in Markdown.</param>
public sealed record RunTexts(string Table, string Summary)
{
    /// <summary>Renders a run.</summary>
    /// <param name="models">The models that were measured, in the order of the configuration.</param>
    /// <param name="faults">What could not be measured.</param>
    /// <param name="isLeft">Whether the rest of the report is kept, so that the summary can refer to it.</param>
    /// <returns>The texts.</returns>
    public static RunTexts Of(IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults, bool isLeft = true) =>
        new(RunTable.Render(models) + FailedBeside(faults), AlignmentSummary.Render(models, faults, isLeft));

    // At the end, where it is noticed: after a table whose verdict is a pass, the run would seem to have passed. Shards have a summary of their own.
    private static string FailedBeside(IEnumerable<ModelFault> faults) => string.Concat(faults
        .Where(fault => fault.Matter != ModelFault.InPart)
        .Select(fault => $"\nThe run failed: {SafeText.Line($"{fault.Model} was {fault.Matter}: {fault.Reason}")}\n"));
}
