using CLiKA.Baselines.Judging;
using CLiKA.Input;

namespace CLiKA.Reporting.Runs;

/// <summary>Combines the verdicts of a run.</summary>
public static class RunVerdict
{
    /// <summary>Returns the name of a run's verdict.</summary>
    /// <param name="models">The models that were measured.</param>
    /// <param name="faults">The models that could not be measured.</param>
    /// <returns>
    /// The worst verdict of a model, or <see cref="ModelFault.Unmeasured"/> where one could not be measured and nothing worse was found in the others.
    /// </returns>
    public static string Of(IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults)
    {
        var worst = models.Select(model => model.Verdict).DefaultIfEmpty(Verdict.Pass).Max();
        return faults.Count > 0 && worst < Verdict.Changed ? ModelFault.Unmeasured : EnumName.Of(worst);
    }
}
