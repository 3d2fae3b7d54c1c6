using System.Text;

namespace CLiKA.Jinja.Runtime;

/// <summary>The scope of names in a part of a template, and the destination of its text.</summary>
/// <param name="parent">The enclosing scope; null for the whole template.</param>
/// <param name="rendering">The rendering.</param>
/// <param name="output">The destination of text.</param>
internal sealed class Scope(Scope? parent, Rendering rendering, StringBuilder output)
{
    private readonly Dictionary<string, object?> _names = new(StringComparer.Ordinal);

    /// <summary>The rendering.</summary>
    public Rendering Rendering { get; } = rendering;

    /// <summary>Returns the value of a name.</summary>
    public object? this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Parent)
            {
                if (scope._names.TryGetValue(name, out var value))
                {
                    return value;
                }
            }

            return new Undefined(name);
        }
        set => _names[name] = Rendering.CountStored(value);
    }

    private Scope? Parent { get; } = parent;

    /// <summary>Assigns a value to a name, or the elements of a value to several names.</summary>
    public void Assign(List<string> names, object? value)
    {
        if (names.Count == 1)
        {
            this[names[0]] = value;
            return;
        }

        var parts = Values.Elements(value);
        if (parts.Count != names.Count)
        {
            throw new TemplateFault($"{parts.Count} values are assigned to {names.Count} names ({string.Join(", ", names)}).");
        }

        foreach (var (name, part) in names.Zip(parts))
        {
            this[name] = part;
        }
    }

    /// <summary>Creates an inner scope with names of its own.</summary>
    public Scope Inner() => new(this, Rendering, output);

    /// <summary>Writes text.</summary>
    public void Write(string text)
    {
        Rendering.CountStored(text);
        output.Append(text);
    }

    /// <summary>Captures the text that a part of the template writes.</summary>
    public string Capture(Statement body, Action<Scope>? prepare = null)
    {
        var captured = new StringBuilder();
        var scope = new Scope(this, Rendering, captured);
        prepare?.Invoke(scope);
        body(scope);
        return captured.ToString();
    }
}
