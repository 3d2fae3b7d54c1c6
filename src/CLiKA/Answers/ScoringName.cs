namespace CLiKA.Answers;

/// <summary>The names of the ways of scoring in configurations and files.</summary>
public static class ScoringName
{
    private static readonly Dictionary<string, Scoring> Names = new(StringComparer.Ordinal)
    {
        ["letter"] = Scoring.Letter,
        ["likelihood"] = Scoring.Likelihood,
        ["likelihood-per-token"] = Scoring.LikelihoodPerToken,
        ["likelihood-per-byte"] = Scoring.LikelihoodPerByte,
        ["generation"] = Scoring.Generation,
    };

    /// <summary>All names, separated by commas, as error messages list them.</summary>
    public static string All { get; } = string.Join(", ", Names.Keys);

    /// <summary>The name of a way of scoring.</summary>
    /// <param name="scoring">The way of scoring.</param>
    /// <returns>Its name, for example <c>likelihood-per-byte</c>.</returns>
    public static string Of(Scoring scoring) => Names.First(pair => pair.Value == scoring).Key;

    /// <summary>Finds a way of scoring by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="scoring">The way of scoring, where the name is known.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TryParse(string name, out Scoring scoring) => Names.TryGetValue(name, out scoring);
}
