namespace CLiKA.Jinja.Runtime;

/// <summary>The arguments of a call.</summary>
/// <param name="Positional">The positional arguments.</param>
/// <param name="Named">The named arguments.</param>
/// <param name="Rendering">The current rendering.</param>
internal sealed record Arguments(List<object?> Positional, Dictionary<string, object?> Named, Rendering Rendering)
{
    /// <summary>Returns an empty set of arguments.</summary>
    public static Arguments None(Rendering rendering) => new([], [], rendering);

    /// <summary>Calls a function with these arguments.</summary>
    public object? Call(object? function)
    {
        CountTraversal();
        return function switch
        {
            Callable callable => Rendering.CountCreated(Rendering.Nested(() => callable(this))),
            Undefined undefined => throw undefined.Fault(),
            _ => throw new TemplateFault($"{Values.KindOf(function)} cannot be called."),
        };
    }

    /// <summary>Returns the arguments with a named one added.</summary>
    public Arguments With(string name, object? value) => this with { Named = new(Named) { [name] = value } };

    /// <summary>Returns the arguments without a named one.</summary>
    public Arguments Without(string name) => this with { Named = Named.Where(pair => pair.Key != name).ToDictionary() };

    /// <summary>Returns the arguments without the first positional one.</summary>
    public Arguments Rest() => this with { Positional = [.. Positional.Skip(1)] };

    /// <summary>Counts the steps that it takes to traverse all arguments.</summary>
    public void CountTraversal()
    {
        foreach (var value in Positional.Concat(Named.Values))
        {
            Rendering.CountTraversal(value);
        }
    }

    /// <summary>Returns whether an argument was given.</summary>
    public bool Has(int index, string name) => index < Positional.Count || Named.ContainsKey(name);

    /// <summary>Returns an argument by position or name, or a default.</summary>
    public object? Get(int index, string name, object? otherwise) =>
        index < Positional.Count ? Positional[index] : Named.GetValueOrDefault(name, otherwise);

    /// <summary>Returns a required argument.</summary>
    public object? Get(int index, string name) =>
        Has(index, name) ? Get(index, name, null) : throw new TemplateFault($"the argument '{name}' is missing.");

    /// <summary>Returns a required string.</summary>
    public string Text(int index, string name) => Get(index, name) is string text
        ? text
        : throw new TemplateFault($"the argument '{name}' is {Values.KindOf(Get(index, name))}; expected a text.");

    /// <summary>Returns an integer, or a default.</summary>
    public long Integer(int index, string name, long otherwise) => Get(index, name, otherwise) switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        var other => throw new TemplateFault($"the argument '{name}' is {Values.KindOf(other)}; expected a whole number."),
    };

    /// <summary>Rejects arguments that the function does not accept.</summary>
    public Arguments Only(params ReadOnlySpan<string> names)
    {
        if (Positional.Count > names.Length)
        {
            throw new TemplateFault($"the number of arguments is {Positional.Count}; expected at most {names.Length}.");
        }

        foreach (var name in Named.Keys)
        {
            if (!names.Contains(name))
            {
                throw new TemplateFault($"there is no argument '{name}'{(names.Length == 0 ? string.Empty : $"; expected {string.Join(", ", names!)}")}.");
            }
        }

        return this;
    }

    /// <summary>Returns a result, and rejects any arguments.</summary>
    public T WithNone<T>(T result)
    {
        Only();
        return result;
    }
}
