using System.Globalization;
using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;
using CLiKA.Probes;

namespace CLiKA.Import.Formats;

/// <summary>
/// INCLUDE (Romanou et al., ICLR 2025): exam questions from the regions where each language is spoken. One folder per language, named in English,
/// with Parquet, CSV or JSON Lines files that have <c>question</c>, <c>option_a</c> to <c>option_d</c> or a list <c>choices</c>, and
/// <c>answer</c>, a zero-based number. No question is asked in two languages.
/// </summary>
public sealed partial class IncludeFormat : IPublicFormat
{
    private static readonly FileLayout Layout = new(FilePath(), LanguageNames.Find, "German/test-00000-of-00001.parquet", "test");

    /// <inheritdoc/>
    public string Name => "include";

    /// <inheritdoc/>
    public ImportedSet Read(ImportRequest request)
    {
        var languages = LanguageFiles.Find(request, Layout);
        if (languages.Count > 1)
        {
            throw new InvalidInputException(
                request.Path,
                $"INCLUDE asks different questions in each language ({string.Join(' ', languages.Select(entry => entry.Language))}), so nothing is"
                + $" parallel; choose one language, for example --languages {languages[0].Language}.");
        }

        return new ImportedSet(Name, "INCLUDE", KnowledgeKind.Factual, "Apache-2.0", LanguageFiles.Read(languages, ReadItem));
    }

    private static ProbeItem ReadItem(JsonRecord row)
    {
        var options = row.Checked(
            row.Has("choices") ? row.Texts("choices") : row.AllFields("option_a", "option_b", "option_c", "option_d"));
        var number = string.Create(CultureInfo.InvariantCulture, $"{row.Line:00000}");

        // The rows have no id of their own.
        return new ProbeItem(number, row.Field("question"), options, row.ByNumber("answer", options.Length, 0));
    }

    [GeneratedRegex(@"^(?<lang>[A-Z][a-z]+( [A-Z][a-z]+)?)/(?<split>test|validation)(-\d+-of-\d+)?\.(parquet|csv|jsonl)$")]
    private static partial Regex FilePath();
}
