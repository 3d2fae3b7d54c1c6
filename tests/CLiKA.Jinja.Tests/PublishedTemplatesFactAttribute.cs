namespace CLiKA.Jinja.Tests;

/// <summary>A test of templates that others published, which are not in this repository.</summary>
public sealed class PublishedTemplatesFactAttribute : FactAttribute
{
    /// <summary>Names a file that <c>Reference/make.py</c> made of a folder of them.</summary>
    public const string Variable = "CLIKATEST_TEMPLATES";

    public PublishedTemplatesFactAttribute() =>
        Skip = string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable))
            ? $"{Variable} names no file of published templates (tests/CLiKA.Jinja.Tests/Reference/make.py makes one)."
            : null;
}
