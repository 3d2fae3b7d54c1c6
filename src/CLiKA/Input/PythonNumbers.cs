using System.Text;

namespace CLiKA.Input;

/// <summary>
/// The numbers that Python's json module writes although JSON has none of them: <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.
/// </summary>
internal static class PythonNumbers
{
    private static readonly string[] Words = ["-Infinity", "Infinity", "NaN"];

    /// <summary>Puts these numbers in quotation marks, so that a parser reads texts. What stands in quotation marks is left as it is.</summary>
    /// <param name="text">The text, with the same lines as the result.</param>
    public static string Quoted(string text)
    {
        if (!Array.Exists(Words, word => text.Contains(word, StringComparison.Ordinal)))
        {
            return text;
        }

        var quoted = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            var length = rest[0] == '"' ? LengthOfText(rest) : Array.Find(Words, word => text.AsSpan(at).StartsWith(word, StringComparison.Ordinal))?.Length;
            quoted.Append(rest[0] != '"' && length is not null ? $"\"{rest[..length.Value]}\"" : rest[..(length ?? 1)]);
            at += length ?? 1;
        }

        return quoted.ToString();
    }

    // With its quotation marks; up to the end where the last is missing.
    private static int LengthOfText(ReadOnlySpan<char> text)
    {
        var at = 1;
        while (at < text.Length && text[at] != '"')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at + 1, text.Length);
    }
}
