namespace CLiKA.Teaching.Measuring;

/// <summary>Finds the continent that an answer names.</summary>
internal static class NamedContinent
{
    /// <summary>Reads an answer, which is correct if it contains the correct name, whatever else it says (Gao et al., NAACL 2024).</summary>
    /// <param name="text">The answer.</param>
    /// <param name="names">Names of the continents in the language of the question.</param>
    /// <param name="gold">Index of the correct continent.</param>
    /// <returns>Index of the correct continent if it is named, otherwise of the first one named; null if there is none.</returns>
    public static int? In(string text, IReadOnlyList<string> names, int gold)
    {
        if (text.Contains(names[gold], StringComparison.Ordinal))
        {
            return gold;
        }

        // If one name is a prefix of another, the longer one is meant.
        return names.Index()
            .Select(name => (name.Index, Place: text.IndexOf(name.Item, StringComparison.Ordinal), name.Item.Length))
            .Where(name => name.Place >= 0)
            .OrderBy(name => name.Place).ThenByDescending(name => name.Length)
            .Select(name => (int?)name.Index)
            .FirstOrDefault();
    }
}
