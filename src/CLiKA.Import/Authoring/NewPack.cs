using System.Collections.Immutable;
using CLiKA.Import.Triples;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Import.Authoring;

/// <summary>Builds a probe set from a user's own facts: a table of facts, and a table of question templates.</summary>
public static class NewPack
{
    private const string FirstRevision = "1";

    /// <summary>Builds a probe set.</summary>
    /// <param name="request">What to build it from.</param>
    /// <returns>The probe set, with a question for each fact.</returns>
    /// <exception cref="InvalidInputException">
    /// A table is missing or wrong, or a relation has too few objects to offer.
    /// </exception>
    public static ProbePack Build(NewPackRequest request)
    {
        var facts = FactsTable.Read(request.Facts);
        var templates = TemplatesTable.Read(request.Templates);
        BlankCells.Refuse(
            from row in facts.Rows
            from language in facts.Languages
            from column in templates.ColumnsFor(row, language)
            select (row, column));
        var triples = ToTriples(facts, templates);
        CheckOneAnswer(facts, triples);
        var questions = TripleQuestions.Build(triples, facts.Languages, request.Options, request.Seed);

        // Nothing is left out here: authors want all of their facts asked, and can add what is missing.
        if (questions.LeftOut is [var first, ..])
        {
            var row = facts.Rows[Math.Max(0, triples.FindIndex(triple => triple.Id == first.Id || triple.Relation == first.Id))];
            throw row.Row.Error(
                $"'{first.Id}' has too few wrong objects to offer: {request.Options} options need {request.Options - 1} of the relation"
                + " that are wrong for the subject and have different names in every language.");
        }

        var description = new ProbeSetDescription(request.Id, request.Title ?? request.Id, KnowledgeKind.Factual, request.Licence, FirstRevision)
        {
            KeepsLatin = request.KeepsLatin,
            Provenance = $"Made of {Path.GetFileName(request.Facts)} ({facts.Rows.Length} facts) and {Path.GetFileName(request.Templates)};"
                + $" wrong options are objects of the same relation, drawn with seed {request.Seed}.",
        };
        var items = questions.Items.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<ProbeItem>)pair.Value);
        return new ProbePack(
            description,
            new ProbeSet(request.Id, description.Ceiling, items),
            [.. questions.Facts.OrderBy(fact => fact.Id, StringComparer.Ordinal)]);
    }

    // Several facts may share a subject, but the same question must have one correct answer.
    private static void CheckOneAnswer(FactsTable facts, List<Triple> triples)
    {
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, triple) in triples.Index())
        {
            var question = triple.Wordings[Language.Pivot][0];
            if (!asked.TryAdd(question, index))
            {
                var earlier = asked[question];
                throw facts.Rows[index].Row.Error(
                    $"'{question}' has the right answer '{triples[earlier].Target}' in line {facts.Rows[earlier].Row.Line} and '{triple.Target}' here;"
                    + " expected one. Keep one of the rows, and if other rows have the dropped object, add it to 'excluded'.");
            }
        }
    }

    private static List<Triple> ToTriples(FactsTable facts, TemplatesTable templates)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var triples = new List<Triple>();
        foreach (var row in facts.Rows)
        {
            var number = numbers[row.Relation] = numbers.GetValueOrDefault(row.Relation) + 1;
            var subjects = Names(row, FactsTable.Subject);
            var objects = Names(row, FactsTable.Object);
            triples.Add(new Triple($"{row.Relation}-{number:000}", row.Relation, subjects[Language.Pivot], objects[Language.Pivot])
            {
                SubjectNames = subjects,
                ObjectNames = objects,
                Wordings = facts.Languages.ToImmutableDictionary(language => language, language => templates.Ask(row, language)),
                Region = row.Region,
                AlsoRight = row.AlsoRight,
            });
        }

        return triples;

        ImmutableDictionary<Language, string> Names(FactRow row, string kind) =>
            facts.Languages.ToImmutableDictionary(language => language, language => row.Name(FactsTable.Column(kind, language)));
    }
}
