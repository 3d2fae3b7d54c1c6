namespace CLiKA.Jinja.Runtime;

/// <summary>What is wrong with a template, before it is known in which file.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="line">Line of the template, from 1; null where the statement around it knows.</param>
internal sealed class TemplateFault(string problem, int? line = null) : Exception(problem)
{
    /// <summary>Line of the template, from 1.</summary>
    public int? Line { get; } = line;
}
