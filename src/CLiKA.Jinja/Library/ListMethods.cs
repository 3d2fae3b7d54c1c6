using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>The methods of lists that change nothing; the others are not available to templates, as in transformers' sandbox.</summary>
internal static class ListMethods
{
    /// <summary>The methods by name.</summary>
    public static Dictionary<string, Func<List<object?>, Arguments, object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["index"] = (list, given) => list.FindIndex(IsEqualTo(given)) is >= 0 and var place
            ? (long)place
            : throw new TemplateFault("the list does not contain the value."),
        ["count"] = (list, given) => (long)list.FindAll(IsEqualTo(given)).Count,
    };

    private static Predicate<object?> IsEqualTo(Arguments given)
    {
        var wanted = given.Only("value").Get(0, "value");
        return element => Values.AreEqual(element, wanted);
    }
}
