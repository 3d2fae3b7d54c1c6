using System.Globalization;
using System.Text;

namespace CLiKA.Input;

/// <summary>
/// Makes text from outside safe to print: control characters, line ends and characters that change the direction of other text are escaped, for
/// example as <c>[U+001B]</c>.
/// </summary>
public static class Printable
{
    private const string LineEnds = "\r\n\t";

    /// <summary>Escapes a single line.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text; directional marks that have no effect outside it are kept.</returns>
    public static string Of(string text) => Of(text, kept: string.Empty);

    /// <summary>Escapes a text of several lines, keeping line ends and tabs.</summary>
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

    // Unpaired surrogates are replaced too.
    private static bool MayBeHarmful(char character) => char.IsSurrogate(character) || IsHarmful(CharUnicodeInfo.GetUnicodeCategory(character), character);

    private static bool IsHarmful(Rune rune) => IsHarmful(Rune.GetUnicodeCategory(rune), rune.Value);

    // Kept are the marks that Hebrew, Arabic and Persian texts need: joiners, and directional marks that do not affect other text.
    private static bool IsHarmful(UnicodeCategory category, int value) => category switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => value is not (0x200C or 0x200D or 0x200E or 0x200F or 0x061C),
        _ => false,
    };
}
