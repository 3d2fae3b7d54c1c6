using System.Text;

namespace CLiKA.Jinja.Runtime;

/// <summary>What names stand for in a part of a template, and where its text goes.</summary>
/// <param name="parent">The part around it; null for the whole.</param>
/// <param name="rendering">The rendering.</param>
/// <param name="output">Where text goes.</param>
internal sealed class Scope(Scope? parent, Rendering rendering, StringBuilder output)
{
    private readonly Dictionary<string, object?> _names = new(StringComparer.Ordinal);

    /// <summary>The rendering.</summary>
    public Rendering Rendering { get; } = rendering;

    /// <summary>What a name stands for.</summary>
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
        set => _names[name] = Rendering.Kept(value);
    }

    private Scope? Parent { get; } = parent;

    /// <summary>Lets a name stand for a value, or several for the elements of one.</summary>
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
            throw new TemplateFault($"{parts.Count} values for {names.Count} names ({string.Join(", ", names)}).");
        }

        foreach (var (name, part) in names.Zip(parts))
        {
            this[name] = part;
        }
    }

    /// <summary>A part of this one, with names of its own.</summary>
    public Scope Inner() => new(this, Rendering, output);

    /// <summary>Writes text.</summary>
    public void Write(string text)
    {
        Rendering.Kept(text);
        output.Append(text);
    }

    /// <summary>The text that a part of the template writes.</summary>
    public string Capture(Statement body, Action<Scope>? prepare = null)
    {
        var captured = new StringBuilder();
        var scope = new Scope(this, Rendering, captured);
        prepare?.Invoke(scope);
        body(scope);
        return captured.ToString();
    }
}
