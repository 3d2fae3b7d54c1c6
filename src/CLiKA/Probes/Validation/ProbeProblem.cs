using CLiKA.Input;

namespace CLiKA.Probes.Validation;

/// <summary>Something that makes a probe set measure less, or something else, than it says.</summary>
/// <param name="Kind">What kind of problem it is, as a heading: <c>punctuation</c>. One cause makes many problems of one kind.</param>
/// <param name="Place">The file, or the set where it is in none of its files alone.</param>
/// <param name="Item">Id of the item; null where the problem is not one item's.</param>
/// <param name="What">What is wrong and what was expected.</param>
public sealed record ProbeProblem(string Kind, string Place, string? Item, string What)
{
    /// <summary>Everything but the kind, as one line of a report.</summary>
    /// <returns><c>place, item: what</c>.</returns>
    public override string ToString() => Printable.Of(Item is null ? $"{Place}: {What}" : $"{Place}, {Item}: {What}");
}
