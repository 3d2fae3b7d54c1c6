using CLiKA.Jinja.Library;
using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Parses filters (<c>value | name(arguments)</c>) and tests (<c>value is name</c>).</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="primaries">Parses operands.</param>
/// <param name="postfixes">Parses what follows an operand.</param>
internal sealed class FilterParser(TokenReader tokens, PrimaryParser primaries, PostfixParser postfixes)
{
    /// <summary>Parses the filters and tests after a value.</summary>
    public Expression Read(Expression value)
    {
        while (true)
        {
            if (tokens.TakeOperator("|"))
            {
                value = ReadFilter(value);
            }
            else if (tokens.TakeName("is"))
            {
                value = Test(value);
            }
            else if (tokens.Current.IsOperator("("))
            {
                value = postfixes.Read(value);
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>Parses the filters after a value.</summary>
    public Expression ReadFilters(Expression value)
    {
        while (tokens.TakeOperator("|"))
        {
            value = ReadFilter(value);
        }

        return value;
    }

    /// <summary>Parses a filter and its arguments, applied to a value.</summary>
    public Expression ReadFilter(Expression value)
    {
        var name = tokens.Expect(TokenKind.Name, "the name of a filter").Text;
        var arguments = tokens.Current.IsOperator("(")
            ? postfixes.Arguments()
            : scope => Runtime.Arguments.None(scope.Rendering);
        return scope => Filters.Apply(name, Rendering.EvaluateOperand(value, scope), arguments(scope));
    }

    private Expression Test(Expression value)
    {
        var negated = tokens.TakeName("not");
        var name = tokens.Expect(TokenKind.Name, "the name of a test").Text;
        var arguments = tokens.Current.IsOperator("(") ? postfixes.Arguments() : TestArgument();
        return scope => Tests.Holds(name, Rendering.EvaluateOperand(value, scope), arguments(scope)) != negated;
    }

    // 'x is divisibleby 3': a single argument needs no parentheses.
    private Func<Scope, Arguments> TestArgument()
    {
        var token = tokens.Current;
        if (token.IsName("is"))
        {
            throw tokens.Unexpected("a single test");
        }

        var comes = token.Kind is TokenKind.Text or TokenKind.Integer or TokenKind.Float
            || (token.Kind == TokenKind.Name && token.Text is not ("else" or "or" or "and"))
            || token.IsOperator("[") || token.IsOperator("{");
        if (!comes)
        {
            return scope => Runtime.Arguments.None(scope.Rendering);
        }

        var argument = postfixes.Read(primaries.Read());
        return scope => new([argument(scope)], [], scope.Rendering);
    }
}
