using System.Collections.Immutable;
using System.Text;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>
/// Checks what a probe set has to have beyond being readable, so that a right answer needs the knowledge that is asked for: balanced
/// letters, distinct options, plausible distractors, and every text in its own language's script.
/// </summary>
public static class ProbeSetValidator
{
    /// <summary>Checks a probe set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="facts">What is known about its items; empty where nothing is, and then distractors are not checked.</param>
    /// <returns>The problems, none where the set is sound.</returns>
    public static ImmutableArray<ProbeProblem> Validate(ProbeSet set, ImmutableArray<ProbeFact> facts) =>
    [
        .. MissingLanguages(set),
        .. UnbalancedLetters(set),
        .. facts.SelectMany(ImplausibleDistractors),
        .. UncheckableDistractors(set, facts),
        .. set.Languages.SelectMany(language => set.In(language).SelectMany(item => ItemProblems(language, item))),
    ];

    /// <summary>How often each letter is the right one.</summary>
    /// <param name="set">The set.</param>
    /// <returns>One count for each letter that an item offers, from A on.</returns>
    public static ImmutableArray<int> GoldCounts(ProbeSet set)
    {
        var items = set.In(set.Languages[0]);
        var letters = items.Max(item => item.Options.Length);
        return [.. Enumerable.Range(0, letters).Select(letter => items.Count(item => item.Gold == letter))];
    }

    private static IEnumerable<ProbeProblem> MissingLanguages(ProbeSet set)
    {
        var missing = Language.All.Except(set.Languages).ToList();
        if (missing.Count > 0)
        {
            yield return new ProbeProblem(set.Id, $"has no {string.Join(' ', missing)}; expected all of {Language.Codes}.");
        }
    }

    private static IEnumerable<ProbeProblem> UnbalancedLetters(ProbeSet set)
    {
        // Items of different numbers of options cannot be balanced together: each group is looked at on its own.
        foreach (var group in set.In(set.Languages[0]).GroupBy(item => item.Options.Length))
        {
            var counts = Enumerable.Range(0, group.Key).Select(letter => group.Count(item => item.Gold == letter)).ToList();
            if (counts.Max() - counts.Min() > 1)
            {
                var list = string.Join(", ", counts.Select((count, letter) => $"{OptionLetter.Of(letter)} {count}"));
                yield return new ProbeProblem(set.Id, $"gold letters are not balanced to within one item: {list}.");
            }
        }
    }

    private static IEnumerable<ProbeProblem> ImplausibleDistractors(ProbeFact fact) => fact.OptionRegions
        .Where(region => region != fact.Region)
        .Take(1)
        .Select(region => new ProbeProblem(
            $"{ProbeSetReader.FactsFile}, {fact.Id}",
            $"an option is from {region}, the subject from {fact.Region}; a distractor has to be as near."));

    private static IEnumerable<ProbeProblem> UncheckableDistractors(ProbeSet set, ImmutableArray<ProbeFact> facts) =>
        facts.Zip(set.In(set.Languages[0]))
            .Where(pair => !pair.First.OptionRegions.IsEmpty && pair.First.OptionRegions.Length != pair.Second.Options.Length)
            .Select(pair => new ProbeProblem(
                $"{ProbeSetReader.FactsFile}, {pair.First.Id}",
                $"{pair.First.OptionRegions.Length} option regions for {pair.Second.Options.Length} options."));

    private static IEnumerable<ProbeProblem> ItemProblems(Language language, ProbeItem item)
    {
        var where = $"{language}.jsonl, {item.Id}";
        foreach (var text in item.Texts)
        {
            if (!text.IsNormalized(NormalizationForm.FormC))
            {
                yield return new ProbeProblem(where, $"'{text}' is not in Unicode normalisation form C.");
            }

            if (Scripts.Complaint(language, text) is { } complaint)
            {
                yield return new ProbeProblem(where, $"'{text}' {complaint}.");
            }
        }

        var options = item.Options.Select(Folded).ToList();
        if (options.Distinct(StringComparer.Ordinal).Count() < options.Count)
        {
            yield return new ProbeProblem(where, $"two options are the same: {string.Join(", ", item.Options)}.");
        }

        if (item.Premise is null && Folded(item.Question).Contains(options[item.Gold], StringComparison.Ordinal))
        {
            yield return new ProbeProblem(where, $"the question gives the answer away: it contains '{item.Options[item.Gold]}'.");
        }
    }

    private static string Folded(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Trim();
}
