using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Measurements.Taught;

/// <summary>The teachings of one world for one language: one taught model, or several that differ in the training seed.</summary>
public sealed class ConductivityCell
{
    private readonly ImmutableSortedDictionary<RetrievalWay, ImmutableArray<TeachingResult>> _results;

    /// <summary>Measures the teachings of one language.</summary>
    /// <param name="language">The language other than English.</param>
    /// <param name="set">Hash of the training texts and the questions.</param>
    /// <param name="facts">The facts of the world.</param>
    /// <param name="teachings">The answers of each taught model, at least one; all were asked the same names in the same ways.</param>
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

    /// <summary>The language other than English.</summary>
    public Language Language { get; }

    /// <summary>Hash of the training texts and the questions.</summary>
    public string Set { get; }

    /// <summary>The answers of each taught model.</summary>
    public ImmutableArray<TeachingAnswers> Teachings { get; }

    /// <summary>The ways in which facts were asked.</summary>
    public IEnumerable<RetrievalWay> Ways => _results.Keys;

    /// <summary>Returns the result of each teaching for one way of asking.</summary>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <returns>One result for each teaching.</returns>
    public ImmutableArray<TeachingResult> By(RetrievalWay way) => _results[way];

    /// <summary>Returns whether every teaching succeeded: one that did not calls for a better training, and is not left out.</summary>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <returns>Whether all succeeded.</returns>
    public bool IsTaught(RetrievalWay way) => By(way).All(result => result.IsTaught);

    /// <summary>Returns the mean cross-retrieval ratio over the teachings.</summary>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <returns>The mean, in [0, 1]; null where a teaching did not succeed.</returns>
    public double? Mean(RetrievalWay way) => IsTaught(way) ? By(way).Average(result => result.CrossRetrieval!.Value) : null;

    /// <summary>Returns the standard deviation of the cross-retrieval ratio over the teachings: the effect of the training seed.</summary>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <returns>The sample standard deviation; null where a teaching did not succeed, or there is only one.</returns>
    public double? Spread(RetrievalWay way) => Mean(way) is { } mean && Teachings.Length > 1
        ? Math.Sqrt(By(way).Sum(result => Math.Pow(result.CrossRetrieval!.Value - mean, 2)) / (Teachings.Length - 1))
        : null;
}
