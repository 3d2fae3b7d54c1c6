using System.Globalization;
using System.Text;
using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Parses operands: names, strings, numbers, lists and maps, with their postfix operations.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="inner">Parses an expression inside brackets.</param>
internal sealed class PrimaryParser(TokenReader tokens, Func<Expression> inner)
{
    /// <summary>Parses a name, a literal, or an expression in brackets.</summary>
    public Expression Read()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Take();
                return Named(token.Text);
            case TokenKind.Text:
                return Constant(Texts());
            case TokenKind.Integer:
                tokens.Take();
                return Constant(Whole(token));
            case TokenKind.Float:
                tokens.Take();
                return Constant(double.Parse(Digits(token), CultureInfo.InvariantCulture));
            default:
                return tokens.TakeOperator("(") ? Bracketed()
                    : tokens.TakeOperator("[") ? ListUntil("]")
                    : tokens.TakeOperator("{") ? Map()
                    : throw tokens.Unexpected("an expression");
        }
    }

    /// <summary>Parses the members, subscripts and calls after a value.</summary>
    /// <param name="value">The value.</param>
    public Expression Postfix(Expression value)
    {
        while (true)
        {
            var target = value;
            if (tokens.TakeOperator("."))
            {
                if (tokens.Current.Kind == TokenKind.Integer)
                {
                    var index = Whole(tokens.Take());
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
                positional.Add(named.Count == 0 ? inner() : throw tokens.Unexpected("an argument with a name"));
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

    // The leaves of every expression are names and constants, so counting these counts everything that is evaluated.
    private static Expression Constant(object? value) => scope =>
    {
        scope.Rendering.Step();
        return value;
    };

    private static Expression Variable(string name) => scope =>
    {
        scope.Rendering.Step();
        return scope[name];
    };

    private static long Whole(Token number) => long.TryParse(Digits(number), CultureInfo.InvariantCulture, out var whole)
        ? whole
        : throw new TemplateFault($"{number} has more than 64 bits.", number.Line);

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

    private static string Digits(Token number) => number.Text.Replace("_", string.Empty, StringComparison.Ordinal);

    private static Expression Named(string name) => name switch
    {
        "true" or "True" => Constant(true),
        "false" or "False" => Constant(false),
        "none" or "None" => Constant(null),
        _ => Variable(name),
    };

    // Adjacent string literals are concatenated.
    private string Texts()
    {
        var text = new StringBuilder();
        while (tokens.Current.Kind == TokenKind.Text)
        {
            text.Append(tokens.Take().Text);
        }

        return text.ToString();
    }

    // One expression in parentheses is itself; with a comma it is a tuple.
    private Expression Bracketed()
    {
        if (tokens.TakeOperator(")"))
        {
            return _ => new FixedList([]);
        }

        var first = inner();
        if (tokens.TakeOperator(")"))
        {
            return first;
        }

        tokens.Expect(",");
        var rest = ListUntil(")");
        return scope => new FixedList([first(scope), .. (List<object?>)rest(scope)!]);
    }

    private Expression ListUntil(string close)
    {
        var elements = new List<Expression>();
        while (!tokens.TakeOperator(close))
        {
            elements.Add(inner());
            if (!tokens.Current.IsOperator(close))
            {
                tokens.Expect(",");
            }
        }

        return scope => elements.ConvertAll(element => element(scope));
    }

    private Expression Map()
    {
        var pairs = new List<(Expression Key, Expression Value)>();
        while (!tokens.TakeOperator("}"))
        {
            var key = inner();
            tokens.Expect(":");
            pairs.Add((key, inner()));
            if (!tokens.Current.IsOperator("}"))
            {
                tokens.Expect(",");
            }
        }

        return scope =>
        {
            var map = new Map();
            foreach (var (key, value) in pairs)
            {
                var name = key(scope);
                if (name is not (string or long or double))
                {
                    throw new TemplateFault($"{Values.KindOf(name)} cannot be the key of a map.");
                }

                map[name] = value(scope);
            }

            return map;
        };
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
            : throw tokens.Unexpected("at most two ':'");
    }

    private static long? Place(Expression? part, Scope scope) => part?.Invoke(scope) switch
    {
        null => null,
        long place => place,
        var other => throw new TemplateFault($"{Values.KindOf(other)} is not a place in a range."),
    };
}
