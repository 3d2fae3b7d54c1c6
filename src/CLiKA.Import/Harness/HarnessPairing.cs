using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Languages;

namespace CLiKA.Import.Harness;

/// <summary>
/// Finds by what the questions of a set are the same in every language. The harness says nothing of it, and a wrong pairing would look like a
/// model without consistency: a key is taken only where right options are the same across languages.
/// </summary>
internal static class HarnessPairing
{
    // Of questions that are paired at random one in two to one in five have the same right option; translations differ in a few at most.
    private const double LeastAgreement = 0.95;
    private const double LeastCommon = 0.5;

    /// <summary>Index of the first key by which questions are the same.</summary>
    /// <param name="folder">Path of the folder, for the error.</param>
    /// <param name="keys">The keys, at least one.</param>
    /// <param name="languages">What there is in each language, at least one.</param>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static int Choose(string folder, ImmutableArray<HarnessKey> keys, IReadOnlyList<HarnessLanguage> languages)
    {
        var problems = keys.Index().Select(key => Problem(key.Index, languages)).ToList();
        var chosen = problems.IndexOf(null);
        return chosen >= 0 ? chosen : throw new InvalidInputException(
            folder,
            $"its questions cannot be paired across languages: {string.Join("; ", keys.Zip(problems, (key, problem) => $"by {key}, {problem}"))}. "
            + "With --key a property of the data set's rows can be named that is the same in every language; with --languages, fewer languages.");
    }

    private static string? Problem(int key, IReadOnlyList<HarnessLanguage> languages)
    {
        var golds = new List<(Language Language, Dictionary<string, int> Gold)>();
        foreach (var entry in languages)
        {
            var gold = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (sample, right) in entry.Samples)
            {
                if (sample.Keys[key] is not { } id)
                {
                    return $"{entry.Language} has a row without it";
                }

                if (!gold.TryAdd(id, right))
                {
                    return $"{entry.Language} has '{id}' twice";
                }
            }

            golds.Add((entry.Language, gold));
        }

        return golds.Skip(1).Select(other => Difference(golds[0], other)).OfType<string>().FirstOrDefault();
    }

    private static string? Difference(
        (Language Language, Dictionary<string, int> Gold) reference, (Language Language, Dictionary<string, int> Gold) other)
    {
        var common = other.Gold.Where(entry => reference.Gold.ContainsKey(entry.Key)).ToList();
        if (common.Count < LeastCommon * Math.Min(reference.Gold.Count, other.Gold.Count))
        {
            return $"{reference.Language} and {other.Language} have only {common.Count} questions in common";
        }

        var alike = common.Count(entry => reference.Gold[entry.Key] == entry.Value);
        return alike >= LeastAgreement * common.Count ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{alike} of {common.Count} questions have the same right option in {reference.Language} and {other.Language}, as questions that do not belong together would");
    }
}
