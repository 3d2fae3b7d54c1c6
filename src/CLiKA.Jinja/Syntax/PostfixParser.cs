using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Parses what follows an operand: members, subscripts and calls.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="inner">Parses an expression inside brackets.</param>
internal sealed class PostfixParser(TokenReader tokens, Func<Expression> inner)
{
    /// <summary>Parses the members, subscripts and calls after a value.</summary>
    /// <param name="value">The value.</param>
    public Expression Read(Expression value)
    {
        while (true)
        {
            var target = value;
            if (tokens.TakeOperator("."))
            {
                if (tokens.Current.Kind == TokenKind.Integer)
                {
                    var index = PrimaryParser.Whole(tokens.Take());
                    value = scope => Members.Item(EvaluateTraversed(target, scope), index);
                }
                else
                {
                    var name = tokens.Expect(TokenKind.Name, "the name of a member").Text;
                    value = scope => Members.Get(EvaluateTraversed(target, scope), name);
                }
            }
            else if (tokens.TakeOperator("["))
            {
                value = Subscript(target);
            }
            else if (tokens.Current.IsOperator("("))
            {
                var arguments = Arguments();
                value = scope =>
                {
                    var function = Rendering.EvaluateOperand(target, scope);
                    return arguments(scope).Call(function);
                };
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>Parses the arguments of a call, including the parentheses.</summary>
    public Func<Scope, Arguments> Arguments()
    {
        tokens.Expect("(");
        var positional = new List<Expression>();
        var named = new OrderedDictionary<string, Expression>();
        while (!tokens.TakeOperator(")"))
        {
            if (tokens.Current.Kind == TokenKind.Name && tokens.Following.IsOperator("="))
            {
                var name = tokens.Take();
                tokens.Take();
                if (!named.TryAdd(name.Text, inner()))
                {
                    throw new TemplateFault($"the argument '{name.Text}' is given twice.", name.Line);
                }
            }
            else
            {
                positional.Add(named.Count == 0 ? inner() : throw tokens.Unexpected("a named argument"));
            }

            if (!tokens.Current.IsOperator(")"))
            {
                tokens.Expect(",");
            }
        }

        return scope => new(
            positional.ConvertAll(value => value(scope)),
            named.ToDictionary(argument => argument.Key, argument => argument.Value(scope)),
            scope.Rendering);
    }

    // A method of a text or list, or an index into it, takes time proportional to its length.
    private static object? EvaluateTraversed(Expression expression, Scope scope)
    {
        var value = Rendering.EvaluateOperand(expression, scope);
        if (value is string or List<object?>)
        {
            scope.Rendering.CountTraversal(value);
        }

        return value;
    }

    private Expression Subscript(Expression target)
    {
        var parts = new List<Expression?>();
        Expression? part = null;
        while (!tokens.TakeOperator("]"))
        {
            if (tokens.TakeOperator(":"))
            {
                parts.Add(part);
                part = null;
            }
            else
            {
                part = part is null ? inner() : throw tokens.Unexpected("']'");
            }
        }

        if (parts.Count == 0)
        {
            return part is { } key ? scope => Members.Item(EvaluateTraversed(target, scope), key(scope)) : throw tokens.Unexpected("an index");
        }

        parts.Add(part);
        return parts.Count <= 3
            ? scope => Slices.Of(
                EvaluateTraversed(target, scope), Place(parts[0], scope), Place(parts[1], scope), (parts.Count == 3 ? Place(parts[2], scope) : null) ?? 1)
            : throw tokens.Unexpected("']' after at most two ':'");
    }

    private static long? Place(Expression? part, Scope scope) => part?.Invoke(scope) switch
    {
        null => null,
        long place => place,
        var other => throw new TemplateFault($"the bound of a slice is {Values.KindOf(other)}; expected a whole number."),
    };
}
