using System.Text.Json;

namespace CLiKA.Jinja.Tests;

/// <summary>Templates are rendered as Jinja2 renders them (<c>Reference/make.py</c>), and what it refuses is refused.</summary>
public sealed class ReferenceTests
{
    private static readonly DateTime Date = new(2024, 7, 26);

    /// <summary>The templates beside these tests, and each line of expressions.</summary>
    public static TheoryData<string> Templates { get; } = [.. Cases("Reference/cases.json").Select(one => one.Template).Distinct()];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_template_gives_what_Jinja2_gives(string template) =>
        Compare(Cases("Reference/cases.json").Where(one => one.Template == template));

    [PublishedTemplatesFact]
    public void Published_templates_give_what_Jinja2_gives() =>
        Compare(Cases(Environment.GetEnvironmentVariable(PublishedTemplatesFactAttribute.Variable)!));

    private static void Compare(IEnumerable<ReferenceCase> cases)
    {
        var odd = cases
            .Select(one => (one.Name, one.Expected, Actual: Rendered(one)))
            .Where(one => one.Actual != one.Expected);

        odd.Should().BeEmpty();
    }

    // Null where the template is refused; any other error is an error of ours.
    private static string? Rendered(ReferenceCase one)
    {
        try
        {
            return JinjaTemplate.Parse(one.Source, one.Name).Render(one.Variables, Date);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static List<ReferenceCase> Cases(string path)
    {
        var file = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        var variables = file.GetProperty("variables").EnumerateObject().ToDictionary(
            set => set.Name, set => set.Value.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value));
        return
        [
            .. file.GetProperty("cases").EnumerateArray().Select(one => new ReferenceCase(
                one.GetProperty("template").GetString()!,
                one.GetProperty("variables").GetString()!,
                file.GetProperty("templates").GetProperty(one.GetProperty("template").GetString()!).GetString()!,
                variables[one.GetProperty("variables").GetString()!],
                one.GetProperty("expected").GetString())),
        ];
    }
}
