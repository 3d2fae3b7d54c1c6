using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Import.Formats;

/// <summary>
/// MMMLU (OpenAI, 2024): MMLU, translated by people. One CSV file per language, such as <c>mmlu_DE-DE.csv</c>, with an unnamed first column that
/// numbers the questions, and <c>Question</c>, <c>A</c>, <c>B</c>, <c>C</c>, <c>D</c>, <c>Answer</c> and <c>Subject</c>.
/// </summary>
public sealed partial class MmmluFormat : IPublicFormat
{
    private const string Number = "";
    private static readonly FileLayout Layout = new(FilePath(), LanguageOf, "test/mmlu_DE-DE.csv");

    /// <inheritdoc/>
    public string Name => "mmmlu";

    /// <inheritdoc/>
    public ImportedSet Read(ImportRequest request) =>
        new(Name, "MMMLU", KnowledgeKind.Factual, "MIT", LanguageFiles.Read(request, Layout, ReadItem));

    private static ProbeItem ReadItem(JsonRecord row) =>
        new(row.Key(Number), row.Field("Question"), row.AllFields("A", "B", "C", "D"), row.ByLetter("Answer", 4));

    // The language is followed by its region; no language occurs with two regions.
    private static Language? LanguageOf(string code) => FileLayout.ByCode(code.Split('-')[0]);

    [GeneratedRegex(@"^(test/)?mmlu_(?<lang>[A-Z]{2}-[A-Z]{2})\.csv$")]
    private static partial Regex FilePath();
}
