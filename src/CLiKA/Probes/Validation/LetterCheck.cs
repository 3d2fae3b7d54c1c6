using System.Collections.Immutable;

namespace CLiKA.Probes.Validation;

/// <summary>Finds unbalanced gold letters: a model that always answers A must stay at chance.</summary>
public static class LetterCheck
{
    /// <summary>Counts how often each letter is the right one.</summary>
    /// <param name="set">The set.</param>
    /// <returns>One count for each letter in use, starting with A.</returns>
    public static ImmutableArray<int> GoldCounts(ProbeSet set)
    {
        var items = set.In(set.Languages[0]);
        return Counts(items, items.Max(item => item.Options.Length));
    }

    /// <summary>Checks that the counts of any two letters differ by at most one.</summary>
    /// <param name="pack">The set.</param>
    /// <returns>The problems.</returns>
    internal static IEnumerable<ProbeProblem> Find(ProbePack pack)
    {
        // Items with different numbers of options cannot be balanced together, so each group is checked by itself.
        foreach (var group in pack.Set.In(pack.Set.Languages[0]).GroupBy(item => item.Options.Length))
        {
            var counts = Counts(group, group.Key);
            if (counts.Max() - counts.Min() > 1)
            {
                var list = string.Join(", ", counts.Select((count, letter) => $"{OptionLetter.Of(letter)} {count}"));
                yield return new ProbeProblem("gold letters", pack.Set.Id, null, $"gold letters are not balanced to within one item: {list}.");
            }
        }
    }

    private static ImmutableArray<int> Counts(IEnumerable<ProbeItem> items, int letters)
    {
        var counts = items.CountBy(item => item.Gold).ToDictionary();
        return [.. Enumerable.Range(0, letters).Select(letter => counts.GetValueOrDefault(letter))];
    }
}
