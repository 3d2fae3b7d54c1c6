using CLiKA.Probes.Validation;

namespace CLiKA.Cli;

/// <summary>
/// Lists the problems of a probe set by kind: one mistake in a template causes a problem in every item, which would hide all others.
/// </summary>
internal static class ProblemList
{
    /// <summary>Number of problems of a kind that are shown in a short list.</summary>
    public const int Examples = 5;

    /// <summary>Lists problems.</summary>
    /// <param name="problems">The problems, in any order.</param>
    /// <param name="name">The singular noun for a problem.</param>
    /// <param name="isFull">Whether to list all problems.</param>
    /// <returns>The lines: for each kind, in order of first occurrence, the number of problems and their files, and some or all of them.</returns>
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

    // The first of each file, then the second of each: a problem in a single language would come last otherwise.
    private static IEnumerable<ProbeProblem> FromEveryPlace(IEnumerable<ProbeProblem> kind) => kind
        .GroupBy(problem => problem.Place)
        .SelectMany(place => place.Index())
        .OrderBy(numbered => numbered.Index)
        .Select(numbered => numbered.Item);

    private static string Count(int count, string name) => $"{count:#,0} {name}{(count == 1 ? string.Empty : "s")}";
}
