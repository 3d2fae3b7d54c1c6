namespace CLiKA.Jinja.Runtime;

/// <summary>Calls of macros.</summary>
internal static class MacroCall
{
    /// <summary>What the body of a <c>call</c> block is called in the macro that the block calls.</summary>
    public const string Caller = "caller";

    /// <summary>A function that gives the text which a macro's body writes.</summary>
    /// <param name="name">The macro's name.</param>
    /// <param name="parameters">Its parameters, and what they are where they are not given; null for undefined.</param>
    /// <param name="body">Its body.</param>
    /// <param name="scope">Where it is defined: what its body knows.</param>
    public static Callable Of(string name, List<(string Name, Expression? Default)> parameters, Statement body, Scope scope) => arguments =>
    {
        try
        {
            arguments.Without(Caller).Only([.. parameters.Select(parameter => parameter.Name)]);
        }
        catch (TemplateFault fault)
        {
            throw new TemplateFault($"the macro '{name}' {fault.Message}");
        }

        return scope.Capture(body, inner =>
        {
            foreach (var (index, (parameter, otherwise)) in parameters.Index())
            {
                inner[parameter] = arguments.Has(index, parameter)
                    ? arguments.Get(index, parameter)
                    : otherwise is null ? new Undefined(parameter) : otherwise(inner);
            }

            if (!parameters.Exists(parameter => parameter.Name == Caller))
            {
                inner[Caller] = arguments.Named.GetValueOrDefault(Caller, new Undefined(Caller));
            }

            // What is given beyond the parameters is refused, so that nothing is left over.
            inner["varargs"] = new FixedList([]);
            inner["kwargs"] = new Map();
        });
    };
}
