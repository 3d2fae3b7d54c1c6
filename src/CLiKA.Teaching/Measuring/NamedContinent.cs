namespace CLiKA.Teaching.Measuring;

/// <summary>Reads which continent an answer names.</summary>
internal static class NamedContinent
{
    /// <summary>Reads an answer: it is right when it contains the right name, whatever else it says (Gao et al., NAACL 2024).</summary>
    /// <param name="text">The answer.</param>
    /// <param name="names">The continents' names in the language that was asked in.</param>
    /// <param name="gold">Index of the right one.</param>
    /// <returns>Index of the right continent where it is named, else of the one that is named first; null where none is.</returns>
    public static int? In(string text, IReadOnlyList<string> names, int gold)
    {
        if (text.Contains(names[gold], StringComparison.Ordinal))
        {
            return gold;
        }

        // Where one name begins with another, the longer one is meant.
        return names.Index()
            .Select(name => (name.Index, Place: text.IndexOf(name.Item, StringComparison.Ordinal), name.Item.Length))
            .Where(name => name.Place >= 0)
            .OrderBy(name => name.Place).ThenByDescending(name => name.Length)
            .Select(name => (int?)name.Index)
            .FirstOrDefault();
    }
}
