using System.Globalization;
using System.Text;

namespace CLiKA.Reporting.Texts;

/// <summary>Texts of others inside of Markdown, as GitHub and Azure DevOps render it: they stay text, and stay on their line.</summary>
public static class MarkdownText
{
    // Everything that could begin markup, a table cell, an entity, mathematics or a link. What stands for a character by its number is
    // never taken for markup (CommonMark 0.31, section 2.5).
    private const string Marked = "&<>`*_~[]|\\#@$!={}^\"";

    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    // Keeps GitHub from reading a person or an issue behind the mark, and notifying them.
    private const char WordJoiner = '\u2060';

    /// <summary>Makes a text harmless.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Markdown on one line that shows the text; where it is written from right to left, isolated from what stands around it.</returns>
    public static string Of(string text)
    {
        var line = SafeText.Line(text);
        var markdown = new StringBuilder(line.Length);
        var isRightToLeft = false;
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            isRightToLeft |= IsRightToLeft(character);

            // "www." and "http:/" make a link of what follows, too.
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

    // "GH-12" is an issue too; "high-level" is a word, in which nobody finds what cannot be seen.
    private static bool EndsIssuePrefix(string line, int index) =>
        index >= 2 && line.AsSpan(index - 2, 3).Equals("GH-", StringComparison.OrdinalIgnoreCase)
        && index + 1 < line.Length && char.IsAsciiDigit(line[index + 1])
        && (index == 2 || !char.IsAsciiLetterOrDigit(line[index - 3]));

    // Hebrew to Arabic Extended-A, the presentation forms, and the first halves of what stands beyond 16 bits, such as Adlam.
    private static bool IsRightToLeft(char character) =>
        character is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')
            or '\uD802' or '\uD803' or '\uD83A' or '\uD83B';
}
