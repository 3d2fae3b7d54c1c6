using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>An attribute in the sense of filters: names or indices separated by dots that lead from an element to a value in it.</summary>
internal sealed class AttributePath
{
    private readonly object?[] _steps;
    private readonly Rendering _rendering;

    private AttributePath(object?[] steps, Rendering rendering) => (_steps, _rendering) = (steps, rendering);

    /// <summary>Parses a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="rendering">The rendering, which counts the steps taken along the path.</param>
    public static AttributePath Of(object? path, Rendering rendering) => new(
        path is string names ? [.. names.Split('.').Select(name => long.TryParse(name, out var place) ? (object)place : name)] : [path],
        rendering);

    /// <summary>Returns the value at the path in an element; undefined if there is none.</summary>
    public object? Find(object? element) => Find(element, otherwise: null);

    /// <summary>Returns the value at the path in an element, or a default if any part of the path is missing.</summary>
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
