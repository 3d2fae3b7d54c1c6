using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Languages;
using MathNet.Numerics.Distributions;

namespace CLiKA.Import.Harness;

/// <summary>
/// Finds the key by which the questions of a set correspond across languages. The harness does not record it, and a wrong pairing would look like
/// a model without consistency: a key is accepted only if the correct options agree across languages.
/// </summary>
internal static class HarnessPairing
{
    private const string Absent = "which a row lacks";
    private const double LeastCommon = 0.5;

    // Translations differ in the correct option of a few questions at most.
    private const double LeastAgreement = 0.95;

    // The maximum probability that randomly paired questions agree as well, for a key that was not given explicitly.
    private const double MostByChance = 0.01;

    /// <summary>Returns the index of the first key by which the questions correspond.</summary>
    /// <param name="folder">Path of the folder, for the error.</param>
    /// <param name="keys">The keys, at least one.</param>
    /// <param name="isNamed">Whether the user specified the key: correct options then need not prove it, but must not contradict it.</param>
    /// <param name="languages">The samples of each language, at least one.</param>
    /// <exception cref="InvalidInputException">No key pairs the questions.</exception>
    public static int Choose(string folder, ImmutableArray<HarnessKey> keys, bool isNamed, IReadOnlyList<HarnessLanguage> languages)
    {
        var problems = keys.Index().Select(key => Problem(key.Index, isNamed, languages)).ToList();
        var chosen = problems.IndexOf(null);
        if (chosen >= 0)
        {
            return chosen;
        }

        // Most sets have only a few of the known keys.
        var tried = keys.Zip(problems).Where(entry => isNamed || entry.Second != Absent).Select(entry => $"by {entry.First}, {entry.Second}");
        throw new InvalidInputException(
            folder,
            $"its questions cannot be paired across languages: {string.Join("; ", tried)}. "
            + "Name a column of the data set that is the same in every language with --key, or fewer languages with --languages.");
    }

    private static string? Problem(int key, bool isNamed, IReadOnlyList<HarnessLanguage> languages)
    {
        var golds = new List<(Language Language, Dictionary<string, int> Gold)>();
        foreach (var entry in languages)
        {
            var gold = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (sample, right) in entry.Samples)
            {
                if (sample.Keys[key] is not { } id)
                {
                    return Absent;
                }

                if (!gold.TryAdd(id, right))
                {
                    return $"{entry.Language} has '{id}' twice";
                }
            }

            golds.Add((entry.Language, gold));
        }

        return golds.Skip(1).Select(other => Difference(golds[0], other, isNamed)).OfType<string>().FirstOrDefault();
    }

    private static string? Difference(
        (Language Language, Dictionary<string, int> Gold) reference, (Language Language, Dictionary<string, int> Gold) other, bool isNamed)
    {
        (int Here, int There)[] common = [.. other.Gold.Where(entry => reference.Gold.ContainsKey(entry.Key)).Select(entry => (reference.Gold[entry.Key], entry.Value))];
        if (common.Length < LeastCommon * Math.Min(reference.Gold.Count, other.Gold.Count))
        {
            return $"{reference.Language} and {other.Language} have only {common.Length} questions in common";
        }

        var alike = common.Count(pair => pair.Here == pair.There);
        if (alike < LeastAgreement * common.Length)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"only {alike} of {common.Length} questions have the same right option in {reference.Language} and {other.Language} (expected 95% or more)");
        }

        // At random, a question agrees with the probability that both languages have the same option correct.
        var chance = common.CountBy(pair => pair.Here).Sum(option => (double)option.Value / common.Length * common.Count(pair => pair.There == option.Key) / common.Length);
        return isNamed || Binomial.CDF(1 - chance, common.Length, common.Length - alike) <= MostByChance
            ? null
            : $"the right options of the {common.Length} questions of {reference.Language} and {other.Language} would agree as well if they did not belong together";
    }
}
