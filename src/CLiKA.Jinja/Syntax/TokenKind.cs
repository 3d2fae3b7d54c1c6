namespace CLiKA.Jinja.Syntax;

/// <summary>What a token of a template is.</summary>
internal enum TokenKind
{
    /// <summary>Text that is written as it stands.</summary>
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

    /// <summary>A text in quotes, its escapes resolved.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a point or an exponent.</summary>
    Float,

    /// <summary>Anything else, one or two characters.</summary>
    Operator,

    /// <summary>The end of the template.</summary>
    End,
}
