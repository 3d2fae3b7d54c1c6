using CLiKA.Input;

namespace CLiKA.Probes.Validation;

/// <summary>A flaw that makes a probe set measure less, or something else, than it claims.</summary>
/// <param name="Kind">Kind of problem, used as a heading: <c>punctuation</c>. One cause can lead to many problems of one kind.</param>
/// <param name="Place">The file, or the set where the problem is not in a single file.</param>
/// <param name="Item">Id of the item; null where the problem is not in a single item.</param>
/// <param name="What">What is wrong and what was expected.</param>
public sealed record ProbeProblem(string Kind, string Place, string? Item, string What)
{
    /// <summary>Returns everything but the kind, as one line of a report.</summary>
    /// <returns><c>place, item: what</c>.</returns>
    public override string ToString() => Printable.Of(Item is null ? $"{Place}: {What}" : $"{Place}, {Item}: {What}");
}
