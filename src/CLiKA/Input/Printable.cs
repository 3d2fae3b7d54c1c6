using System.Globalization;
using System.Text;

namespace CLiKA.Input;

/// <summary>
/// Texts of others, made fit to be printed: what a terminal would obey, what ends a line and what turns other text around is written out,
/// as <c>[U+001B]</c>.
/// </summary>
public static class Printable
{
    private const string LineEnds = "\r\n\t";

    /// <summary>Makes a text harmless.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text, with its own marks of direction, which turn nothing around that stands outside of it.</returns>
    public static string Of(string text) => Of(text, kept: string.Empty);

    /// <summary>Makes a text harmless that may have lines: their ends and tabulators stay.</summary>
    /// <param name="text">The lines.</param>
    /// <returns>The lines.</returns>
    public static string Lines(string text) => Of(text, LineEnds);

    private static string Of(string text, string kept)
    {
        if (!text.Any(MayBeHarmful))
        {
            return text;
        }

        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHarmful(rune) && !(rune.IsBmp && kept.Contains((char)rune.Value)))
            {
                printable.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            }
            else
            {
                printable.Append(rune);
            }
        }

        return printable.ToString();
    }

    // Half a surrogate pair is replaced too.
    private static bool MayBeHarmful(char character) => char.IsSurrogate(character) || IsHarmful(CharUnicodeInfo.GetUnicodeCategory(character), character);

    private static bool IsHarmful(Rune rune) => IsHarmful(Rune.GetUnicodeCategory(rune), rune.Value);

    // Left are the marks that a writer of Hebrew, Arabic or Persian needs: joiners, and the marks that have a direction and turn nothing.
    private static bool IsHarmful(UnicodeCategory category, int value) => category switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => value is not (0x200C or 0x200D or 0x200E or 0x200F or 0x061C),
        _ => false,
    };
}
