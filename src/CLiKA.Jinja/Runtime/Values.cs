namespace CLiKA.Jinja.Runtime;

/// <summary>Operations on all values of a template.</summary>
internal static class Values
{
    /// <summary>Returns the truth value, as in Python.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        List<object?> list => list.Count > 0,
        Map map => map.Count > 0,
        _ => true,
    };

    /// <summary>Describes the type of a value.</summary>
    public static string KindOf(object? value) => value switch
    {
        null => "none",
        Undefined undefined => $"undefined ('{undefined.Name}')",
        bool => "a boolean",
        long or double => "a number",
        string => "a text",
        List<object?> => "a list",
        Map => "a map",
        Namespace => "a namespace",
        _ => "a function",
    };

    /// <summary>Returns the elements of a list, the keys of a map or the characters of a text.</summary>
    public static List<object?> Elements(object? value) => value switch
    {
        List<object?> list => list,
        Map map => [.. map.Keys],
        string text => [.. text.EnumerateRunes().Select(rune => rune.ToString())],
        Undefined => [],
        _ => throw new TemplateFault($"{KindOf(value)} has no elements."),
    };

    /// <summary>Returns the number of elements.</summary>
    public static long LengthOf(object? value) => value switch
    {
        List<object?> list => list.Count,
        Map map => map.Count,
        string text => text.EnumerateRunes().LongCount(),
        Undefined => 0,
        _ => throw new TemplateFault($"{KindOf(value)} has no length."),
    };

    /// <summary>Returns whether two values are equal; a Boolean equals the number 0 or 1.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) or (Undefined, Undefined) => true,
        (string a, string b) => a == b,
        (List<object?> a, List<object?> b) => a.GetType() == b.GetType() && a.Count == b.Count
            && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (Map a, Map b) =>
            a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && AreEqual(pair.Value, value)),
        _ when Numbers.Is(left) && Numbers.Is(right) => Numbers.Compare(left, right) == 0,
        _ => ReferenceEquals(left, right) && left is not null,
    };

    /// <summary>Compares two numbers, two texts or two lists.</summary>
    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => CompareTexts(a, b),
        (List<object?> a, List<object?> b) => a.Zip(b)
            .Select(pair => AreEqual(pair.First, pair.Second) ? 0 : Compare(pair.First, pair.Second))
            .FirstOrDefault(order => order != 0, a.Count.CompareTo(b.Count)),
        _ when Numbers.Is(left) && Numbers.Is(right) => Numbers.Compare(left, right),
        _ => throw new TemplateFault($"{KindOf(left)} and {KindOf(right)} cannot be ordered."),
    };

    /// <summary>Returns whether a value contains an element, or a text a substring.</summary>
    public static bool Contains(object? whole, object? part) => whole switch
    {
        string text => part is string searched
            ? text.Contains(searched, StringComparison.Ordinal)
            : throw new TemplateFault($"a text cannot contain {KindOf(part)}; expected a text."),
        Map map => part is not null && map.ContainsKey(part),
        _ => Elements(whole).Any(element => AreEqual(element, part)),
    };

    // Compares code points, as in Python: surrogates sort after all other characters.
    private static int CompareTexts(string left, string right)
    {
        var (a, b) = (left.EnumerateRunes(), right.EnumerateRunes());
        while (true)
        {
            var (hasLeft, hasRight) = (a.MoveNext(), b.MoveNext());
            if (!hasLeft || !hasRight)
            {
                return hasLeft.CompareTo(hasRight);
            }

            if (a.Current != b.Current)
            {
                return a.Current.CompareTo(b.Current);
            }
        }
    }
}
