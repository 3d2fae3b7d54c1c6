using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// A <c>pattern</c> of a tokenizer.json: a text, or a regular expression over code points, as HuggingFace's are. .NET's would see a
/// letter beyond U+FFFF as two characters that are no letters.
/// </summary>
internal sealed class TextPattern
{
    // Read otherwise by .NET than by Oniguruma: word characters, hexadecimal digits, and set operations inside a class.
    private static readonly Regex ReadOtherwise = new(@"\\[wWbBhHRXKGyY]|&&|\[\[|\[:|-\[", RegexOptions.CultureInvariant);

    // One character of the basic plane for each category that code points beyond it have.
    private static readonly Dictionary<UnicodeCategory, char> StandIns = new()
    {
        [UnicodeCategory.UppercaseLetter] = '\u0100',
        [UnicodeCategory.LowercaseLetter] = '\u0101',
        [UnicodeCategory.TitlecaseLetter] = '\u01C5',
        [UnicodeCategory.ModifierLetter] = '\u02B0',
        [UnicodeCategory.OtherLetter] = '\u0621',
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

    private readonly Regex _expression;

    private TextPattern(Regex expression) => _expression = expression;

    /// <summary>A pattern that was written for .NET.</summary>
    public static TextPattern Of(string expression) => new(Compile(expression));

    /// <summary>Reads the <c>pattern</c> of a component.</summary>
    public static TextPattern Read(JsonRecord component)
    {
        var pattern = component.Record("pattern");
        if (pattern.Has("String"))
        {
            return Of(Regex.Escape(pattern.Text("String")));
        }

        var text = pattern.Text("Regex");
        if (ReadOtherwise.Match(text) is { Success: true } construct)
        {
            throw TokenizerJson.Unsupported(component, $"'{construct.Value}' in the pattern of {component.Text("type")}");
        }

        try
        {
            return Of(text);
        }
        catch (ArgumentException error)
        {
            throw TokenizerJson.Unsupported(component, $"the pattern of {component.Text("type")} ({error.Message})");
        }
    }

    /// <summary>Where the pattern matches, in UTF-16 units of the text; a match may be empty.</summary>
    public IEnumerable<(int Start, int End)> Matches(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            for (var match = _expression.Match(text); match.Success; match = match.NextMatch())
            {
                yield return (match.Index, match.Index + match.Length);
            }

            yield break;
        }

        var (shadow, offsets) = Shadow(text);
        for (var match = _expression.Match(shadow); match.Success; match = match.NextMatch())
        {
            yield return (offsets[match.Index], offsets[match.Index + match.Length]);
        }
    }

    // Oniguruma's ^ and $ stand at every line.
    private static Regex Compile(string expression) =>
        new(expression, RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Compiled);

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
