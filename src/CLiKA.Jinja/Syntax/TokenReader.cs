using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Reads tokens sequentially.</summary>
/// <param name="tokens">The tokens, ending with <see cref="TokenKind.End"/>.</param>
internal sealed class TokenReader(List<Token> tokens)
{
    // Deeper than any real template nests, and shallow enough for the stack.
    private const int MaximumDepth = 150;

    private int _next;
    private int _depth;

    /// <summary>The next token.</summary>
    public Token Current => tokens[_next];

    /// <summary>The token after the next.</summary>
    public Token Following => tokens[Math.Min(_next + 1, tokens.Count - 1)];

    /// <summary>Takes the next token; the end is never consumed.</summary>
    public Token Take() => tokens[_next == tokens.Count - 1 ? _next : _next++];

    /// <summary>Takes the next token if it is this operator.</summary>
    public bool TakeOperator(string text) => Current.IsOperator(text) && Take().Text == text;

    /// <summary>Takes the next token if it is this name.</summary>
    public bool TakeName(string text) => Current.IsName(text) && Take().Text == text;

    /// <summary>Takes a required operator.</summary>
    public void Expect(string text)
    {
        if (!TakeOperator(text))
        {
            throw Unexpected($"'{text}'");
        }
    }

    /// <summary>Takes a token of a required kind.</summary>
    public Token Expect(TokenKind kind, string expected) => Current.Kind == kind ? Take() : throw Unexpected(expected);

    /// <summary>Takes the required end of a block.</summary>
    public void ExpectBlockEnd() => Expect(TokenKind.BlockEnd, "'%}'");

    /// <summary>Creates the error for an unexpected token.</summary>
    public TemplateFault Unexpected(string expected) => new($"found {Current}; expected {expected}.", Current.Line);

    /// <summary>Parses a construct that may contain itself.</summary>
    public T Nested<T>(Func<T> read)
    {
        if (++_depth > MaximumDepth)
        {
            throw new TemplateFault($"tags and expressions are nested more than {MaximumDepth} deep.", Current.Line);
        }

        var result = read();
        _depth--;
        return result;
    }
}
