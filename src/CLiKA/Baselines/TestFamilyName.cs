namespace CLiKA.Baselines;

/// <summary>The names of the families of tests in configurations and on the command line.</summary>
public static class TestFamilyName
{
    private static readonly Dictionary<string, TestFamily> Names = new(StringComparer.Ordinal)
    {
        ["pooled"] = TestFamily.Pooled,
        ["cells"] = TestFamily.Cells,
    };

    /// <summary>All names, separated by commas, as error messages list them.</summary>
    public static string All { get; } = string.Join(", ", Names.Keys);

    /// <summary>The name of a family.</summary>
    /// <param name="family">The family.</param>
    /// <returns>Its name, for example <c>pooled</c>.</returns>
    public static string Of(TestFamily family) => Names.First(pair => pair.Value == family).Key;

    /// <summary>Finds a family by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="family">The family, where the name is known.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TryParse(string name, out TestFamily family) => Names.TryGetValue(name, out family);
}
