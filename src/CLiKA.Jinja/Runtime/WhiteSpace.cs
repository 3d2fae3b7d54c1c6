namespace CLiKA.Jinja.Runtime;

/// <summary>What Python calls white space: as .NET does, and four separators of ASCII.</summary>
internal static class WhiteSpace
{
    /// <summary>Every such character.</summary>
    public static char[] Characters { get; } = [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(Is)];

    /// <summary>Whether a character is one.</summary>
    public static bool Is(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';
}
