using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>Filters of elements.</summary>
internal static class ListFilters
{
    /// <summary>The filters by their names.</summary>
    public static Dictionary<string, Func<object?, Arguments, object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["list"] = (value, given) => given.WithNone<List<object?>>([.. Values.Elements(value)]),
        ["first"] = (value, given) => given.WithNone(Values.Elements(value) is [var first, ..] ? first : new Undefined("first")),
        ["last"] = (value, given) => given.WithNone(Values.Elements(value) is [.., var last] ? last : new Undefined("last")),
        ["reverse"] = (value, given) => given.WithNone(Reversed(value)),
        ["sum"] = (value, given) => given.WithNone(
            Values.Elements(value).Aggregate((object?)0L, (sum, next) => Numbers.Calculate("+", sum, next))),
        ["min"] = (value, given) => given.WithNone(Extreme(value, -1)),
        ["max"] = (value, given) => given.WithNone(Extreme(value, 1)),
        ["unique"] = (value, given) => given.WithNone(Unique(value, given.Rendering)),
        ["sort"] = Sort,
        ["map"] = Map,
        ["select"] = (value, given) => Selected(value, given, byAttribute: false, wanted: true),
        ["reject"] = (value, given) => Selected(value, given, byAttribute: false, wanted: false),
        ["selectattr"] = (value, given) => Selected(value, given, byAttribute: true, wanted: true),
        ["rejectattr"] = (value, given) => Selected(value, given, byAttribute: true, wanted: false),
    };

    /// <summary>A member of an element, by a path of names with dots between them or a place; something else where there is none.</summary>
    public static object? Attribute(object? element, object? path, object? otherwise = null)
    {
        object?[] steps = path is string names
            ? [.. names.Split('.').Select(name => long.TryParse(name, out var place) ? (object)place : name)]
            : [path];
        foreach (var step in steps)
        {
            element = Members.Item(element, step);
            element = element is Undefined && otherwise is not null ? otherwise : element;
        }

        return element;
    }

    /// <summary>Elements in the order of a key.</summary>
    public static List<object?> Sorted(List<object?> elements, Func<object?, object?> key, bool foldsCase, bool reverse)
    {
        var comparer = Comparer<object?>.Create(Values.Compare);
        object? KeyOf(object? element) => key(element) is string text && foldsCase ? TextMethods.Lower(text) : key(element);
        try
        {
            return [.. reverse ? elements.OrderByDescending(KeyOf, comparer) : elements.OrderBy(KeyOf, comparer)];
        }
        catch (InvalidOperationException error) when (error.InnerException is TemplateFault fault)
        {
            throw new TemplateFault(fault.Message);
        }
    }

    private static object Reversed(object? value)
    {
        var elements = Values.Elements(value).AsEnumerable().Reverse();
        return value is string ? string.Concat(elements) : elements.ToList();
    }

    private static object? Extreme(object? value, int sign)
    {
        var elements = Values.Elements(value);
        return elements.Count == 0
            ? new Undefined("an empty list's extreme")
            : elements.Aggregate((best, next) => Math.Sign(Values.Compare(Folded(next), Folded(best))) == sign ? next : best);
    }

    private static object? Folded(object? value) => value is string text ? TextMethods.Lower(text) : value;

    private static List<object?> Unique(object? value, Rendering rendering)
    {
        var unique = new List<object?>();
        foreach (var element in Values.Elements(value))
        {
            rendering.GoThrough(element);
            rendering.Step(unique.Count);
            if (!unique.Exists(known => Values.AreEqual(Folded(known), Folded(element))))
            {
                unique.Add(element);
            }
        }

        return unique;
    }

    private static List<object?> Sort(object? value, Arguments given)
    {
        given.Only("reverse", "case_sensitive", "attribute");
        var attribute = given.Get(2, "attribute", null);
        return Sorted(
            Values.Elements(value),
            element => attribute is null ? element : Attribute(element, attribute),
            !Values.IsTrue(given.Get(1, "case_sensitive", false)),
            Values.IsTrue(given.Get(0, "reverse", false)));
    }

    private static List<object?> Map(object? value, Arguments given)
    {
        var elements = Elements(value);
        if (given.Positional.Count > 0)
        {
            return elements.ConvertAll(element => Filters.Apply(given.Text(0, "filter"), element, given.Rest()));
        }

        given.Only("attribute", "default");
        var attribute = given.Get(0, "attribute");
        return elements.ConvertAll(element => Attribute(element, attribute, given.Get(1, "default", null)));
    }

    // These filters go over none, false and 0 as if there were no elements.
    private static List<object?> Elements(object? value) => Values.IsTrue(value) ? Values.Elements(value) : [];

    // Without a test, what counts is whether an element is true.
    private static List<object?> Selected(object? value, Arguments given, bool byAttribute, bool wanted)
    {
        var attribute = byAttribute ? given.Get(0, "attribute") : null;
        var test = byAttribute ? given.Rest() : given;
        return Elements(value).FindAll(element =>
        {
            var tested = byAttribute ? Attribute(element, attribute) : element;
            return wanted == (test.Positional.Count == 0 ? Values.IsTrue(tested) : Tests.Holds(test.Text(0, "test"), tested, test.Rest()));
        });
    }
}
