namespace CLiKA.Jinja.Runtime;

/// <summary>Creates callable macros.</summary>
internal static class MacroCall
{
    /// <summary>Name of the body of a <c>call</c> block inside the macro that the block calls.</summary>
    public const string Caller = "caller";

    /// <summary>Creates a function that returns the text written by a macro's body.</summary>
    /// <param name="name">Name of the macro.</param>
    /// <param name="parameters">Its parameters with their default values; null for undefined.</param>
    /// <param name="body">Body of the macro.</param>
    /// <param name="scope">The scope of its definition, which its body can access.</param>
    public static Callable Of(string name, List<(string Name, Expression? Default)> parameters, Statement body, Scope scope) => arguments =>
    {
        try
        {
            arguments.Without(Caller).Only([.. parameters.Select(parameter => parameter.Name)]);
        }
        catch (TemplateFault fault)
        {
            throw fault.In(name);
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

            // Surplus arguments are rejected, so these are always empty.
            inner["varargs"] = new FixedList([]);
            inner["kwargs"] = new Map();
        });
    };
}
