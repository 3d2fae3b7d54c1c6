using CLiKA.Jinja.Library;
using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Parses expressions by recursive descent, from the lowest precedence to the highest.</summary>
internal sealed class ExpressionParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly TokenReader _tokens;
    private readonly PrimaryParser _primaries;
    private readonly PostfixParser _postfixes;
    private readonly FilterParser _filters;

    /// <summary>Creates a parser.</summary>
    /// <param name="tokens">The tokens.</param>
    public ExpressionParser(TokenReader tokens)
    {
        (_tokens, _primaries, _postfixes) = (tokens, new(tokens, Read), new(tokens, Read));
        _filters = new(tokens, _primaries, _postfixes);
    }

    /// <summary>Parses an expression.</summary>
    public Expression Read() => _tokens.Nested(Conditional);

    /// <summary>Parses an expression where a following <c>if</c> is not a conditional.</summary>
    public Expression ReadWithoutCondition() => Several(Or);

    /// <summary>Parses an expression, or several separated by commas, which form a tuple.</summary>
    public Expression ReadSeveral() => Several(Read);

    /// <summary>Parses the filters after a value.</summary>
    public Expression ReadFilters(Expression value) => _filters.ReadFilters(value);

    /// <summary>Parses a filter and its arguments, applied to a value.</summary>
    public Expression ReadFilter(Expression value) => _filters.ReadFilter(value);

    /// <summary>Parses the arguments of a call, including the parentheses.</summary>
    public Func<Scope, Arguments> ReadArguments() => _postfixes.Arguments();

    private Expression Several(Func<Expression> read)
    {
        var first = read();
        if (!_tokens.Current.IsOperator(","))
        {
            return first;
        }

        var all = new List<Expression> { first };
        while (_tokens.TakeOperator(",") && !(_tokens.Current.Kind is TokenKind.BlockEnd or TokenKind.PrintEnd))
        {
            all.Add(read());
        }

        return scope => new FixedList(all.Select(expression => expression(scope)));
    }

    // 'a if b if c else d' is '(a if b) if c else d'. The conditions of such a chain are evaluated in a loop, so that its length takes no stack.
    private Expression Conditional()
    {
        var value = Or();
        var conditions = new List<Expression>();
        while (_tokens.TakeName("if"))
        {
            conditions.Add(Or());
        }

        if (conditions.Count == 0)
        {
            return value;
        }

        var otherwise = _tokens.TakeName("else") ? Read() : Absent;
        return scope =>
        {
            for (var index = conditions.Count - 1; index >= 0; index--)
            {
                if (!Values.IsTrue(Rendering.EvaluateOperand(conditions[index], scope)))
                {
                    return index == conditions.Count - 1 ? otherwise(scope) : Absent(scope);
                }
            }

            return Rendering.EvaluateOperand(value, scope);
        };

        static object? Absent(Scope scope) => new Undefined("the other case of an 'if' without 'else'");
    }

    private Expression Or()
    {
        var value = And();
        while (_tokens.TakeName("or"))
        {
            var (left, right) = (value, And());
            value = scope => Rendering.EvaluateOperand(left, scope) is var first && Values.IsTrue(first) ? first : right(scope);
        }

        return value;
    }

    private Expression And()
    {
        var value = Not();
        while (_tokens.TakeName("and"))
        {
            var (left, right) = (value, Not());
            value = scope => Rendering.EvaluateOperand(left, scope) is var first && Values.IsTrue(first) ? right(scope) : first;
        }

        return value;
    }

    private Expression Not()
    {
        if (!_tokens.TakeName("not"))
        {
            return Comparison();
        }

        var value = _tokens.Nested(Not);
        return scope => !Values.IsTrue(value(scope));
    }

    // 'a < b < c' compares both pairs, and stops at the first that does not hold.
    private Expression Comparison()
    {
        var first = Sum();
        var others = new List<(string Operation, Expression Value)>();
        while (ComparisonOperator() is { } operation)
        {
            others.Add((operation, Sum()));
        }

        return others.Count == 0 ? first : scope =>
        {
            var left = first(scope);
            foreach (var (operation, value) in others)
            {
                var right = value(scope);
                scope.Rendering.CountTraversal(left, right);
                if (!Operators.Compare(operation, left, right))
                {
                    return false;
                }

                left = right;
            }

            return true;
        };
    }

    private string? ComparisonOperator()
    {
        if (_tokens.Current.Kind == TokenKind.Operator && Comparisons.Contains(_tokens.Current.Text))
        {
            return _tokens.Take().Text;
        }

        if (_tokens.Current.IsName("not") && _tokens.Following.IsName("in"))
        {
            _tokens.Take();
            _tokens.Take();
            return "not in";
        }

        return _tokens.TakeName("in") ? "in" : null;
    }

    private Expression Sum() => Chain(Concatenation, "+", "-");

    private Expression Concatenation()
    {
        var first = Product();
        if (!_tokens.Current.IsOperator("~"))
        {
            return first;
        }

        var parts = new List<Expression> { first };
        while (_tokens.TakeOperator("~"))
        {
            parts.Add(Product());
        }

        return scope =>
        {
            var values = parts.ConvertAll(part => part(scope));
            scope.Rendering.CountTraversal([.. values]);
            return TextMethods.Join(string.Empty, values);
        };
    }

    private Expression Product() => Chain(Power, "*", "/", "//", "%");

    private Expression Power() => Chain(() => Unary(withFilters: true), "**");

    private Expression Chain(Func<Expression> read, params string[] operations)
    {
        var value = read();
        while (_tokens.Current.Kind == TokenKind.Operator && operations.Contains(_tokens.Current.Text))
        {
            var (operation, left, right) = (_tokens.Take().Text, value, read());
            value = scope =>
            {
                var (first, second) = (Rendering.EvaluateOperand(left, scope), right(scope));
                scope.Rendering.CountTraversal(first, second);
                return scope.Rendering.CountCreated(Operators.Calculate(operation, first, second));
            };
        }

        return value;
    }

    private Expression Unary(bool withFilters)
    {
        Expression value;
        if (_tokens.TakeOperator("-"))
        {
            var negated = _tokens.Nested(() => Unary(withFilters: false));
            value = scope => Numbers.Negate(negated(scope));
        }
        else if (_tokens.TakeOperator("+"))
        {
            var unchanged = _tokens.Nested(() => Unary(withFilters: false));
            value = scope => Numbers.Unchanged(unchanged(scope));
        }
        else
        {
            value = _primaries.Read();
        }

        value = _postfixes.Read(value);
        return withFilters ? _filters.Read(value) : value;
    }
}
