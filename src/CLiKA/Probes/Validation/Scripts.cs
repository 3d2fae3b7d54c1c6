using System.Text;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>Checks that letters belong to the script of the language.</summary>
internal static class Scripts
{
    private const string Latin = "Latn";
    private const string Han = "Hani";

    /// <summary>Describes what is wrong with the script of a text.</summary>
    /// <param name="language">The text's language; where it has several scripts, the text may be in any of them.</param>
    /// <param name="text">The text.</param>
    /// <param name="keepsLatin">Words that keep their Latin letters in every language.</param>
    /// <returns>A phrase; null where nothing is wrong. Texts without letters (years) are right in every script.</returns>
    public static string? Complaint(Language language, string text, IReadOnlyList<string> keepsLatin)
    {
        var complaints = language.Scripts.Select(script => Complaint(language, script, text, keepsLatin)).ToList();
        return complaints.Contains(null) ? null : complaints[0];
    }

    private static string? Complaint(Language language, string script, string text, IReadOnlyList<string> keepsLatin)
    {
        if (script != Latin)
        {
            // Longest first: removing Nordlicht from NordlichtXL, which is kept too, would leave XL.
            text = keepsLatin.OrderByDescending(word => word.Length)
                .Aggregate(text, (rest, word) => rest.Replace(word, string.Empty, StringComparison.Ordinal));
        }

        // In non-Latin scripts a letter of a third script may be a symbol; a Latin letter was left untranslated.
        var own = UnicodeScripts.PartsOf(script);
        var letters = text.EnumerateRunes().Where(Rune.IsLetter).Select(letter => (Letter: letter, Script: UnicodeScripts.Of(letter))).ToList();
        var foreign = letters.Where(letter => own.Contains(Latin)
            ? !own.Contains(letter.Script) && letter.Script is not (UnicodeScripts.Common or UnicodeScripts.Inherited)
            : letter.Script == Latin && !(own.Contains(Han) && IsFullWidth(letter.Letter))).ToList();
        return foreign is [var (stray, _), ..]
            ? own.Contains(Latin) ? $"has '{stray}', which is no letter of {language.EnglishName}" : StrayWords(text, [.. foreign.Select(letter => letter.Letter)])
            : letters.Count > 0 && !letters.Exists(letter => own.Contains(letter.Script)) ? $"has no letter of {language.EnglishName}"
            : null;
    }

    // Names and codes are written so among ideographs: ＪＡＬ.
    private static bool IsFullWidth(Rune letter) => letter.Value is >= 0xFF21 and <= 0xFF5A;

    // Names and codes as a whole, with their digits: E11, Wi-Fi.
    private static string StrayWords(string text, HashSet<Rune> stray)
    {
        var words = string.Concat(text.EnumerateRunes().Select(character => IsOfWord(character) ? character.ToString() : " "))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.EnumerateRunes().Any(stray.Contains))
            .Select(word => $"'{word.Trim('-', '_')}'")
            .Distinct(StringComparer.Ordinal);
        return $"has {string.Join(", ", words)} in Latin letters; translate, or name in {ProbeSetDescription.KeepsLatinProperty} of"
            + $" {ProbeSetReader.DescriptionFile} (probes new --keeps-latin) what stays as it is in every language";
    }

    private static bool IsOfWord(Rune character) => IsLatinLetter(character) || Rune.IsDigit(character) || character.Value is '-' or '_';

    private static bool IsLatinLetter(Rune character) => Rune.IsLetter(character) && UnicodeScripts.Of(character) == Latin;
}
