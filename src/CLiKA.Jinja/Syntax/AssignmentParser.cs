using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Parses the statements that assign values to names.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="expressions">Parses expressions.</param>
/// <param name="bodyUntil">Parses the body from the current block up to the block of a given name.</param>
internal sealed class AssignmentParser(TokenReader tokens, ExpressionParser expressions, Func<string, Statement> bodyUntil)
{
    /// <summary>Parses the rest of a <c>set</c> block.</summary>
    public Statement Set()
    {
        if (tokens.Following.IsOperator("."))
        {
            return SetMember();
        }

        var targets = Names();
        if (tokens.TakeOperator("="))
        {
            var value = expressions.ReadSeveral();
            tokens.ExpectBlockEnd();
            return scope =>
            {
                scope.Assign(targets, value(scope));
                return Flow.Next;
            };
        }

        // The filters precede the body that they apply to.
        Statement? body = null;
        var filtered = expressions.ReadFilters(scope => scope.Capture(body!));
        body = bodyUntil("endset");
        return scope =>
        {
            scope.Assign(targets, filtered(scope));
            return Flow.Next;
        };
    }

    /// <summary>Parses the rest of a <c>with</c> block.</summary>
    public Statement With()
    {
        var assignments = new List<(List<string> Names, Expression Value)>();
        while (tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (assignments.Count > 0)
            {
                tokens.Expect(",");
            }

            var names = Names();
            tokens.Expect("=");
            assignments.Add((names, expressions.Read()));
        }

        var body = bodyUntil("endwith");
        return scope =>
        {
            var inner = scope.Inner();
            foreach (var (names, value) in assignments)
            {
                inner.Assign(names, value(scope));
            }

            return body(inner);
        };
    }

    /// <summary>Parses a name, or several separated by commas.</summary>
    public List<string> Names()
    {
        var bracket = tokens.TakeOperator("(");
        var names = new List<string> { tokens.Expect(TokenKind.Name, "a name").Text };
        while (tokens.TakeOperator(","))
        {
            names.Add(tokens.Expect(TokenKind.Name, "a name").Text);
        }

        if (bracket)
        {
            tokens.Expect(")");
        }

        return names;
    }

    private Statement SetMember()
    {
        var space = tokens.Expect(TokenKind.Name, "a name").Text;
        tokens.Expect(".");
        var member = tokens.Expect(TokenKind.Name, "the name of a member").Text;
        tokens.Expect("=");
        var value = expressions.ReadSeveral();
        tokens.ExpectBlockEnd();
        return scope =>
        {
            var target = scope[space] as Namespace
                ?? throw new TemplateFault($"'{space}' is {Values.KindOf(scope[space])}; only members of a namespace can be set.");
            target.Members[member] = scope.Rendering.CountStored(value(scope));
            return Flow.Next;
        };
    }
}
