namespace CLiKA.Jinja.Runtime;

/// <summary>The arguments of a call.</summary>
/// <param name="Positional">Those without a name.</param>
/// <param name="Named">Those with one.</param>
/// <param name="Rendering">The rendering that calls.</param>
internal sealed record Arguments(List<object?> Positional, Dictionary<string, object?> Named, Rendering Rendering)
{
    /// <summary>No arguments.</summary>
    public static Arguments None(Rendering rendering) => new([], [], rendering);

    /// <summary>Calls something with them.</summary>
    public object? Call(object? function)
    {
        GoThrough();
        return function switch
        {
            Callable callable => Rendering.Made(Rendering.Nested(() => callable(this))),
            Undefined undefined => throw undefined.Fault(),
            _ => throw new TemplateFault($"{Values.KindOf(function)} cannot be called."),
        };
    }

    /// <summary>The same with a named one.</summary>
    public Arguments With(string name, object? value) => this with { Named = new(Named) { [name] = value } };

    /// <summary>The same without a named one.</summary>
    public Arguments Without(string name) => this with { Named = Named.Where(pair => pair.Key != name).ToDictionary() };

    /// <summary>The same without the first positional one.</summary>
    public Arguments Rest() => this with { Positional = [.. Positional.Skip(1)] };

    /// <summary>Counts the steps that it takes to go through all of them.</summary>
    public void GoThrough()
    {
        foreach (var value in Positional.Concat(Named.Values))
        {
            Rendering.GoThrough(value);
        }
    }

    /// <summary>Whether an argument was given.</summary>
    public bool Has(int index, string name) => index < Positional.Count || Named.ContainsKey(name);

    /// <summary>An argument by its place or its name.</summary>
    public object? Get(int index, string name, object? otherwise) =>
        index < Positional.Count ? Positional[index] : Named.GetValueOrDefault(name, otherwise);

    /// <summary>An argument that has to be there.</summary>
    public object? Get(int index, string name) =>
        Has(index, name) ? Get(index, name, null) : throw new TemplateFault($"the argument '{name}' is missing.");

    /// <summary>A text that has to be there.</summary>
    public string Text(int index, string name) => Get(index, name) is string text
        ? text
        : throw new TemplateFault($"the argument '{name}' is {Values.KindOf(Get(index, name))}; expected a text.");

    /// <summary>A whole number.</summary>
    public long Integer(int index, string name, long otherwise) => Get(index, name, otherwise) switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        var other => throw new TemplateFault($"the argument '{name}' is {Values.KindOf(other)}; expected a whole number."),
    };

    /// <summary>Refuses arguments that nobody would read.</summary>
    public Arguments Only(params ReadOnlySpan<string> names)
    {
        if (Positional.Count > names.Length)
        {
            throw new TemplateFault($"takes {names.Length} arguments, not {Positional.Count}.");
        }

        foreach (var name in Named.Keys)
        {
            if (!names.Contains(name))
            {
                throw new TemplateFault($"takes no argument '{name}'.");
            }
        }

        return this;
    }

    /// <summary>A result for which no arguments are read, so that there may be none.</summary>
    public T WithNone<T>(T result)
    {
        Only();
        return result;
    }
}
