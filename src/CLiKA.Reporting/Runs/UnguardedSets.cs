namespace CLiKA.Reporting.Runs;

/// <summary>
/// Describes the probe sets that may be unable to fail, because their baselines are not shown to have anything to lose, which a verdict alone
/// would hide.
/// </summary>
internal static class UnguardedSets
{
    // The names appear in a headline.
    private const int MostNamed = 3;

    /// <summary>Describes the sets of all models of a run.</summary>
    /// <param name="models">The models.</param>
    /// <returns>
    /// For example <c>small/geo may guard nothing: its baseline is not shown to be above chance</c>; empty if every set guards something.
    /// </returns>
    public static string Describe(IEnumerable<ModelReport> models) =>
        Describe([.. models.SelectMany(model => model.Unguarded.Select(set => $"{model.Model}/{set}"))]);

    /// <summary>Describes the sets of one model, without its name.</summary>
    /// <param name="model">The model.</param>
    /// <returns>
    /// For example <c>geo may guard nothing: its baseline is not shown to be above chance</c>; empty if every set guards something.
    /// </returns>
    public static string Describe(ModelReport model) => Describe(model.Unguarded);

    private static string Describe(IReadOnlyCollection<string> sets)
    {
        var others = sets.Count > MostNamed ? $" and {sets.Count - MostNamed} more" : string.Empty;
        return sets.Count switch
        {
            0 => string.Empty,
            1 => $"{sets.First()} may guard nothing: its baseline is not shown to be above chance",
            _ => $"{string.Join(", ", sets.Take(MostNamed))}{others} may guard nothing: their baselines are not shown to be above chance",
        };
    }
}
