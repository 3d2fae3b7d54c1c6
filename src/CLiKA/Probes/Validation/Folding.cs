using System.Text;

namespace CLiKA.Probes.Validation;

/// <summary>Texts as a reader compares them: without regard to case, width and composition.</summary>
internal static class Folding
{
    public static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Trim();

    /// <summary>Every piece of a text of one length in characters; a shorter text is its own piece.</summary>
    public static IEnumerable<string> Pieces(string text, int length) =>
        text.Length <= length ? [text] : Enumerable.Range(0, text.Length - length + 1).Select(start => text.Substring(start, length));
}
