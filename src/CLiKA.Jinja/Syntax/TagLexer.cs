using System.Globalization;
using System.Text;
using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Splits the inside of one tag into tokens.</summary>
/// <param name="source">The template.</param>
/// <param name="position">Start of the tag's inside.</param>
/// <param name="line">Line of that position.</param>
/// <param name="close">The characters that close the tag.</param>
internal sealed class TagLexer(string source, int position, int line, string close)
{
    private static readonly string[] Operators =
    [
        "==", "!=", ">=", "<=", "**", "//", "+", "-", "*", "/", "%", "~", "(", ")", "[", "]", "{", "}", ">", "<", "=", ".", ":", "|", ",",
    ];

    private const string EscapeNames = "ntrbfva0\\'\"";
    private const string Escaped = "\n\t\r\b\f\v\a\0\\'\"";

    private readonly int _begin = line;
    private int _line = line;
    private int _open;

    /// <summary>Start of the next token or, after the last, of the closing characters.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Returns the next token; null at the end of the tag.</summary>
    public Token? Next()
    {
        while (Position < source.Length && WhiteSpace.Is(source[Position]))
        {
            _line += source[Position] == '\n' ? 1 : 0;
            Position++;
        }

        if (Position >= source.Length)
        {
            throw new TemplateFault($"this tag is not closed; expected '{close}'.", _begin);
        }

        // Inside brackets, '}}' closes two of them.
        if (_open == 0 && (Is(close, 0) || (source[Position] is '-' or '+' && Is(close, 1))))
        {
            return null;
        }

        var character = source[Position];
        return character switch
        {
            '"' or '\'' => Text(character),
            >= '0' and <= '9' => Number(),
            _ when character == '_' || char.IsLetter(character) => Take(TokenKind.Name, WordLength()),
            _ => Operator(),
        };
    }

    private bool Is(string text, int offset) => string.CompareOrdinal(source, Position + offset, text, 0, text.Length) == 0;

    private Token Take(TokenKind kind, int length)
    {
        var text = source.Substring(Position, length);
        Position += length;
        return new(kind, text, _line);
    }

    private int WordLength()
    {
        var end = Position;
        while (end < source.Length && (source[end] == '_' || char.IsLetterOrDigit(source[end])))
        {
            end++;
        }

        return end - Position;
    }

    private Token Operator()
    {
        var text = Array.Find(Operators, candidate => Is(candidate, 0))
            ?? throw new TemplateFault($"unexpected character '{source[Position]}'.", _line);
        _open += text is "(" or "[" or "{" ? 1 : text is ")" or "]" or "}" ? -1 : 0;
        return _open >= 0 ? Take(TokenKind.Operator, text.Length) : throw new TemplateFault($"'{text}' closes no open bracket.", _line);
    }

    private Token Number()
    {
        var end = Digits(Position);
        var isFloat = false;
        if (end + 1 < source.Length && source[end] == '.' && char.IsAsciiDigit(source[end + 1]))
        {
            (isFloat, end) = (true, Digits(end + 1));
        }

        if (end + 1 < source.Length && source[end] is 'e' or 'E')
        {
            var exponent = end + (source[end + 1] is '+' or '-' ? 2 : 1);
            var last = Digits(exponent);
            (isFloat, end) = last > exponent && char.IsAsciiDigit(source[exponent]) ? (true, last) : (isFloat, end);
        }

        return Take(isFloat ? TokenKind.Float : TokenKind.Integer, end - Position);
    }

    private int Digits(int from)
    {
        while (from < source.Length && (char.IsAsciiDigit(source[from]) || source[from] == '_'))
        {
            from++;
        }

        return from;
    }

    private Token Text(char quote)
    {
        var (begin, text) = (_line, new StringBuilder());
        for (Position++; ; Position++)
        {
            if (Position >= source.Length)
            {
                throw new TemplateFault($"this text is not closed; expected {quote}.", begin);
            }

            var character = source[Position];
            if (character == quote)
            {
                Position++;
                return new(TokenKind.Text, text.ToString(), begin);
            }

            _line += character == '\n' ? 1 : 0;
            if (character == '\\' && Position + 1 < source.Length)
            {
                Position++;
                Escape(text);
            }
            else
            {
                text.Append(character);
            }
        }
    }

    // As in Python, an unknown escape is kept as it is.
    private void Escape(StringBuilder text)
    {
        var name = source[Position];
        var digits = name switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
        {
            var place = EscapeNames.IndexOf(name, StringComparison.Ordinal);
            text.Append(place >= 0 ? Escaped[place].ToString() : name == '\n' ? string.Empty : $"\\{name}");
            return;
        }

        var hexadecimal = source.AsSpan(Position + 1, Math.Min(digits, source.Length - Position - 1));
        if (hexadecimal.Length < digits
            || !uint.TryParse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value > 0x10FFFF)
        {
            throw new TemplateFault($"'\\{name}' must be followed by {digits} hexadecimal digits of a code point.", _line);
        }

        text.Append(value is >= 0xD800 and <= 0xDFFF ? ((char)value).ToString() : char.ConvertFromUtf32((int)value));
        Position += digits;
    }
}
