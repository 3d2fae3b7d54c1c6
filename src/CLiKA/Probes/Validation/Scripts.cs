using System.Text.RegularExpressions;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>Which letters belong to which language's script.</summary>
internal static partial class Scripts
{
    private const string LatinBlocks = @"\p{IsBasicLatin}\p{IsLatin-1Supplement}\p{IsLatinExtended-A}\p{IsLatinExtended-B}";

    /// <summary>What is wrong with the script of a text.</summary>
    /// <param name="language">The text's language.</param>
    /// <param name="text">The text.</param>
    /// <param name="keepsLatin">Words that keep their Latin letters in every language.</param>
    /// <returns>A phrase; null where nothing is wrong. Texts without letters (years) are right in every script.</returns>
    public static string? Complaint(Language language, string text, IReadOnlyList<string> keepsLatin)
    {
        if (language.Script != "Latn")
        {
            text = keepsLatin.Aggregate(text, (rest, word) => rest.Replace(word, string.Empty, StringComparison.Ordinal));
        }


        var foreign = language.Script == "Latn" ? AnyButLatin() : Latin();
        if (foreign.Match(text) is { Success: true } letter)
        {
            return $"has '{letter.Value}', which is no letter of {language.EnglishName}";
        }

        var own = language.Script switch
        {
            "Cyrl" => Cyrillic(),
            "Arab" => Arabic(),
            "Hebr" => Hebrew(),
            "Hans" => Han(),
            "Jpan" => Japanese(),
            _ => Latin(),
        };
        return Letter().IsMatch(text) && !own.IsMatch(text) ? $"has no letter of {language.EnglishName}" : null;
    }

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Letter();

    [GeneratedRegex($@"[{LatinBlocks}-[\P{{L}}]]")]
    private static partial Regex Latin();

    [GeneratedRegex($@"[\p{{L}}-[{LatinBlocks}\p{{IsLatinExtendedAdditional}}\p{{IsSpacingModifierLetters}}]]")]
    private static partial Regex AnyButLatin();

    [GeneratedRegex(@"\p{IsCyrillic}")]
    private static partial Regex Cyrillic();

    [GeneratedRegex(@"\p{IsArabic}")]
    private static partial Regex Arabic();

    [GeneratedRegex(@"\p{IsHebrew}")]
    private static partial Regex Hebrew();

    [GeneratedRegex(@"[\u3400-\u4DBF\u4E00-\u9FFF]")]
    private static partial Regex Han();

    [GeneratedRegex(@"[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF]")]
    private static partial Regex Japanese();
}
