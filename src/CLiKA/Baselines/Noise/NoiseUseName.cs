namespace CLiKA.Baselines.Noise;

/// <summary>The names of the uses of noise in configurations and on the command line.</summary>
public static class NoiseUseName
{
    private static readonly Dictionary<string, NoiseUse> Names = new(StringComparer.Ordinal)
    {
        ["execution"] = NoiseUse.Execution,
        ["wordings"] = NoiseUse.Wordings,
        ["none"] = NoiseUse.None,
    };

    /// <summary>All names, separated by commas, as error messages list them.</summary>
    public static string All { get; } = string.Join(", ", Names.Keys);

    /// <summary>The name of a use.</summary>
    /// <param name="use">The use.</param>
    /// <returns>Its name, for example <c>execution</c>.</returns>
    public static string Of(NoiseUse use) => Names.First(pair => pair.Value == use).Key;

    /// <summary>Finds a use by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="use">The use, where the name is known.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TryParse(string name, out NoiseUse use) => Names.TryGetValue(name, out use);
}
