namespace CLiKA.Probes.Validation;

/// <summary>Something that makes a probe set measure less, or something else, than it says.</summary>
/// <param name="Where">The file, and the item where there is one.</param>
/// <param name="What">What is wrong and what was expected.</param>
public sealed record ProbeProblem(string Where, string What)
{
    /// <summary>Both, as a line of a report.</summary>
    /// <returns><c>where: what</c>.</returns>
    public override string ToString() => $"{Where}: {What}";
}
