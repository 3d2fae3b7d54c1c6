using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// Cuts a text into the matches of a regular expression and what lies between them. The expression sees code points, as
/// HuggingFace's does: .NET's would see a letter beyond U+FFFF as two characters that are no letters.
/// </summary>
/// <param name="pattern">The expression.</param>
internal sealed class SplitPreTokenizer(Regex pattern) : PreTokenizer
{
    // One character of the basic plane for each category that code points beyond it have.
    private static readonly Dictionary<UnicodeCategory, char> StandIns = new()
    {
        [UnicodeCategory.UppercaseLetter] = '\u0100',
        [UnicodeCategory.LowercaseLetter] = '\u0101',
        [UnicodeCategory.TitlecaseLetter] = '\u01C5',
        [UnicodeCategory.ModifierLetter] = '\u02B0',
        [UnicodeCategory.OtherLetter] = '\u4E00',
        [UnicodeCategory.NonSpacingMark] = '\u0300',
        [UnicodeCategory.SpacingCombiningMark] = '\u0903',
        [UnicodeCategory.EnclosingMark] = '\u0488',
        [UnicodeCategory.DecimalDigitNumber] = '\u0660',
        [UnicodeCategory.LetterNumber] = '\u2160',
        [UnicodeCategory.OtherNumber] = '\u00B2',
        [UnicodeCategory.ConnectorPunctuation] = '\u203F',
        [UnicodeCategory.DashPunctuation] = '\u2010',
        [UnicodeCategory.OpenPunctuation] = '\u2045',
        [UnicodeCategory.ClosePunctuation] = '\u2046',
        [UnicodeCategory.InitialQuotePunctuation] = '\u00AB',
        [UnicodeCategory.FinalQuotePunctuation] = '\u00BB',
        [UnicodeCategory.OtherPunctuation] = '\u2020',
        [UnicodeCategory.MathSymbol] = '\u00D7',
        [UnicodeCategory.CurrencySymbol] = '\u20AC',
        [UnicodeCategory.ModifierSymbol] = '\u02C2',
        [UnicodeCategory.OtherSymbol] = '\u2600',
        [UnicodeCategory.Format] = '\u200E',
        [UnicodeCategory.PrivateUse] = '\uE000',
        [UnicodeCategory.OtherNotAssigned] = '\uFFFE',
    };

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        var (shadow, offsets) = Shadow(text);
        var end = 0;
        foreach (Match match in pattern.Matches(shadow))
        {
            if (match.Index > end)
            {
                yield return Span(offsets, end, match.Index);
            }

            if (match.Length > 0)
            {
                yield return Span(offsets, match.Index, match.Index + match.Length);
            }

            end = match.Index + match.Length;
        }

        if (end < shadow.Length)
        {
            yield return Span(offsets, end, shadow.Length);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    private static (int Offset, int Length) Span(List<int> offsets, int start, int end) => (offsets[start], offsets[end] - offsets[start]);

    // The text with one character for each code point, and the place in the text of each.
    private static (string Text, List<int> Offsets) Shadow(string text)
    {
        var shadow = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length + 1);
        var offset = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            shadow.Append(rune.IsBmp ? (char)rune.Value : StandIns[Rune.GetUnicodeCategory(rune)]);
            offsets.Add(offset);
            offset += rune.Utf16SequenceLength;
        }

        offsets.Add(offset);
        return (shadow.ToString(), offsets);
    }
}
