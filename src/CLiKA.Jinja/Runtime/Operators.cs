namespace CLiKA.Jinja.Runtime;

/// <summary>The operators of expressions.</summary>
internal static class Operators
{
    /// <summary>Returns the result of an arithmetic operator.</summary>
    public static object? Calculate(string operation, object? left, object? right) => (operation, left, right) switch
    {
        (_, Undefined undefined, _) => throw undefined.Fault(),
        (_, _, Undefined undefined) => throw undefined.Fault(),
        ("+", string a, string b) when Rendering.CheckedLength((long)a.Length + b.Length) >= 0 => string.Concat(a, b),
        ("+", List<object?> a, List<object?> b) when Rendering.CheckedLength((long)a.Count + b.Count) >= 0 => (List<object?>)[.. a, .. b],
        ("*", string text, long or bool) => Repeat(text, Count(right)),
        ("*", long or bool, string text) => Repeat(text, Count(left)),
        ("*", List<object?> list, long or bool) => Repeat(list, Count(right)),
        _ => Numbers.Calculate(operation, left, right),
    };

    /// <summary>Returns whether a comparison holds.</summary>
    public static bool Compare(string operation, object? left, object? right) => operation switch
    {
        "==" => Values.AreEqual(left, right),
        "!=" => !Values.AreEqual(left, right),
        "in" => Values.Contains(right, left),
        "not in" => !Values.Contains(right, left),
        "<" => Values.Compare(left, right) < 0,
        "<=" => Values.Compare(left, right) <= 0,
        ">" => Values.Compare(left, right) > 0,
        _ => Values.Compare(left, right) >= 0,
    };

    private static long Count(object? value) => value is long number ? Math.Max(0, number) : value is true ? 1 : 0;

    private static string Repeat(string text, long count)
    {
        Rendering.CheckedLength(Math.BigMul(text.Length, (int)Math.Min(count, int.MaxValue)));
        return string.Concat(Enumerable.Repeat(text, text.Length == 0 ? 0 : (int)count));
    }

    private static List<object?> Repeat(List<object?> list, long count)
    {
        Rendering.CheckedLength(Math.BigMul(list.Count, (int)Math.Min(count, int.MaxValue)));
        return list.Count == 0 ? [] : [.. Enumerable.Range(0, (int)count).SelectMany(_ => list)];
    }
}
