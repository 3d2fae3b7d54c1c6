using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Import.Triples;

/// <summary>
/// Builds multiple-choice questions from triples. Distractors are objects of the same relation that are not correct for the subject, the same in
/// all languages; each correct option appears under every letter equally often, to within one.
/// </summary>
public static class TripleQuestions
{
    /// <summary>Default number of options per question.</summary>
    public const int DefaultOptions = 4;

    /// <summary>Default seed for drawing options.</summary>
    public const int DefaultSeed = 1;

    /// <summary>Builds questions.</summary>
    /// <param name="triples">The triples, each with names and wordings in every language.</param>
    /// <param name="languages">The languages, at least one.</param>
    /// <param name="options">Number of options per question, 2 to 26.</param>
    /// <param name="seed">Seed for drawing options: the same triples and seed give the same questions.</param>
    /// <returns>The questions, in the order of the triples.</returns>
    public static TripleQuestionSet Build(
        IReadOnlyList<Triple> triples, ImmutableArray<Language> languages, int options = DefaultOptions, int seed = DefaultSeed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options, OptionLetter.MaximumOptions);
        var random = new Random(seed);
        var leftOut = ImmutableArray.CreateBuilder<LeftOut>();
        var drawn = new Dictionary<string, DrawnOptions>(StringComparer.Ordinal);
        foreach (var relation in triples.GroupBy(triple => triple.Relation).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var draw = new OptionDraw([.. relation], languages, options, random);
            if (draw.Objects < options)
            {
                leftOut.Add(new LeftOut(relation.Key, null, $"relations with fewer than {options} objects"));
                continue;
            }

            foreach (var triple in relation)
            {
                if (draw.Draw(triple) is { } found)
                {
                    drawn.Add(triple.Id, found);
                }
                else
                {
                    leftOut.Add(new LeftOut(triple.Id, null, $"triples with fewer than {options - 1} wrong objects of other names"));
                }
            }
        }

        var asked = triples.Where(triple => drawn.ContainsKey(triple.Id)).ToList();
        var gold = Enumerable.Range(0, asked.Count).Select(index => index % options).ToArray();
        random.Shuffle(gold);
        return new TripleQuestionSet(
            languages.ToImmutableDictionary(
                language => language,
                language => asked.Select((triple, index) => ToItem(triple, drawn[triple.Id], gold[index], language)).ToImmutableArray()),
            [.. asked.Select(triple => ToFact(triple, drawn[triple.Id], options))],
            leftOut.ToImmutable());
    }

    private static ProbeItem ToItem(Triple triple, DrawnOptions drawn, int gold, Language language)
    {
        var options = drawn.Distractors.Select(names => names[language]).ToImmutableArray().Insert(gold, triple.ObjectNames[language]);
        var wordings = triple.Wordings[language];
        return new ProbeItem(triple.Id, wordings[0], options, gold) { Paraphrases = wordings.RemoveAt(0) };
    }

    // Options drawn from all regions, because the fact's region has too few, say nothing about regions.
    private static ProbeFact ToFact(Triple triple, DrawnOptions drawn, int options) => new(triple.Id, triple.Relation)
    {
        Region = triple.Region,
        Subject = triple.SubjectNames,
        OptionRegions = drawn.FromRegion ? [.. Enumerable.Repeat(triple.Region!, options)] : [],
    };
}
