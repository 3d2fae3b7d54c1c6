namespace CLiKA.Jinja.Syntax;

/// <summary>The kinds of tokens in a template.</summary>
internal enum TokenKind
{
    /// <summary>Text outside tags, written as it is.</summary>
    Data,

    /// <summary><c>{%</c>.</summary>
    BlockBegin,

    /// <summary><c>%}</c>.</summary>
    BlockEnd,

    /// <summary><c>{{</c>.</summary>
    PrintBegin,

    /// <summary><c>}}</c>.</summary>
    PrintEnd,

    /// <summary>A name or a keyword.</summary>
    Name,

    /// <summary>A string literal, with its escapes resolved.</summary>
    Text,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A number with a point or an exponent.</summary>
    Float,

    /// <summary>Any other one or two characters.</summary>
    Operator,

    /// <summary>The end of the template.</summary>
    End,
}
