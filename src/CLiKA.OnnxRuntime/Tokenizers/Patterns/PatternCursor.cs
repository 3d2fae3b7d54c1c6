using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>A place in an expression.</summary>
/// <param name="expression">The expression.</param>
internal sealed class PatternCursor(string expression)
{
    // Every parenthesis and bracket takes some of the stack.
    private const int MostNested = 100;

    private int _at;
    private int _nested;

    public bool IsAtEnd => _at == expression.Length;

    /// <summary>What is left.</summary>
    public ReadOnlySpan<char> Rest => expression.AsSpan(_at);

    public bool IsAt(string text) => Rest.StartsWith(text, StringComparison.Ordinal);

    /// <summary>Goes behind a text, if it comes next.</summary>
    public bool Skip(string text)
    {
        var isThere = IsAt(text);
        _at += isThere ? text.Length : 0;
        return isThere;
    }

    /// <summary>Goes on by a number of characters.</summary>
    public void Skip(int length) => _at += length;

    /// <summary>Goes into a parenthesis or a bracket.</summary>
    /// <exception cref="NotSupportedException">There are too many around it.</exception>
    public void Enter()
    {
        if (++_nested > MostNested)
        {
            throw new NotSupportedException($"more than {MostNested} ( or [ in each other");
        }
    }

    /// <summary>Goes out of it.</summary>
    public void Leave() => _nested--;

    /// <summary>The next code point.</summary>
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

    /// <summary>What comes before a text; goes behind that.</summary>
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
