using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>Parses macros, and the blocks that call a macro and serve as its <c>caller</c>.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="expressions">Parses expressions.</param>
/// <param name="bodyUntil">Parses the body from the current block up to the block of a given name.</param>
internal sealed class MacroParser(TokenReader tokens, ExpressionParser expressions, Func<string, Statement> bodyUntil)
{
    /// <summary>Parses the rest of a <c>macro</c> block.</summary>
    public Statement Macro()
    {
        var name = tokens.Expect(TokenKind.Name, "the name of the macro").Text;
        var parameters = Parameters();
        var body = bodyUntil("endmacro");
        return scope =>
        {
            scope[name] = MacroCall.Of(name, parameters, body, scope);
            return Flow.Next;
        };
    }

    /// <summary>Parses the rest of a <c>call</c> block.</summary>
    public Statement Call()
    {
        var parameters = tokens.Current.IsOperator("(") ? Parameters() : [];
        var name = tokens.Expect(TokenKind.Name, "the name of a macro").Text;
        var arguments = expressions.ReadArguments();
        var body = bodyUntil("endcall");
        return scope =>
        {
            var caller = MacroCall.Of(MacroCall.Caller, parameters, body, scope);
            scope.Write(PythonText.Of(arguments(scope).With(MacroCall.Caller, caller).Call(scope[name])));
            return Flow.Next;
        };
    }

    private List<(string Name, Expression? Default)> Parameters()
    {
        tokens.Expect("(");
        var parameters = new List<(string, Expression?)>();
        while (!tokens.TakeOperator(")"))
        {
            var name = tokens.Expect(TokenKind.Name, "the name of a parameter").Text;
            parameters.Add((name, tokens.TakeOperator("=") ? expressions.Read() : null));
            if (!tokens.Current.IsOperator(")"))
            {
                tokens.Expect(",");
            }
        }

        return parameters;
    }
}
