using CLiKA.Jinja.Library;

namespace CLiKA.Jinja.Runtime;

/// <summary>Looks up attributes and items.</summary>
internal static class Members
{
    /// <summary>Returns a member by name, first a method, then an element, as Jinja resolves <c>value.name</c>.</summary>
    public static object? Get(object? value, string name)
    {
        if (value is Undefined undefined)
        {
            throw undefined.Fault();
        }

        return Method(value, name) is { } method ? method : Element(value, name);
    }

    /// <summary>Returns an element by key or index, as Jinja resolves <c>value[key]</c>.</summary>
    public static object? Item(object? value, object? key) => (value, key) switch
    {
        (Undefined undefined, _) => throw undefined.Fault(),
        (Map map, long or double) => map.GetValueOrDefault(key, new Undefined(PythonText.Of(key))),
        (string or List<object?>, long index) => Slices.At(value, index),
        (string or List<object?>, bool flag) => Slices.At(value, flag ? 1 : 0),
        (_, string name) => Element(value, name) is not Undefined and var member ? member : Get(value, name),
        _ => new Undefined(PythonText.Of(key)),
    };

    private static object? Element(object? value, string name) => value switch
    {
        Map map when map.TryGetValue(name, out var member) => member,
        Namespace space when space.Members.TryGetValue(name, out var member) => member,
        _ => new Undefined(name),
    };

    private static Callable? Method(object? value, string name) => value switch
    {
        string text => Method(TextMethods.All, text, name),
        Map map => Method(MapMethods.All, map, name),
        List<object?> list => Method(ListMethods.All, list, name),
        _ => null,
    };

    private static Callable? Method<T>(Dictionary<string, Func<T, Arguments, object?>> methods, T owner, string name) =>
        !methods.TryGetValue(name, out var method) ? null : arguments =>
        {
            try
            {
                return method(owner, arguments);
            }
            catch (TemplateFault fault)
            {
                throw fault.In(name);
            }
        };
}
