using System.Collections.Immutable;
using CLiKA.Import.Triples;
using CLiKA.Probes;

namespace CLiKA.Import.Formats;

/// <summary>Builds a set from the triples that a source has in all of its languages.</summary>
internal static class TripleSets
{
    private const string Missing = "triples missing";
    private const string Blank = "triples with a blank name";
    private const string NoTemplate = "relations without a template for subject and object";

    /// <summary>Builds a set.</summary>
    /// <param name="name">Name of the format.</param>
    /// <param name="title">Display name.</param>
    /// <param name="licence">The licence it is published under.</param>
    /// <param name="sources">The source in each language, at least one; all use the same identifiers of subjects and objects.</param>
    /// <param name="leftOut">What was left out while reading.</param>
    /// <returns>The set.</returns>
    public static ImportedSet Build(
        string name, string title, string licence, IReadOnlyList<TripleSource> sources, IEnumerable<LeftOut> leftOut)
    {
        var missing = leftOut.ToList();
        var relations = Relations(sources, missing);
        var triples = new List<Triple>();
        foreach (var (id, entry) in sources.SelectMany(source => source.Triples).DistinctBy(pair => pair.Key))
        {
            if (!relations.TryGetValue(entry.Relation, out var wordings))
            {
                continue;
            }

            var without = sources.Select(source => new LeftOut(id, source.Language, Lack(source, id)))
                .Where(lack => lack.Reason.Length > 0).ToList();
            missing.AddRange(without);
            if (without.Count == 0)
            {
                triples.Add(ToTriple(id, sources, wordings));
            }
        }

        var questions = TripleQuestions.Build(triples, [.. sources.Select(source => source.Language)]);
        var languages = sources.Select(source => new ImportedLanguage(source.Language, source.Files, questions.Items[source.Language]));
        return new ImportedSet(name, title, KnowledgeKind.Factual, licence, [.. languages])
        {
            Facts = questions.Facts,
            LeftOut = [.. missing, .. questions.LeftOut],
        };
    }

    // The relations with templates in every language, and the number of wordings that all languages have.
    private static Dictionary<string, int> Relations(IReadOnlyList<TripleSource> sources, List<LeftOut> leftOut)
    {
        var relations = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var relation in sources.SelectMany(source => source.Triples.Values).Select(entry => entry.Relation).Distinct())
        {
            var without = sources.Where(source => !source.Templates.ContainsKey(relation)).ToList();
            leftOut.AddRange(without.Select(source => new LeftOut(relation, source.Language, NoTemplate)));
            if (without.Count > 0)
            {
                continue;
            }

            var common = sources.Min(source => source.Templates[relation].Length);
            relations.Add(relation, common);
            leftOut.AddRange(sources.Where(source => source.Templates[relation].Length > common).Select(source => new LeftOut(
                relation, source.Language, $"templates after the first {common}, which another language lacks")));
        }

        return relations;
    }

    private static string Lack(TripleSource source, string id) =>
        !source.Triples.TryGetValue(id, out var names) ? Missing
        : string.IsNullOrWhiteSpace(names.SubjectName) || string.IsNullOrWhiteSpace(names.ObjectName) ? Blank
        : string.Empty;

    private static Triple ToTriple(string id, IReadOnlyList<TripleSource> sources, int wordings)
    {
        var first = sources[0].Triples[id];
        return new Triple(id, first.Relation, first.Subject, first.Object)
        {
            SubjectNames = sources.ToImmutableDictionary(source => source.Language, source => source.Triples[id].SubjectName),
            ObjectNames = sources.ToImmutableDictionary(source => source.Language, source => source.Triples[id].ObjectName),
            Wordings = sources.ToImmutableDictionary(
                source => source.Language,
                source => source.Templates[first.Relation].Take(wordings)
                    .Select(template => Cloze.Fill(template, source.SubjectPlace, source.ObjectPlace, source.Triples[id].SubjectName))
                    .ToImmutableArray()),
        };
    }
}
