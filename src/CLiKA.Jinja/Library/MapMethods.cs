using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>The methods of maps that change nothing; the others are not available to templates, as in transformers' sandbox.</summary>
internal static class MapMethods
{
    /// <summary>The methods by name.</summary>
    public static Dictionary<string, Func<Map, Arguments, object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["get"] = (map, given) => map.GetValueOrDefault(
            given.Only("key", "default").Get(0, "key") ?? string.Empty, given.Get(1, "default", null)),
        ["items"] = (map, given) => given.WithNone(Items(map)),
        ["keys"] = (map, given) => given.WithNone(Values.Elements(map)),
        ["values"] = (map, given) => given.WithNone(map.Values.ToList()),
    };

    /// <summary>Returns the pairs of keys and values.</summary>
    public static List<object?> Items(Map map) =>
        [.. map.Select(pair => new FixedList([pair.Key, pair.Value]))];
}
