using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Measurements.Taught;

/// <summary>What the teachings of one world for one language showed: one taught model, or several that differ in the seed of training.</summary>
public sealed class ConductivityCell
{
    private readonly ImmutableSortedDictionary<RetrievalWay, ImmutableArray<TeachingResult>> _results;

    /// <summary>Measures the teachings of one language.</summary>
    /// <param name="language">The language beside English.</param>
    /// <param name="set">Hash of what is taught and asked.</param>
    /// <param name="facts">The facts of the world.</param>
    /// <param name="teachings">What each taught model answered, at least one; all asked the same names in the same ways.</param>
    /// <exception cref="ArgumentException">Teachings are missing, or differ in what was asked.</exception>
    public ConductivityCell(Language language, string set, FictionalFacts facts, ImmutableArray<TeachingAnswers> teachings)
    {
        if (teachings.IsEmpty || teachings[0].Facts.IsEmpty || teachings[0].Names.IsEmpty)
        {
            throw new ArgumentException($"{language}: expected the answers of at least one teaching, to facts and names.");
        }

        foreach (var teaching in teachings)
        {
            if (!teaching.Facts.Keys.SequenceEqual(teachings[0].Facts.Keys)
                || teaching.Names.Length != teachings[0].Names.Length
                || teaching.Facts.Values.Any(answers => answers.Pivot.Length != facts.Count || answers.Own.Length != facts.Count))
            {
                throw new ArgumentException($"{language}: expected {facts.Count} facts, asked in the same ways of every teaching.");
            }
        }

        (Language, Set, Teachings) = (language, set, teachings);
        _results = teachings[0].Facts.Keys.ToImmutableSortedDictionary(
            way => way,
            way => teachings.Select(teaching => new TeachingResult(language, facts, teaching, way)).ToImmutableArray());
    }

    /// <summary>The language beside English.</summary>
    public Language Language { get; }

    /// <summary>Hash of what is taught and asked.</summary>
    public string Set { get; }

    /// <summary>What each taught model answered.</summary>
    public ImmutableArray<TeachingAnswers> Teachings { get; }

    /// <summary>The ways in which facts were asked.</summary>
    public IEnumerable<RetrievalWay> Ways => _results.Keys;

    /// <summary>What each teaching showed in one way.</summary>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <returns>One result for each teaching.</returns>
    public ImmutableArray<TeachingResult> By(RetrievalWay way) => _results[way];

    /// <summary>Whether every teaching took: one that did not is a training to be mended, not one to be left out.</summary>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <returns>Whether all are taught.</returns>
    public bool IsTaught(RetrievalWay way) => By(way).All(result => result.IsTaught);

    /// <summary>Mean cross-retrieval ratio over the teachings.</summary>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <returns>The mean, in [0, 1]; null where a teaching did not take.</returns>
    public double? Mean(RetrievalWay way) => IsTaught(way) ? By(way).Average(result => result.CrossRetrieval!.Value) : null;

    /// <summary>Standard deviation of the cross-retrieval ratio over the teachings: what the seed of training does to it.</summary>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <returns>The sample's standard deviation; null where a teaching did not take, or there is only one.</returns>
    public double? Spread(RetrievalWay way) => Mean(way) is { } mean && Teachings.Length > 1
        ? Math.Sqrt(By(way).Sum(result => Math.Pow(result.CrossRetrieval!.Value - mean, 2)) / (Teachings.Length - 1))
        : null;
}
