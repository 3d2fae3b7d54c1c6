using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Statistics;

namespace CLiKA.Measurements;

/// <summary>The measurement of one probe set.</summary>
public sealed class ProbeSetMeasurement
{
    private const double GuessingLevel = 0.05;

    /// <summary>Measures a probe set.</summary>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <param name="fingerprint">What another measurement must have in common to be compared with this one.</param>
    /// <param name="chance">Accuracy of guessing, in (0, 1).</param>
    /// <param name="ceiling">The accuracy that counts as full, in (chance, 1].</param>
    /// <param name="itemIds">Id of each item; empty where they are not recorded (baselines).</param>
    /// <param name="gold">Index of the right option of each item, at least one.</param>
    /// <param name="answers">For each language that was asked, the answer to each item.</param>
    /// <exception cref="ArgumentOutOfRangeException">Chance or ceiling is out of range.</exception>
    /// <exception cref="ArgumentException">The number of answers of a language differs from the number of items.</exception>
    public ProbeSetMeasurement(
        string probeSet,
        Fingerprint fingerprint,
        double chance,
        double ceiling,
        ImmutableArray<string> itemIds,
        ImmutableArray<int> gold,
        IReadOnlyDictionary<Language, ImmutableArray<Answer>> answers)
    {
        // Messages without the name of a parameter: they are shown to whoever edited the file that the values are from.
        if (!(chance > 0 && chance < ceiling && ceiling <= 1))
        {
            throw new ArgumentOutOfRangeException(
                null, string.Create(CultureInfo.InvariantCulture, $"chance is {chance} and ceiling {ceiling}; expected 0 < chance < ceiling <= 1."));
        }

        foreach (var (language, given) in answers)
        {
            if (given.Length != gold.Length)
            {
                throw new ArgumentException($"{probeSet}, {language}: {given.Length} answers to {gold.Length} items.");
            }
        }

        ProbeSet = probeSet;
        Fingerprint = fingerprint;
        Chance = chance;
        Ceiling = ceiling;
        ItemIds = itemIds;
        Gold = gold;
        ImmutableArray<Answer>? pivot = answers.TryGetValue(Language.Pivot, out var english) ? english : null;
        Languages =
        [
            .. answers.Keys.Order(Language.Order)
                .Select(language => new LanguageMeasurement(language, gold, answers[language], pivot, chance, ceiling)),
        ];
    }

    /// <summary>Identifier of the probe set.</summary>
    public string ProbeSet { get; }

    /// <summary>What another measurement must have in common to be compared with this one.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>Accuracy of guessing, in (0, 1).</summary>
    public double Chance { get; }

    /// <summary>The accuracy that counts as full, in (chance, 1].</summary>
    public double Ceiling { get; }

    /// <summary>Id of each item, sorted; empty where they are not recorded (baselines).</summary>
    public ImmutableArray<string> ItemIds { get; }

    /// <summary>Index of the right option of each item, in the order of the ids.</summary>
    public ImmutableArray<int> Gold { get; }

    /// <summary>One measurement for each language that was asked, in the order of languages.</summary>
    public ImmutableArray<LanguageMeasurement> Languages { get; }

    /// <summary>Share of (item, language) pairs answered correctly, in [0, 1].</summary>
    public double PooledAccuracy =>
        Performance.Accuracy(Languages.Sum(cell => cell.Correct), Languages.Sum(cell => cell.Count));

    /// <summary>
    /// The correct overlap of English with all other languages, over (item, language) pairs, in [0, 1]; null where it is undefined, or
    /// where English or any other language was not asked.
    /// </summary>
    public double? PooledOverlap => In(Language.Pivot) is { } pivot && Languages.Length > 1
        ? Consistency.PooledOverlap(
            pivot.IsCorrect, [.. Languages.Where(cell => cell != pivot).Select(cell => (IReadOnlyList<bool>)cell.IsCorrect)])
        : null;

    /// <summary>
    /// Whether significantly more is answered correctly than by guessing, in one language or over all (<see cref="GuessTest"/>): at most one in
    /// twenty models that guess would be called so.
    /// </summary>
    public bool IsAboveChance => GuessTest.P([.. Languages.Select(cell => (IReadOnlyList<bool>)cell.IsCorrect)], Chance) <= GuessingLevel;

    /// <summary>Returns the measurement of one language.</summary>
    /// <param name="language">The language.</param>
    /// <returns>The measurement; null where the language was not asked.</returns>
    public LanguageMeasurement? In(Language language) => Languages.FirstOrDefault(cell => cell.Language == language);

    /// <summary>Returns a measurement of the same probe set, asked in the same way, with other answers.</summary>
    /// <param name="answers">For each language, the answer to each item.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="ArgumentException">The number of answers of a language differs from the number of items.</exception>
    public ProbeSetMeasurement With(IReadOnlyDictionary<Language, ImmutableArray<Answer>> answers) =>
        new(ProbeSet, Fingerprint, Chance, Ceiling, ItemIds, Gold, answers);
}
