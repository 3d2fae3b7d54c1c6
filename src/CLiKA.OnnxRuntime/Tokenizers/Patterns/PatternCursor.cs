using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>A position in a regular expression.</summary>
/// <param name="expression">The expression.</param>
internal sealed class PatternCursor(string expression)
{
    // Reading is recursive: every parenthesis and bracket takes stack space.
    private const int MostNested = 100;

    private int _at;
    private int _nested;

    public bool IsAtEnd => _at == expression.Length;

    /// <summary>The rest of the expression.</summary>
    public ReadOnlySpan<char> Rest => expression.AsSpan(_at);

    public bool IsAt(string text) => Rest.StartsWith(text, StringComparison.Ordinal);

    /// <summary>Skips a text if it comes next, and returns whether it did.</summary>
    public bool Skip(string text)
    {
        var isThere = IsAt(text);
        _at += isThere ? text.Length : 0;
        return isThere;
    }

    /// <summary>Skips a number of characters.</summary>
    public void Skip(int length) => _at += length;

    /// <summary>Enters a parenthesis or bracket.</summary>
    /// <exception cref="NotSupportedException">The nesting is too deep.</exception>
    public void Enter()
    {
        if (++_nested > MostNested)
        {
            throw new NotSupportedException($"parentheses and brackets nested more than {MostNested} deep");
        }
    }

    /// <summary>Leaves a parenthesis or bracket.</summary>
    public void Leave() => _nested--;

    /// <summary>Reads the next code point.</summary>
    public int Take(string missing)
    {
        if (IsAtEnd)
        {
            throw new NotSupportedException(missing);
        }

        Rune.DecodeFromUtf16(Rest, out var rune, out var length);
        _at += length;
        return rune.Value;
    }

    /// <summary>Reads up to a text, and skips that text.</summary>
    public string TakeUntil(string end, string missing)
    {
        var length = Rest.IndexOf(end, StringComparison.Ordinal);
        if (length < 0)
        {
            throw new NotSupportedException(missing);
        }

        var taken = Rest[..length].ToString();
        _at += length + end.Length;
        return taken;
    }
}
