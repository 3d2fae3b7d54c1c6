using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Parses statements.</summary>
internal sealed class StatementParser
{
    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private readonly AssignmentParser _assignments;
    private readonly MacroParser _macros;

    /// <summary>Creates a parser.</summary>
    /// <param name="tokens">The tokens.</param>
    public StatementParser(TokenReader tokens)
    {
        (_tokens, _expressions) = (tokens, new(tokens));
        _assignments = new(tokens, _expressions, BodyUntil);
        _macros = new(tokens, _expressions, BodyUntil);
    }

    /// <summary>Parses a whole template.</summary>
    public Statement ReadTemplate()
    {
        var body = Body();
        return _tokens.Current.Kind == TokenKind.End
            ? body
            : throw new TemplateFault($"{_tokens.Current} closes no open block.", _tokens.Current.Line);
    }

    // Parses up to the end, or to a block that closes something, whose name is the next token.
    private Statement Body(string? end = null)
    {
        var statements = new List<Statement>();
        while (_tokens.Current.Kind != TokenKind.End)
        {
            var token = _tokens.Take();
            if (token.Kind == TokenKind.Data)
            {
                statements.Add(scope => Write(scope, token.Text));
            }
            else if (token.Kind == TokenKind.PrintBegin)
            {
                var value = _expressions.ReadSeveral();
                _tokens.Expect(TokenKind.PrintEnd, "'}}'");
                statements.Add(At(token.Line, scope => Write(scope, PythonText.Of(value(scope)))));
            }
            else if (_tokens.Current.Kind == TokenKind.Name && ClosesSomething(_tokens.Current.Text))
            {
                return Sequence(statements);
            }
            else
            {
                statements.Add(At(token.Line, _tokens.Nested(Block)));
            }
        }

        return end is null ? Sequence(statements) : throw _tokens.Unexpected($"'{{% {end} %}}'");
    }

    private static bool ClosesSomething(string name) => name is "else" or "elif" || name.StartsWith("end", StringComparison.Ordinal);

    private Statement Block()
    {
        var name = _tokens.Expect(TokenKind.Name, "the name of a statement");
        return name.Text switch
        {
            "if" => If(),
            "for" => For(),
            "set" => _assignments.Set(),
            "with" => _assignments.With(),
            "macro" => _macros.Macro(),
            "call" => _macros.Call(),
            "filter" => Filter(),
            "break" => Leave(Flow.Break),
            "continue" => Leave(Flow.Continue),

            // Marks the text that a trainer learns from; here it only writes its body.
            "generation" => BodyUntil("endgeneration"),
            _ => throw new TemplateFault($"the statement '{name.Text}' is unknown or not supported.", name.Line),
        };
    }

    private Statement If()
    {
        var condition = _expressions.ReadWithoutCondition();
        _tokens.ExpectBlockEnd();
        var then = Body("endif");
        var otherwise = _tokens.TakeName("elif") ? _tokens.Nested(If)
            : _tokens.TakeName("else") ? BodyUntil("endif")
            : EndOf(_ => Flow.Next, "endif");
        return scope => Values.IsTrue(condition(scope)) ? then(scope) : otherwise(scope);
    }

    private Statement For()
    {
        var targets = _assignments.Names();
        if (!_tokens.TakeName("in"))
        {
            throw _tokens.Unexpected("'in'");
        }

        var elements = _expressions.ReadWithoutCondition();
        var condition = _tokens.TakeName("if") ? _expressions.Read() : null;
        if (_tokens.Current.IsName("recursive"))
        {
            throw new TemplateFault("'recursive' loops are not supported.", _tokens.Current.Line);
        }

        _tokens.ExpectBlockEnd();
        var body = Body("endfor");
        var otherwise = _tokens.TakeName("else") ? BodyUntil("endfor") : EndOf(_ => Flow.Next, "endfor");
        return new Loop(targets, elements, condition, body, otherwise).Run;
    }

    private Statement Filter()
    {
        Statement? body = null;
        var filtered = _expressions.ReadFilters(_expressions.ReadFilter(scope => scope.Capture(body!)));
        body = BodyUntil("endfilter");
        return scope => filtered(scope) is string text
            ? Write(scope, text)
            : throw new TemplateFault("the filters of a 'filter' block do not return a text.");
    }

    // Called at the end of the block that opens the body.
    private Statement BodyUntil(string end)
    {
        _tokens.ExpectBlockEnd();
        return EndOf(Body(end), end);
    }

    private Statement EndOf(Statement body, string end)
    {
        if (!_tokens.TakeName(end))
        {
            throw _tokens.Unexpected($"'{end}'");
        }

        _tokens.ExpectBlockEnd();
        return body;
    }

    private Statement Leave(Flow flow)
    {
        _tokens.ExpectBlockEnd();
        return _ => flow;
    }

    private static Flow Write(Scope scope, string text)
    {
        scope.Write(text);
        return Flow.Next;
    }

    private static Statement Sequence(List<Statement> statements) => scope =>
    {
        foreach (var statement in statements)
        {
            if (statement(scope) is not Flow.Next and var flow)
            {
                return flow;
            }
        }

        return Flow.Next;
    };

    private static Statement At(int line, Statement statement) => scope =>
    {
        try
        {
            scope.Rendering.Step();
            return statement(scope);
        }
        catch (TemplateFault fault) when (fault.Line is null)
        {
            throw new TemplateFault(fault.Message, line);
        }
    };
}
