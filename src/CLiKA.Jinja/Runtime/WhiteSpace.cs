namespace CLiKA.Jinja.Runtime;

/// <summary>White space as in Python: .NET's, and four ASCII separators.</summary>
internal static class WhiteSpace
{
    /// <summary>All white space characters.</summary>
    public static char[] Characters { get; } = [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(Is)];

    /// <summary>Returns whether a character is white space.</summary>
    public static bool Is(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';
}
