using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>
/// Checks what a probe set has to have beyond being readable, so that a right answer needs the knowledge that is asked for. Parallel ids
/// and gold letters are no part of it: <see cref="ProbeSetReader"/> refuses a set without them.
/// </summary>
public static class ProbeSetValidator
{
    private static readonly ImmutableArray<Func<ProbePack, IEnumerable<ProbeProblem>>> Checks =
    [
        TranslationCheck.Find,
        LetterCheck.Find,
        NullModelCheck.Find,
        DistractorCheck.Find,
        DuplicateCheck.Find,
        OptionCheck.Find,
        TextCheck.Find,
    ];

    /// <summary>Checks a probe set.</summary>
    /// <param name="pack">The set and what is known about it; where no facts are known, distractors are not checked for their region.</param>
    /// <param name="languages">The languages that the set has to have; empty where those that it has are enough.</param>
    /// <returns>The problems, none where the set is sound.</returns>
    public static ImmutableArray<ProbeProblem> Validate(ProbePack pack, IReadOnlyCollection<Language> languages) =>
        [.. MissingLanguages(pack, languages), .. Checks.SelectMany(find => find(pack))];

    private static IEnumerable<ProbeProblem> MissingLanguages(ProbePack pack, IReadOnlyCollection<Language> languages)
    {
        var missing = languages.Except(pack.Set.Languages).ToList();
        if (missing.Count > 0)
        {
            yield return new ProbeProblem(
                "missing languages",
                pack.Set.Id,
                null,
                $"has no {string.Join(' ', missing)}; expected all of {string.Join(' ', languages)}.");
        }
    }
}
