using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Statistics;

namespace CLiKA.Measurements;

/// <summary>The measurement of one cell: one probe set in one language.</summary>
public sealed class LanguageMeasurement
{
    /// <summary>Measures one cell.</summary>
    /// <param name="language">The language.</param>
    /// <param name="gold">Index of the right option of each item.</param>
    /// <param name="answers">The model's answer to each item.</param>
    /// <param name="pivotAnswers">The model's answers in English; null where English was not asked.</param>
    /// <param name="chance">Accuracy of guessing, in (0, 1).</param>
    /// <param name="ceiling">The accuracy that counts as full.</param>
    internal LanguageMeasurement(
        Language language,
        ImmutableArray<int> gold,
        ImmutableArray<Answer> answers,
        ImmutableArray<Answer>? pivotAnswers,
        double chance,
        double ceiling)
    {
        Language = language;
        Answers = answers;
        IsCorrect = Grade(gold, answers);
        Correct = IsCorrect.Count(correct => correct);
        Unoffered = answers.Count(answer => answer.UnofferedLetter is not null);
        Invalid = answers.Count(answer => answer.Choice is null) - Unoffered;
        Accuracy = Performance.Accuracy(Correct, answers.Length);
        AccuracyInterval = WilsonInterval.Of(Correct, answers.Length);
        RescaledAccuracy = Performance.RescaledAccuracy(Accuracy, chance, ceiling);
        LetterShares = Metrics.LetterShares.Of(
            [.. answers.Select(answer => answer.Choice)],
            1 + Math.Max(gold.Max(), answers.Max(answer => answer.Choice ?? 0)));
        WordingAccuracies =
        [
            .. Enumerable.Range(0, answers[0].Wordings.Length).Select(wording => Performance.Accuracy(
                gold.Zip(answers).Count(item => item.Second.Wordings[wording] == item.First), answers.Length)),
        ];
        if (pivotAnswers is { } pivot)
        {
            var isCorrectInPivot = Grade(gold, pivot);

            // English agrees with itself by definition, even where nothing was right.
            PivotOverlap = language == Language.Pivot ? 1 : Consistency.CorrectOverlap(isCorrectInPivot, IsCorrect);
            PivotKappa = language == Language.Pivot ? 1 : Consistency.Kappa(isCorrectInPivot, IsCorrect);
        }
    }

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>The answer to each item, in the order of the set's items.</summary>
    public ImmutableArray<Answer> Answers { get; }

    /// <summary>Whether each item was answered correctly.</summary>
    public ImmutableArray<bool> IsCorrect { get; }

    /// <summary>Number of items.</summary>
    public int Count => Answers.Length;

    /// <summary>Number of items answered correctly.</summary>
    public int Correct { get; }

    /// <summary>Number of answers that do not begin with a letter.</summary>
    public int Invalid { get; }

    /// <summary>Number of answers that name a letter that the item does not offer. They count as wrong, as invalid answers do.</summary>
    public int Unoffered { get; }

    /// <summary>Share of items answered correctly, in [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>
    /// Accuracy of each single wording, in [0, 1]; empty where items were asked in one wording. With several wordings, <see cref="Accuracy"/> is that
    /// of the options with the best mean score over the wordings.
    /// </summary>
    public ImmutableArray<double> WordingAccuracies { get; }

    /// <summary>Range of the accuracies over the wordings, in [0, 1]: the effect of the wording alone. Null with a single wording.</summary>
    public double? WordingSpread => WordingAccuracies.IsEmpty ? null : WordingAccuracies.Max() - WordingAccuracies.Min();

    /// <summary>95% Wilson score interval of <see cref="Accuracy"/>.</summary>
    public Interval AccuracyInterval { get; }

    /// <summary>Re-scaled accuracy RA, at least 0.</summary>
    public double RescaledAccuracy { get; }

    /// <summary>en-CO, the correct overlap with English, in [0, 1]; null where it is undefined or English was not asked.</summary>
    public double? PivotOverlap { get; }

    /// <summary>
    /// Cohen's kappa between correctness in English and correctness in this language, in [-1, 1]; null where it is undefined or English was not
    /// asked.
    /// </summary>
    public double? PivotKappa { get; }

    /// <summary>Share of each letter among all answers.</summary>
    public ImmutableArray<double> LetterShares { get; }

    /// <summary>Whether one letter is the answer to almost all items, so that consistency is meaningless.</summary>
    public bool IsDegenerate => Metrics.LetterShares.IsDegenerate(LetterShares);

    /// <summary>
    /// Whether almost no answer names an option of its item: the share is the one from which a letter counts as <see cref="IsDegenerate"/>.
    /// </summary>
    public bool NamesNoOption => Invalid + Unoffered >= Metrics.LetterShares.DegenerateShare * Count;

    /// <summary>Returns whether every item was answered as in another measurement of the same items.</summary>
    /// <param name="other">The other measurement.</param>
    /// <returns>Whether all answers are the same.</returns>
    internal bool IsAnsweredAs(LanguageMeasurement other) => Answers.Zip(other.Answers).All(item => item.First.ChoosesAs(item.Second));

    private static ImmutableArray<bool> Grade(ImmutableArray<int> gold, ImmutableArray<Answer> answers) =>
        [.. gold.Zip(answers, (right, answer) => answer.Choice == right)];
}
