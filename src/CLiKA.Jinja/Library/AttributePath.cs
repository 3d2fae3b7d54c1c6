using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>What filters call an attribute: names with dots between them that lead from an element to something in it, or a place.</summary>
internal sealed class AttributePath
{
    private readonly object?[] _steps;
    private readonly Rendering _rendering;

    private AttributePath(object?[] steps, Rendering rendering) => (_steps, _rendering) = (steps, rendering);

    /// <summary>Reads a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="rendering">The rendering, which counts how often it is gone.</param>
    public static AttributePath Of(object? path, Rendering rendering) => new(
        path is string names ? [.. names.Split('.').Select(name => long.TryParse(name, out var place) ? (object)place : name)] : [path],
        rendering);

    /// <summary>What an element has there; undefined where it has nothing.</summary>
    public object? Find(object? element) => Find(element, otherwise: null);

    /// <summary>What an element has there; something else where it has nothing, on the way or at the end.</summary>
    public object? Find(object? element, object? otherwise)
    {
        _rendering.Step(_steps.Length);
        foreach (var step in _steps)
        {
            element = Members.Item(element, step);
            element = element is Undefined && otherwise is not null ? otherwise : element;
        }

        return element;
    }
}
