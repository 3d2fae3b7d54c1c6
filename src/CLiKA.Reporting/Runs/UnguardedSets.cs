namespace CLiKA.Reporting.Runs;

/// <summary>Says which probe sets cannot fail, since their baselines know nothing that could be lost: a verdict that is read alone hides it.</summary>
internal static class UnguardedSets
{
    // Names stand in a headline.
    private const int MostNamed = 3;

    /// <summary>Says it of all models of a run.</summary>
    /// <param name="models">The models.</param>
    /// <returns>For example <c>small/geo guards nothing: its baseline is not above chance</c>; empty where every set guards something.</returns>
    public static string Describe(IEnumerable<ModelReport> models) =>
        Describe([.. models.SelectMany(model => model.Unguarded.Select(set => $"{model.Model}/{set}"))]);

    /// <summary>Says it of one model, which needs no name.</summary>
    /// <param name="model">The model.</param>
    /// <returns>For example <c>geo guards nothing: its baseline is not above chance</c>; empty where every set guards something.</returns>
    public static string Describe(ModelReport model) => Describe(model.Unguarded);

    private static string Describe(IReadOnlyCollection<string> sets)
    {
        var others = sets.Count > MostNamed ? $" and {sets.Count - MostNamed} more" : string.Empty;
        return sets.Count switch
        {
            0 => string.Empty,
            1 => $"{sets.First()} guards nothing: its baseline is not above chance",
            _ => $"{string.Join(", ", sets.Take(MostNamed))}{others} guard nothing: their baselines are not above chance",
        };
    }
}
