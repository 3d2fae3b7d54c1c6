using CLiKA.Probes.Validation;

namespace CLiKA.Cli;

/// <summary>The problems of a probe set, by kind: one slip in a template makes a problem in every item, which would hide all others.</summary>
internal static class ProblemList
{
    /// <summary>How many problems of a kind are shown where not all are.</summary>
    public const int Examples = 5;

    /// <summary>Lists problems.</summary>
    /// <param name="problems">The problems, in any order.</param>
    /// <param name="name">What one is called.</param>
    /// <param name="isFull">Whether every one is listed.</param>
    /// <returns>The lines: for each kind, in the order in which it first occurs, how many there are and where, and some or all of them.</returns>
    public static IEnumerable<string> Lines(IReadOnlyCollection<ProbeProblem> problems, string name, bool isFull)
    {
        foreach (var kind in problems.GroupBy(problem => problem.Kind))
        {
            var places = kind.CountBy(problem => problem.Place).ToList();
            var counts = places.Count > 1 ? $" ({string.Join(", ", places.Select(place => $"{place.Key} {place.Value}"))})" : string.Empty;
            yield return $"{kind.Key}, {Count(kind.Count(), name)}{counts}:";
            foreach (var problem in isFull ? kind : FromEveryPlace(kind).Take(Examples))
            {
                yield return $"  {problem}";
            }

            if (!isFull && kind.Count() > Examples)
            {
                yield return $"  ... and {Count(kind.Count() - Examples, $"more {name}")}; --full lists all.";
            }
        }
    }

    // The first of each file, then the second of each: what is wrong in one language alone would be the last to be seen.
    private static IEnumerable<ProbeProblem> FromEveryPlace(IEnumerable<ProbeProblem> kind) => kind
        .GroupBy(problem => problem.Place)
        .SelectMany(place => place.Index())
        .OrderBy(numbered => numbered.Index)
        .Select(numbered => numbered.Item);

    private static string Count(int count, string name) => $"{count:#,0} {name}{(count == 1 ? string.Empty : "s")}";
}
