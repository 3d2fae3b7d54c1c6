using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Statistics;

namespace CLiKA.Measurements.Taught;

/// <summary>
/// The result of one teaching in one way of asking: whether it succeeded and, only if it did, how many of the facts that were taught in English only
/// are retrieved in the other language.
/// </summary>
public sealed class TeachingResult
{
    internal TeachingResult(Language language, FictionalFacts facts, TeachingAnswers answers, RetrievalWay way)
    {
        var (pivot, own) = (RightOf(facts, answers.Facts[way].Pivot), RightOf(facts, answers.Facts[way].Own));
        bool[] OfType(bool[] right, bool isPivotOnly) => [.. right.Where((_, fact) => facts.PivotOnly[fact] == isPivotOnly)];
        Checks =
        [
            Check("names", answers.Names),
            Check($"{Language.Pivot} type 0", OfType(pivot, false)),
            Check($"{Language.Pivot} type 1", OfType(pivot, true)),
            Check($"{language} type 0", OfType(own, false)),
        ];
        Way = way;
        PivotRight = [.. OfType(pivot, true)];
        OwnRight = [.. OfType(own, true)];
        if (IsTaught)
        {
            // Where the teaching succeeded, most facts of type 1 are known in English, so that the ratio is defined.
            CrossRetrieval = Conductivity.CrossRetrieval(PivotRight, OwnRight);
            CrossRetrievalInterval = Conductivity.CrossRetrievalInterval(PivotRight, OwnRight);
            ChanceCorrected = Conductivity.ChanceCorrected(CrossRetrieval!.Value, facts.Chance);
            Accuracy = Performance.Accuracy(OwnRight.Count(right => right), OwnRight.Length);
        }
    }

    /// <summary>The way of asking.</summary>
    public RetrievalWay Way { get; }

    /// <summary>The four checks: names, English type 0, English type 1, the language's type 0.</summary>
    public ImmutableArray<CompletenessCheck> Checks { get; }

    /// <summary>Whether all checks pass.</summary>
    public bool IsTaught => Checks.All(check => check.Passes);

    /// <summary>For each fact of type 1, whether it was answered correctly in English.</summary>
    public ImmutableArray<bool> PivotRight { get; }

    /// <summary>For each fact of type 1, whether it was answered correctly in the language.</summary>
    public ImmutableArray<bool> OwnRight { get; }

    /// <summary>The cross-retrieval ratio XRR, in [0, 1]; null where the model is not taught.</summary>
    public double? CrossRetrieval { get; }

    /// <summary>95% Wilson interval of the ratio; null where the model is not taught.</summary>
    public Interval? CrossRetrievalInterval { get; }

    /// <summary>The ratio rescaled so that guessing is 0, in [0, 1]; null where the model is not taught.</summary>
    public double? ChanceCorrected { get; }

    /// <summary>Share of the facts of type 1 that are answered correctly in the language, in [0, 1]; null where the model is not taught.</summary>
    public double? Accuracy { get; }

    private static bool[] RightOf(FictionalFacts facts, ImmutableArray<int?> answers) =>
        [.. answers.Select((answer, fact) => answer == facts.Gold[fact])];

    private static CompletenessCheck Check(string name, IReadOnlyCollection<bool> right) => new(name, right.Count(mark => mark), right.Count);
}
