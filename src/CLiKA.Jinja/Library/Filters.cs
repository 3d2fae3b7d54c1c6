using System.Globalization;
using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>The filters: <c>value | name(arguments)</c>.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Func<object?, Arguments, object?>> All = new(
        TextFilters.All.Concat(ListFilters.All).Concat(new Dictionary<string, Func<object?, Arguments, object?>>
        {
            ["default"] = Default,
            ["d"] = Default,
            ["length"] = (value, given) => given.WithNone(Values.LengthOf(value)),
            ["count"] = (value, given) => given.WithNone(Values.LengthOf(value)),
            ["tojson"] = ToJson,
            ["items"] = (value, given) => given.WithNone(value switch
            {
                Undefined => [],
                Map map => MapMethods.Items(map),
                _ => throw new TemplateFault($"the value is {Values.KindOf(value)}; expected a map."),
            }),
            ["dictsort"] = DictSort,
            ["int"] = (value, given) => ToInteger(value, given.Only("default")),
            ["float"] = (value, given) => ToFloat(value, given.Only("default")),
            ["abs"] = (value, given) => given.WithNone(Numbers.Compare(Numbers.Unchanged(value), 0L) < 0 ? Numbers.Negate(value) : Numbers.Unchanged(value)),
            ["attr"] = (value, given) => Members.Get(value, given.Only("name").Text(0, "name")),
        }),
        StringComparer.Ordinal);

    /// <summary>Returns whether a filter of this name exists.</summary>
    public static bool Exists(string name) => All.ContainsKey(name);

    /// <summary>Applies a filter.</summary>
    public static object? Apply(string name, object? value, Arguments arguments)
    {
        arguments.Rendering.CountTraversal(value);
        arguments.CountTraversal();
        if (!All.TryGetValue(name, out var filter))
        {
            throw new TemplateFault($"the filter '{name}' is unknown or not supported.");
        }

        try
        {
            return arguments.Rendering.CountCreated(filter(value, arguments));
        }
        catch (TemplateFault fault)
        {
            throw fault.In(name);
        }
    }

    private static object? Default(object? value, Arguments given)
    {
        given.Only("default_value", "boolean");
        return value is Undefined || (Values.IsTrue(given.Get(1, "boolean", false)) && !Values.IsTrue(value))
            ? given.Get(0, "default_value", string.Empty)
            : value;
    }

    private static string ToJson(object? value, Arguments given)
    {
        given.Only("ensure_ascii", "indent", "separators", "sort_keys");
        var separators = given.Get(2, "separators", null) as List<object?>;
        return Json.Write(
            value,
            Values.IsTrue(given.Get(0, "ensure_ascii", false)),
            given.Get(1, "indent", null) is null ? null : (int)Math.Clamp(given.Integer(1, "indent", 0), 0, 64),
            separators is [string item, _] ? item : ", ",
            separators is [_, string key] ? key : ": ",
            Values.IsTrue(given.Get(3, "sort_keys", false)));
    }

    private static List<object?> DictSort(object? value, Arguments given)
    {
        given.Only("case_sensitive", "by", "reverse");
        var byValue = given.Get(1, "by", "key") is "value";
        var foldsCase = !Values.IsTrue(given.Get(0, "case_sensitive", false));
        return value is Map map
            ? ListFilters.Sorted(
                MapMethods.Items(map),
                pair => ((List<object?>)pair!)[byValue ? 1 : 0],
                foldsCase,
                Values.IsTrue(given.Get(2, "reverse", false)))
            : throw new TemplateFault($"the value is {Values.KindOf(value)}; expected a map.");
    }

    private static object? ToInteger(object? value, Arguments given) => value switch
    {
        Undefined undefined => throw undefined.Fault(),
        long or bool => Numbers.Calculate("+", 0L, value),
        double number when Math.Abs(number) < long.MaxValue => (long)number,
        string text when NumberIn(text) is { } number && Math.Abs(number) < long.MaxValue => (long)number,
        _ => given.Get(0, "default", 0L),
    };

    // The number that a text represents; null if it represents none.
    private static double? NumberIn(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static object? ToFloat(object? value, Arguments given) => value switch
    {
        Undefined undefined => throw undefined.Fault(),
        long or bool or double => Numbers.Calculate("+", 0.0, value),
        string text when NumberIn(text) is { } number => number,
        _ => given.Get(0, "default", 0.0),
    };
}
