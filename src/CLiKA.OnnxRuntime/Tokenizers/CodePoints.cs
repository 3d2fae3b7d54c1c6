using System.Globalization;
using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>The classes of code points that HuggingFace's components speak of, and what is done with them.</summary>
internal static class CodePoints
{
    /// <summary>What Rust's regular expressions call <c>\w</c>: letters, what is written with them, digits, connectors, joiners.</summary>
    public static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation => true,
        _ => rune.Value is 0x200C or 0x200D or (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149)
            or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189),
    };

    /// <summary>The text without the code points that do not fulfil a condition.</summary>
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
    /// A form of normalization, as the tables of HuggingFace's tokenizers have it. .NET normalizes no text that has U+FFFE, which no form
    /// changes.
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

    /// <summary>Lower case, code point by code point: İ becomes two, and a final sigma is not seen.</summary>
    public static string Lower(string text) => text.ToLowerInvariant().Replace("\u0130", "i\u0307", StringComparison.Ordinal);
}
