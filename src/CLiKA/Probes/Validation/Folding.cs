using System.Text;

namespace CLiKA.Probes.Validation;

/// <summary>Normalizes texts so that they compare as a reader compares them: ignoring case, width and composition.</summary>
public static class Folding
{
    /// <summary>Maps texts that a reader takes for the same to one text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text in Unicode normalization form KC and lower case, without leading and trailing white space.</returns>
    public static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Trim();

    /// <summary>Returns the character n-grams of a text; a shorter text is its own n-gram.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The length n, at least 1.</param>
    /// <returns>The n-grams, in order.</returns>
    internal static IEnumerable<string> Pieces(string text, int length) =>
        text.Length <= length ? [text] : Enumerable.Range(0, text.Length - length + 1).Select(start => text.Substring(start, length));
}
