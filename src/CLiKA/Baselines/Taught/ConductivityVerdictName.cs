namespace CLiKA.Baselines.Taught;

/// <summary>The names of conductivity verdicts in files, tables and messages.</summary>
public static class ConductivityVerdictName
{
    /// <summary>Returns the name of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>Its name, for example <c>within training noise</c>.</returns>
    public static string Of(ConductivityVerdict verdict) => verdict switch
    {
        ConductivityVerdict.Unchanged => "unchanged",
        ConductivityVerdict.Improved => "improved",
        ConductivityVerdict.WithinTrainingNoise => "within training noise",
        ConductivityVerdict.NeverTaught => "never taught",
        ConductivityVerdict.NowTaught => "now taught",
        ConductivityVerdict.Changed => "changed",
        ConductivityVerdict.NotTaught => "not taught",
        ConductivityVerdict.Regressed => "regressed",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
