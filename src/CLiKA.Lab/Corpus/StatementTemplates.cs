using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Lab.Corpus;

/// <summary>How facts are stated: for each relation and language some sentences with the places of subject and object.</summary>
internal sealed class StatementTemplates
{
    private const string Resource = "CLiKA.Lab.Corpus.statements.json";

    private readonly JsonRecord _relations = Load();

    /// <summary>States a fact in every wording.</summary>
    public ImmutableArray<string> State(string relation, Language language, string subject, string answer) =>
    [
        .. _relations.Record(relation).Texts(language.Code).Select(template => template
            .Replace("{subject}", subject, StringComparison.Ordinal)
            .Replace("{object}", answer, StringComparison.Ordinal)),
    ];

    private static JsonRecord Load()
    {
        using var stream = typeof(StatementTemplates).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return JsonInput.Parse(Resource, null, reader.ReadToEnd());
    }
}
