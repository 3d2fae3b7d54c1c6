using System.Text;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Normalizers;

/// <summary>
/// BERT's normalizer: removes control characters, puts spaces around ideographs and, if the file says so, strips accents and converts to lower
/// case.
/// </summary>
internal static class BertNormalizer
{
    public static Func<string, string> Read(JsonRecord normalizer)
    {
        normalizer.AllowOnly("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
        var clean = normalizer.Truth("clean_text");
        var separate = normalizer.Truth("handle_chinese_chars");
        var lowercase = normalizer.Truth("lowercase");
        var strip = TokenizerJson.Flag(normalizer, "strip_accents", absent: lowercase);
        return text =>
        {
            var cleaned = clean ? Clean(text) : text;
            var separated = separate ? Separate(cleaned) : cleaned;
            var stripped = strip
                ? CodePoints.Where(CodePoints.Normalized(separated, NormalizationForm.FormD), rune => !ReferenceClasses.NonSpacing.Contains(rune.Value))
                : separated;
            return lowercase ? CodePoints.Lower(stripped) : stripped;
        };
    }

    private static string Clean(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isLineOrTab = rune.Value is '\t' or '\n' or '\r';
            if (isLineOrTab || (Rune.IsWhiteSpace(rune) && !ReferenceClasses.Other.Contains(rune.Value)))
            {
                cleaned.Append(' ');
            }
            else if (rune.Value is not (0 or 0xFFFD) && !ReferenceClasses.Other.Contains(rune.Value))
            {
                cleaned.Append(rune);
            }
        }

        return cleaned.ToString();
    }

    private static string Separate(string text)
    {
        var separated = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var ideograph = rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
                or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF)
                or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
            _ = ideograph ? separated.Append(' ').Append(rune).Append(' ') : separated.Append(rune);
        }

        return separated.ToString();
    }
}
