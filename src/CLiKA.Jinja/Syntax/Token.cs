namespace CLiKA.Jinja.Syntax;

/// <summary>A token of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a text in quotes, what they hold.</param>
/// <param name="Line">Line on which it begins, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    /// <summary>Whether it is this operator.</summary>
    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    /// <summary>Whether it is this name.</summary>
    public bool IsName(string text) => Kind == TokenKind.Name && Text == text;

    /// <summary>The token as an error message shows it.</summary>
    public override string ToString() => Kind == TokenKind.End ? "the end of the template" : $"'{Text}'";
}
