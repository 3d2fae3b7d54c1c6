using CLiKA.Reporting.Summaries;

namespace CLiKA.Reporting.Runs;

/// <summary>What a run says to people, rendered once for all who show it.</summary>
/// <param name="Table">The tables of its models.</param>
/// <param name="Summary">The run in Markdown.</param>
public sealed record RunTexts(string Table, string Summary)
{
    /// <summary>Renders a run.</summary>
    /// <param name="models">The models that were measured, in the order of the configuration.</param>
    /// <param name="faults">What was to be measured and was not.</param>
    /// <returns>The texts.</returns>
    public static RunTexts Of(IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults) =>
        new(RunTable.Render(models), AlignmentSummary.Render(models, faults));
}
