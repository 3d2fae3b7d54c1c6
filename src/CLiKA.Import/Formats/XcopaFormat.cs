using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;
using CLiKA.Probes;

namespace CLiKA.Import.Formats;

/// <summary>
/// XCOPA (Ponti et al., EMNLP 2020), and COPA in the same format: which of two alternatives is the cause or the effect of a premise. One object
/// per line with <c>premise</c>, <c>choice1</c>, <c>choice2</c>, <c>question</c>, <c>label</c> and <c>id</c> or <c>idx</c>.
/// </summary>
public sealed partial class XcopaFormat : IPublicFormat
{
    private static readonly FileLayout Layout = new(FilePath(), FileLayout.ByCode, "it/test.it.jsonl", "test");

    /// <inheritdoc/>
    public string Name => "xcopa";

    /// <inheritdoc/>
    public ImportedSet Read(ImportRequest request) =>
        new(Name, "XCOPA", KnowledgeKind.Basic, "CC-BY-4.0", LanguageFiles.Read(request, Layout, ReadItem));

    private static ProbeItem ReadItem(JsonRecord row)
    {
        var question = row.Field("question");
        return question is "cause" or "effect"
            ? new ProbeItem(
                row.Key(row.Has("id") ? "id" : "idx"),
                question,
                row.AllFields("choice1", "choice2"),
                row.ByNumber("label", 2, 0),
                row.Field("premise"))
            : throw row.Error($"'question' is '{question}'; expected cause or effect.");
    }

    [GeneratedRegex(@"^(data/)?((?<lang>[A-Za-z]{2})(_trans)?/)?(?<split>test|val)(\.(?<lang>[a-z]{2}))?\.jsonl$")]
    private static partial Regex FilePath();
}
