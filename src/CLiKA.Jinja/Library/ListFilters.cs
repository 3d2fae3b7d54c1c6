using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>Filters on sequences.</summary>
internal static class ListFilters
{
    /// <summary>The filters by name.</summary>
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

    /// <summary>Sorts elements by a key.</summary>
    public static List<object?> Sorted(List<object?> elements, Func<object?, object?> key, bool foldsCase, bool reverse)
    {
        var comparer = Comparer<object?>.Create(Values.Compare);
        object? KeyOf(object? element) => foldsCase ? Folded(key(element)) : key(element);
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
            : elements.Select(element => (Element: element, Folded: Folded(element)))
                .Aggregate((best, next) => Math.Sign(Values.Compare(next.Folded, best.Folded)) == sign ? next : best).Element;
    }

    private static object? Folded(object? value) => value is string text ? TextMethods.Lower(text) : value;

    private static List<object?> Unique(object? value, Rendering rendering)
    {
        var (unique, known) = (new List<object?>(), new List<object?>());
        foreach (var element in Values.Elements(value))
        {
            rendering.CountTraversal(element);
            rendering.Step(known.Count);
            var folded = Folded(element);
            if (!known.Exists(other => Values.AreEqual(other, folded)))
            {
                unique.Add(element);
                known.Add(folded);
            }
        }

        return unique;
    }

    private static List<object?> Sort(object? value, Arguments given)
    {
        given.Only("reverse", "case_sensitive", "attribute");
        var path = given.Get(2, "attribute", null) is { } attribute ? AttributePath.Of(attribute, given.Rendering) : null;
        return Sorted(
            Values.Elements(value),
            element => path is null ? element : path.Find(element),
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
        var path = AttributePath.Of(given.Get(0, "attribute"), given.Rendering);
        return elements.ConvertAll(element => path.Find(element, given.Get(1, "default", null)));
    }

    // These filters treat none, false and 0 as empty sequences.
    private static List<object?> Elements(object? value) => Values.IsTrue(value) ? Values.Elements(value) : [];

    // Without a test, elements are selected by their truth value.
    private static List<object?> Selected(object? value, Arguments given, bool byAttribute, bool wanted)
    {
        var path = byAttribute ? AttributePath.Of(given.Get(0, "attribute"), given.Rendering) : null;
        var test = byAttribute ? given.Rest() : given;
        return Elements(value).FindAll(element =>
        {
            var tested = path is null ? element : path.Find(element);
            return wanted == (test.Positional.Count == 0 ? Values.IsTrue(tested) : Tests.Holds(test.Text(0, "test"), tested, test.Rest()));
        });
    }
}
