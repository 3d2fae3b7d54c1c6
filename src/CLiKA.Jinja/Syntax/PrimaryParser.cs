using System.Globalization;
using System.Text;
using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Parses operands: names, strings, numbers, lists and maps.</summary>
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

    /// <summary>Returns the value of an integer.</summary>
    public static long Whole(Token number) => long.TryParse(Digits(number), CultureInfo.InvariantCulture, out var whole)
        ? whole
        : throw new TemplateFault($"{number} does not fit into 64 bits.", number.Line);

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
                    throw new TemplateFault($"the key of a map is {Values.KindOf(name)}; expected a text or a number.");
                }

                map[name] = value(scope);
            }

            return map;
        };
    }
}
