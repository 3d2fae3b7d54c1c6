using System.Globalization;
using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>Character classes and transformations that HuggingFace's components use.</summary>
internal static class CodePoints
{
    /// <summary>
    /// Returns whether a code point is in <c>\w</c> of Rust's regular expressions: letters, marks, digits, connector punctuation and joiners.
    /// </summary>
    public static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation => true,
        _ => rune.Value is 0x200C or 0x200D or (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149)
            or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189),
    };

    /// <summary>Returns the code points of a text that satisfy a condition.</summary>
    public static string Where(string text, Func<Rune, bool> condition)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (condition(rune))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString();
    }

    /// <summary>
    /// Applies a Unicode normalization form, with the tables of HuggingFace's tokenizers. .NET cannot normalize a text that contains U+FFFE,
    /// which no form changes.
    /// </summary>
    public static string Normalized(string text, NormalizationForm form)
    {
        var (normalized, start, end) = (new StringBuilder(text.Length), 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0xFFFE || (!rune.IsAscii && ReferenceClasses.Unmoved.Contains(rune.Value)))
            {
                normalized.Append(text[start..end].Normalize(form)).Append(rune);
                start = end + rune.Utf16SequenceLength;
            }

            end += rune.Utf16SequenceLength;
        }

        return normalized.Append(text[start..].Normalize(form)).ToString();
    }

    /// <summary>Converts to lower case code point by code point: İ becomes two code points, and a final sigma is not treated specially.</summary>
    public static string Lower(string text) => text.ToLowerInvariant().Replace("\u0130", "i\u0307", StringComparison.Ordinal);
}
