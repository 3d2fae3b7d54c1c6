using System.Text;

namespace CLiKA.Probes.Validation;

/// <summary>Texts as a reader compares them: without regard to case, width and composition.</summary>
public static class Folding
{
    /// <summary>Makes texts equal that a reader takes for the same.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text in Unicode normalisation form KC and lower case, without white space at its ends.</returns>
    public static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Trim();

    /// <summary>Every piece of a text of one length in characters; a shorter text is its own piece.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The length, at least 1.</param>
    /// <returns>The pieces, in their order.</returns>
    internal static IEnumerable<string> Pieces(string text, int length) =>
        text.Length <= length ? [text] : Enumerable.Range(0, text.Length - length + 1).Select(start => text.Substring(start, length));
}
