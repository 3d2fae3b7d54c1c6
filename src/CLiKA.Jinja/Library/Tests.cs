using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>The tests: <c>value is name</c>.</summary>
internal static class Tests
{
    private static readonly Dictionary<string, Func<object?, Arguments, bool>> All = new(StringComparer.Ordinal)
    {
        ["defined"] = (value, _) => value is not Undefined,
        ["undefined"] = (value, _) => value is Undefined,
        ["none"] = (value, _) => value is null,
        ["true"] = (value, _) => value is true,
        ["false"] = (value, _) => value is false,
        ["boolean"] = (value, _) => value is bool,
        ["string"] = (value, _) => value is string,
        ["integer"] = (value, _) => value is long,
        ["float"] = (value, _) => value is double,
        ["number"] = (value, _) => Numbers.Is(value),
        ["mapping"] = (value, _) => value is Map,

        // Jinja's Undefined counts as callable; calling it is an error.
        ["callable"] = (value, _) => value is Callable or Undefined,

        // Jinja's Undefined is iterable and has a length; numbers do not.
        ["iterable"] = (value, _) => value is string or List<object?> or Map or Undefined,
        ["sequence"] = (value, _) => value is string or List<object?> or Map or Undefined,
        ["even"] = (value, _) => Values.AreEqual(Numbers.Calculate("%", value, 2L), 0L),
        ["odd"] = (value, _) => Values.AreEqual(Numbers.Calculate("%", value, 2L), 1L),
        ["divisibleby"] = (value, given) => Values.AreEqual(Numbers.Calculate("%", value, given.Get(0, "num")), 0L),
        ["lower"] = (value, _) => PythonText.Of(value) is var text && text.Any(char.IsLower) && !text.Any(char.IsUpper),
        ["upper"] = (value, _) => PythonText.Of(value) is var text && text.Any(char.IsUpper) && !text.Any(char.IsLower),
        ["in"] = (value, given) => Values.Contains(given.Get(0, "seq"), value),
        ["filter"] = (value, _) => value is string name && Filters.Exists(name),
        ["test"] = (value, _) => value is string name && All!.ContainsKey(name),
        ["sameas"] = (value, given) => Equals(value, given.Get(0, "other")),
        ["eq"] = Comparison("=="),
        ["equalto"] = Comparison("=="),
        ["=="] = Comparison("=="),
        ["ne"] = Comparison("!="),
        ["!="] = Comparison("!="),
        ["lt"] = Comparison("<"),
        ["lessthan"] = Comparison("<"),
        ["<"] = Comparison("<"),
        ["le"] = Comparison("<="),
        ["<="] = Comparison("<="),
        ["gt"] = Comparison(">"),
        ["greaterthan"] = Comparison(">"),
        [">"] = Comparison(">"),
        ["ge"] = Comparison(">="),
        [">="] = Comparison(">="),
    };

    /// <summary>Returns whether a test holds.</summary>
    public static bool Holds(string name, object? value, Arguments arguments)
    {
        arguments.Rendering.CountTraversal(value);
        arguments.CountTraversal();
        if (!All.TryGetValue(name, out var test))
        {
            throw new TemplateFault($"the test '{name}' is unknown or not supported.");
        }

        try
        {
            return test(value, arguments);
        }
        catch (TemplateFault fault)
        {
            throw fault.In(name);
        }
    }

    private static Func<object?, Arguments, bool> Comparison(string operation) =>
        (value, given) => Operators.Compare(operation, value, given.Get(0, "other"));
}
