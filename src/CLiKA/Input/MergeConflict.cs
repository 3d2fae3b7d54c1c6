namespace CLiKA.Input;

/// <summary>Finds what git leaves in a file that two branches changed, until a person has resolved the merge.</summary>
internal static class MergeConflict
{
    private const string Marker = "<<<<<<< ";

    /// <summary>Throws where a text has such markers.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="line">Line that the text comes from; null where the text is the whole file.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidInputException">There is a marker.</exception>
    public static void RequireNone(string path, int? line, string text)
    {
        var at = $"\n{text}".IndexOf($"\n{Marker}", StringComparison.Ordinal);
        if (at >= 0)
        {
            throw new InvalidInputException(path, line ?? (text.AsSpan(0, at).Count('\n') + 1), "holds merge conflict markers; resolve the merge.");
        }
    }
}
