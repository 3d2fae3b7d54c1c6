using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;
using CLiKA.Probes;

namespace CLiKA.Import.Formats;

/// <summary>
/// Belebele (Bandarkar et al., ACL 2024): questions about passages. One file per language, such as <c>deu_Latn.jsonl</c>, with one object per
/// line: <c>link</c>, <c>question_number</c>, <c>flores_passage</c>, <c>question</c>, <c>mc_answer1</c> to <c>mc_answer4</c> and
/// <c>correct_answer_num</c>.
/// </summary>
public sealed partial class BelebeleFormat : IPublicFormat
{
    private static readonly FileLayout Layout = new(FilePath(), FileLayout.ByCode, "deu_Latn.jsonl");

    /// <inheritdoc/>
    public string Name => "belebele";

    /// <inheritdoc/>
    public ImportedSet Read(ImportRequest request) =>
        new(Name, "Belebele", KnowledgeKind.Basic, "CC-BY-SA-4.0", LanguageFiles.Read(request, Layout, ReadItem));

    // A link stands for one passage, which has one or two questions.
    private static ProbeItem ReadItem(JsonRecord row) => new(
        $"{Slug(row.Key("link"))}-{row.Key("question_number")}",
        row.Field("question"),
        row.AllFields("mc_answer1", "mc_answer2", "mc_answer3", "mc_answer4"),
        row.ByNumber("correct_answer_num", 4, 1))
    {
        Passage = row.Field("flores_passage"),
    };

    private static string Slug(string link) => NoWord().Replace(Scheme().Replace(link, string.Empty), "-").Trim('-').ToLowerInvariant();

    [GeneratedRegex(@"^((Belebele|data)/)?(?<lang>[a-z]{3}_[A-Z][a-z]{3})\.jsonl$")]
    private static partial Regex FilePath();

    [GeneratedRegex("^https?://")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex NoWord();
}
