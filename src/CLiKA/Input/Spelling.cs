namespace CLiKA.Input;

/// <summary>Finds the name that somebody probably meant.</summary>
public static class Spelling
{
    // Two transposed letters have a distance of 2.
    private const int MostSlips = 2;

    /// <summary>Returns the known name that is nearest to a word.</summary>
    /// <param name="word">The word, which is none of the names.</param>
    /// <param name="names">The known names.</param>
    /// <returns>The name; null where none is near.</returns>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(names);
        return names.Where(name => Distance(name, word) <= SlipsIn(name)).MinBy(name => Distance(name, word));
    }

    // With more, a short name would be near to any other short word.
    private static int SlipsIn(string name) => Math.Min(MostSlips, name.Length / 2);

    // Levenshtein distance: the number of letters that are inserted, deleted or replaced.
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        foreach (var letter in one)
        {
            var diagonal = row[0]++;
            for (var index = 1; index < row.Length; index++)
            {
                (diagonal, row[index]) = (row[index], letter == other[index - 1] ? diagonal : 1 + Math.Min(diagonal, Math.Min(row[index], row[index - 1])));
            }
        }

        return row[^1];
    }
}
