using System.Text.RegularExpressions;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>Checks that punctuation suits the language.</summary>
internal static partial class Punctuation
{
    private const string Marks = @"\uFF01\uFF08\uFF09\uFF0C\uFF1A\uFF1B\uFF1F\u3001\u3002";

    /// <summary>Describes what is wrong with the punctuation of a text.</summary>
    /// <param name="language">The text's language.</param>
    /// <param name="text">The text.</param>
    /// <returns>A phrase; null where nothing is wrong.</returns>
    public static string? Complaint(Language language, string text)
    {
        var (foreign, expected) = language.Script switch
        {
            "Hans" or "Hant" or "Hanb" or "Jpan" or "Yiii" => (HalfWidthAfterIdeograph(), "full-width punctuation"),
            "Arab" or "Aran" => (WesternAfterArabic(), "Arabic punctuation"),

            // Korean uses corner brackets around titles.
            "Kore" => (FullWidthMarks(), "half-width punctuation"),
            _ => (FullWidth(), "half-width punctuation"),
        };
        return foreign.Match(text) is { Success: true } match ? $"has '{match.Value}'; expected {expected}" : null;
    }

    [GeneratedRegex(@"(?<=[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF])[,.?!;:()]")]
    private static partial Regex HalfWidthAfterIdeograph();

    [GeneratedRegex(@"(?<=\p{IsArabic}\s?)[,?;]")]
    private static partial Regex WesternAfterArabic();

    [GeneratedRegex($@"[{Marks}\u300C-\u300F]")]
    private static partial Regex FullWidth();

    [GeneratedRegex($"[{Marks}]")]
    private static partial Regex FullWidthMarks();
}
