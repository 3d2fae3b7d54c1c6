namespace CLiKA.Jinja.Runtime;

/// <summary>An error in a template, before the name of the file is added.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="line">One-based line of the template; null if the enclosing statement adds it.</param>
internal sealed class TemplateFault(string problem, int? line = null) : Exception(problem)
{
    /// <summary>One-based line of the template.</summary>
    public int? Line { get; } = line;

    /// <summary>Returns the error with the name of the filter, test, method or macro that it occurred in.</summary>
    public TemplateFault In(string name) => new($"'{name}': {Message}", Line);
}
