using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>Filters that return strings.</summary>
internal static class TextFilters
{
    /// <summary>The filters by name.</summary>
    public static Dictionary<string, Func<object?, Arguments, object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["string"] = (value, given) => given.WithNone(PythonText.Of(value)),

        // Autoescaping is off, so there is nothing to exempt from it.
        ["safe"] = (value, given) => given.WithNone(PythonText.Of(value)),
        ["trim"] = (value, given) => TextMethods.Stripped(PythonText.Of(value), given, fromStart: true, fromEnd: true),
        ["lower"] = (value, given) => given.WithNone(TextMethods.Lower(PythonText.Of(value))),
        ["upper"] = (value, given) => given.WithNone(TextMethods.Upper(PythonText.Of(value))),
        ["capitalize"] = (value, given) => given.WithNone(TextMethods.Capitalized(PythonText.Of(value))),
        ["title"] = (value, given) => given.WithNone(TextMethods.TitleOfWords(PythonText.Of(value))),
        ["replace"] = (value, given) => TextMethods.Replace(PythonText.Of(value), given.Only("old", "new", "count")),
        ["join"] = Join,
        ["indent"] = Indent,
    };

    private static string Join(object? value, Arguments given)
    {
        given.Only("d", "attribute");
        var elements = Values.Elements(value);
        return TextMethods.Join(
            PythonText.Of(given.Get(0, "d", string.Empty)),
            given.Get(1, "attribute", null) is { } path
                ? elements.ConvertAll(AttributePath.Of(path, given.Rendering).Find)
                : elements);
    }

    // By default, neither the first line nor blank lines are indented.
    private static string Indent(object? value, Arguments given)
    {
        given.Only("width", "first", "blank");
        var indentation = given.Get(0, "width", 4L) as string ?? new string(' ', Rendering.CheckedLength(Math.Max(0, given.Integer(0, "width", 4))));
        given.Rendering.CountTraversal(indentation);
        var blank = Values.IsTrue(given.Get(2, "blank", false));
        var lines = TextMethods.Lines(value is string text ? text + '\n' : throw new TemplateFault($"the value is {Values.KindOf(value)}; expected a text."))
            .ConvertAll(line => (string)line!);
        Rendering.CheckedLength((long)lines.Count * indentation.Length);
        var indented = lines.Select((line, index) => index > 0 && (blank || line.Length > 0) ? indentation + line : line);
        return (Values.IsTrue(given.Get(1, "first", false)) ? indentation : string.Empty) + string.Join('\n', indented);
    }
}
