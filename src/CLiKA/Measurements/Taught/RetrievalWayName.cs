namespace CLiKA.Measurements.Taught;

/// <summary>The names of the ways of retrieval in configurations, files and tables.</summary>
public static class RetrievalWayName
{
    private static readonly Dictionary<string, RetrievalWay> Names = new(StringComparer.Ordinal)
    {
        ["generation"] = RetrievalWay.Generation,
        ["likelihood"] = RetrievalWay.Likelihood,
    };

    /// <summary>All names, separated by commas, as error messages list them.</summary>
    public static string All { get; } = string.Join(", ", Names.Keys);

    /// <summary>The name of a way.</summary>
    /// <param name="way">The way.</param>
    /// <returns>Its name, for example <c>generation</c>.</returns>
    public static string Of(RetrievalWay way) => Names.First(pair => pair.Value == way).Key;

    /// <summary>Finds a way by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="way">The way, where the name is known.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TryParse(string name, out RetrievalWay way) => Names.TryGetValue(name, out way);
}
