using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;
using CLiKA.Probes;

namespace CLiKA.Import.Formats;

/// <summary>
/// Global-MMLU (Singh et al., 2024): MMLU, translated and reviewed. One folder per language, with Parquet or CSV files that have
/// <c>sample_id</c>, <c>question</c>, <c>option_a</c> to <c>option_d</c> and <c>answer</c>, a letter.
/// </summary>
public sealed partial class GlobalMmluFormat : IPublicFormat
{
    private static readonly FileLayout Layout = new(FilePath(), FileLayout.ByCode, "de/test-00000-of-00001.parquet", "test");

    /// <inheritdoc/>
    public string Name => "global-mmlu";

    /// <inheritdoc/>
    public ImportedSet Read(ImportRequest request) =>
        new(Name, "Global-MMLU", KnowledgeKind.Factual, "Apache-2.0", LanguageFiles.Read(request, Layout, ReadItem));

    private static ProbeItem ReadItem(JsonRecord row) => new(
        row.Key("sample_id"),
        row.Field("question"),
        row.AllFields("option_a", "option_b", "option_c", "option_d"),
        row.ByLetter("answer", 4));

    [GeneratedRegex(@"^(data/)?(?<lang>[a-z]{2,3})/(?<split>test|dev)(?<part>-\d+-of-\d+)?\.(parquet|csv)$")]
    private static partial Regex FilePath();
}
