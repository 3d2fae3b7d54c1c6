using System.Text.Json;
using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Import.Formats;

/// <summary>
/// X-CSQA (Lin et al., ACL 2021): CommonsenseQA, translated. One object per line with <c>id</c>, <c>question.stem</c>, <c>question.choices</c>
/// (objects with <c>label</c> and <c>text</c>, or one object with a list of each) and <c>answerKey</c>.
/// </summary>
public sealed partial class XcsqaFormat : IPublicFormat
{
    private static readonly FileLayout Layout = new(FilePath(), LanguageOf, "X-CSQA/de/dev.jsonl", "dev");

    /// <inheritdoc/>
    public string Name => "xcsqa";

    /// <inheritdoc/>
    public ImportedSet Read(ImportRequest request) =>
        new(Name, "X-CSQA", KnowledgeKind.Basic, "MIT", LanguageFiles.Read(request, Layout, ReadItem));

    private static ProbeItem ReadItem(JsonRecord row)
    {
        if (!row.Has("answerKey") || string.IsNullOrWhiteSpace(row.Field("answerKey")))
        {
            throw row.Error("has no 'answerKey'; the test split is published without answers, so import --split dev.");
        }

        var question = row.Record("question");
        var choices = ReadChoices(question);
        var gold = choices.FindIndex(choice => choice.Label == row.Field("answerKey"));
        return gold >= 0
            ? new ProbeItem(row.Key("id"), question.Field("stem"), row.Checked([.. choices.Select(choice => choice.Text)]), gold)
            : throw row.Error(
                $"'answerKey' is '{row.Field("answerKey")}'; expected one of {string.Join(", ", choices.Select(choice => choice.Label))}.");
    }

    private static List<(string Label, string Text)> ReadChoices(JsonRecord question)
    {
        if (question.Element.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array)
        {
            return [.. question.Records("choices").Select(choice => (choice.Key("label"), choice.Field("text")))];
        }

        var lists = question.Record("choices");
        var (labels, texts) = (lists.Texts("label"), lists.Texts("text"));
        return labels.Length == texts.Length
            ? [.. labels.Zip(texts)]
            : throw question.Error($"{labels.Length} labels for {texts.Length} choices; expected one for each.");
    }

    // The only one of the sixteen codes that is not the language's own.
    private static Language? LanguageOf(string code) => FileLayout.ByCode(code == "jap" ? "ja" : code);

    [GeneratedRegex(@"^((X-CSR_datasets/)?X-CSQA/)?(X-CSQA-)?(?<lang>[A-Za-z]{2}|jap)(_trans)?/(?<split>dev|validation|test)\.jsonl$")]
    private static partial Regex FilePath();
}
