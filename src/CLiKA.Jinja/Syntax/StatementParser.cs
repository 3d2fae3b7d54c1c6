using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Parses statements.</summary>
internal sealed class StatementParser
{
    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private readonly MacroParser _macros;

    /// <summary>Creates a parser.</summary>
    /// <param name="tokens">The tokens.</param>
    public StatementParser(TokenReader tokens)
    {
        (_tokens, _expressions) = (tokens, new(tokens));
        _macros = new(tokens, _expressions, BodyUntil);
    }

    /// <summary>Parses a whole template.</summary>
    public Statement ReadTemplate()
    {
        var body = Body();
        return _tokens.Current.Kind == TokenKind.End
            ? body
            : throw new TemplateFault($"{_tokens.Current} closes nothing.", _tokens.Current.Line);
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
            "set" => Set(),
            "with" => With(),
            "macro" => _macros.Macro(),
            "call" => _macros.Call(),
            "filter" => Filter(),
            "break" => Leave(Flow.Break),
            "continue" => Leave(Flow.Continue),

            // Marks the text that a trainer learns from; here it only writes its body.
            "generation" => BodyUntil("endgeneration"),
            _ => throw new TemplateFault($"there is no statement '{name.Text}' here.", name.Line),
        };
    }

    private Statement If()
    {
        var condition = _expressions.ReadWithoutCondition();
        EndBlock();
        var then = Body("endif");
        var otherwise = _tokens.TakeName("elif") ? _tokens.Nested(If)
            : _tokens.TakeName("else") ? BodyUntil("endif")
            : EndOf(_ => Flow.Next, "endif");
        return scope => Values.IsTrue(condition(scope)) ? then(scope) : otherwise(scope);
    }

    private Statement For()
    {
        var targets = Names();
        if (!_tokens.TakeName("in"))
        {
            throw _tokens.Unexpected("'in'");
        }

        var elements = _expressions.ReadWithoutCondition();
        var condition = _tokens.TakeName("if") ? _expressions.Read() : null;
        if (_tokens.Current.IsName("recursive"))
        {
            throw new TemplateFault("'recursive' loops are not read here.", _tokens.Current.Line);
        }

        EndBlock();
        var body = Body("endfor");
        var otherwise = _tokens.TakeName("else") ? BodyUntil("endfor") : EndOf(_ => Flow.Next, "endfor");
        return new Loop(targets, elements, condition, body, otherwise).Run;
    }

    private Statement Set()
    {
        if (_tokens.Following.IsOperator("."))
        {
            return SetMember();
        }

        var targets = Names();
        if (_tokens.TakeOperator("="))
        {
            var value = _expressions.ReadSeveral();
            EndBlock();
            return scope =>
            {
                scope.Assign(targets, value(scope));
                return Flow.Next;
            };
        }

        // The filters precede the body that they apply to.
        Statement? body = null;
        var filtered = _expressions.ReadFilters(scope => scope.Capture(body!));
        body = BodyUntil("endset");
        return scope =>
        {
            scope.Assign(targets, filtered(scope));
            return Flow.Next;
        };
    }

    private Statement SetMember()
    {
        var space = _tokens.Expect(TokenKind.Name, "a name").Text;
        _tokens.Expect(".");
        var member = _tokens.Expect(TokenKind.Name, "the name of a member").Text;
        _tokens.Expect("=");
        var value = _expressions.ReadSeveral();
        EndBlock();
        return scope =>
        {
            var target = scope[space] as Namespace
                ?? throw new TemplateFault($"'{space}' is no namespace, so that nothing in it can be set.");
            target.Members[member] = scope.Rendering.CountStored(value(scope));
            return Flow.Next;
        };
    }

    private Statement With()
    {
        var assignments = new List<(List<string> Names, Expression Value)>();
        while (_tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (assignments.Count > 0)
            {
                _tokens.Expect(",");
            }

            var names = Names();
            _tokens.Expect("=");
            assignments.Add((names, _expressions.Read()));
        }

        var body = BodyUntil("endwith");
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

    private Statement Filter()
    {
        Statement? body = null;
        var filtered = _expressions.ReadFilters(_expressions.Filter(scope => scope.Capture(body!)));
        body = BodyUntil("endfilter");
        return scope => filtered(scope) is string text
            ? Write(scope, text)
            : throw new TemplateFault("'filter' gives something other than text.");
    }

    private List<string> Names()
    {
        var bracket = _tokens.TakeOperator("(");
        var names = new List<string> { _tokens.Expect(TokenKind.Name, "a name").Text };
        while (_tokens.TakeOperator(","))
        {
            names.Add(_tokens.Expect(TokenKind.Name, "a name").Text);
        }

        if (bracket)
        {
            _tokens.Expect(")");
        }

        return names;
    }

    // Called at the end of the block that opens the body.
    private Statement BodyUntil(string end)
    {
        EndBlock();
        return EndOf(Body(end), end);
    }

    private Statement EndOf(Statement body, string end)
    {
        if (!_tokens.TakeName(end))
        {
            throw _tokens.Unexpected($"'{end}'");
        }

        EndBlock();
        return body;
    }

    private Statement Leave(Flow flow)
    {
        EndBlock();
        return _ => flow;
    }

    private void EndBlock() => _tokens.Expect(TokenKind.BlockEnd, "'%}'");

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
