namespace CLiKA.Jinja.Syntax;

/// <summary>A token of a template.</summary>
/// <param name="Kind">Kind of token.</param>
/// <param name="Text">Its text; for a string literal, its value.</param>
/// <param name="Line">One-based line on which it begins.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    /// <summary>Returns whether the token is this operator.</summary>
    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    /// <summary>Returns whether the token is this name.</summary>
    public bool IsName(string text) => Kind == TokenKind.Name && Text == text;

    /// <summary>Returns the token as shown in error messages.</summary>
    public override string ToString() => Kind == TokenKind.End ? "the end of the template" : $"'{Text}'";
}
