using System.Globalization;
using System.Text;

namespace CLiKA.Reporting.Texts;

/// <summary>Escapes untrusted texts for Markdown as GitHub and Azure DevOps render it, so that they remain text on one line.</summary>
public static class MarkdownText
{
    // All characters that could begin markup, a table cell, an entity, mathematics or a link. A numeric character reference is never taken for
    // markup (CommonMark 0.31, section 2.5).
    private const string Marked = "&<>`*_~[]|\\#@$!={}^\"";

    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    // Keeps GitHub from recognizing a user or an issue after the mark, and notifying them.
    private const char WordJoiner = '\u2060';

    /// <summary>Escapes a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Markdown on one line that shows the text; right-to-left text is isolated from its surroundings.</returns>
    public static string Of(string text)
    {
        var line = SafeText.Line(text);
        var markdown = new StringBuilder(line.Length);
        var isRightToLeft = false;
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            isRightToLeft |= IsRightToLeft(character);

            // "www." and "http:/" turn what follows into a link.
            var beginsLink = character switch
            {
                '.' => index > 0 && line[index - 1] is ('w' or 'W'),
                ':' => index + 1 < line.Length && line[index + 1] == '/',
                _ => false,
            };
            if (beginsLink || Marked.Contains(character))
            {
                markdown.Append(CultureInfo.InvariantCulture, $"&#{(int)character};");
                if (character is '@' or '#')
                {
                    markdown.Append(WordJoiner);
                }
            }
            else
            {
                markdown.Append(character);
                if (EndsIssuePrefix(line, index))
                {
                    markdown.Append(WordJoiner);
                }
            }
        }

        return isRightToLeft ? $"{FirstStrongIsolate}{markdown}{PopDirectionalIsolate}" : markdown.ToString();
    }

    // "GH-12" also refers to an issue; "high-level" is a word, which must stay searchable without invisible characters.
    private static bool EndsIssuePrefix(string line, int index) =>
        index >= 2 && line.AsSpan(index - 2, 3).Equals("GH-", StringComparison.OrdinalIgnoreCase)
        && index + 1 < line.Length && char.IsAsciiDigit(line[index + 1])
        && (index == 2 || !char.IsAsciiLetterOrDigit(line[index - 3]));

    // Hebrew to Arabic Extended-A, the presentation forms, and the high surrogates of right-to-left scripts beyond the BMP, such as Adlam.
    private static bool IsRightToLeft(char character) =>
        character is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')
            or '\uD802' or '\uD803' or '\uD83A' or '\uD83B';
}
