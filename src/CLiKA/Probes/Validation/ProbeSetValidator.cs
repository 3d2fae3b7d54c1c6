using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>
/// Checks a probe set beyond being readable, so that a right answer requires the knowledge that is asked for. Parallel ids and gold letters are not
/// checked here: <see cref="ProbeSetReader"/> rejects a set without them.
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
    /// <param name="pack">The set and its facts; without facts, distractors are not checked for their region.</param>
    /// <param name="languages">The required languages; empty where any will do.</param>
    /// <returns>The problems; empty where the set is sound.</returns>
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
                $"has no {string.Join(' ', missing)}; expected all of {string.Join(' ', languages)}. "
                    + $"Add {string.Join(' ', missing.Select(language => $"{language}.jsonl"))}, or give {pack.Set.Id} its own 'languages' in the configuration.");
        }
    }
}
