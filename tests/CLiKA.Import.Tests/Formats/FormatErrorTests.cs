using CLiKA.Import.Formats;
using CLiKA.Languages;
using CLiKA.Tests;

namespace CLiKA.Import.Tests.Formats;

public sealed class FormatErrorTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("xcopa", "data/zh/test.zh.jsonl", "\"label\":1", "\"label\":2", "*zh.jsonl:2: 'label' is '2'; expected a number from 0*")]
    [InlineData("xcopa", "data/zh/test.zh.jsonl", "\"effect\"", "\"why\"", "*zh.jsonl:3: 'question' is 'why'; expected cause or effect.")]
    [InlineData("xcopa", "data/zh/test.zh.jsonl", "\"idx\":1", "\"idx\":0", "*zh.jsonl:2: id '0' occurs twice*line 1*")]
    [InlineData("xcsqa", "X-CSQA/de/dev.jsonl", ",\"answerKey\":\"B\"", "", "*dev.jsonl:2: has no 'answerKey'*import --split dev.")]
    [InlineData("xcsqa", "X-CSQA/de/dev.jsonl", "\"answerKey\":\"C\"", "\"answerKey\":\"F\"", "*:3: 'answerKey' is 'F'*A, B, C, D.")]
    [InlineData("belebele", "deu_Latn.jsonl", "_num\":\"4\"", "_num\":\"5\"", "*deu_Latn.jsonl:4: 'correct_answer_num' is '5'*1 to 4.")]
    [InlineData("belebele", "deu_Latn.jsonl", "\"mc_answer3\"", "\"mc_answer\"", "*deu_Latn.jsonl:1: 'mc_answer3' is missing*")]
    [InlineData("belebele", "deu_Latn.jsonl", "\"question_number\":2", "\"question_number\":1", "*deu_Latn.jsonl:2: id 'en-wikibooks-org-wiki-sample-0-1' occurs twice*line 1*")]
    [InlineData("mmmlu", "test/mmlu_DE-DE.csv", ",C,algebra", ",E,algebra", "*mmlu_DE-DE.csv:6: 'Answer' is 'E'; expected*A to D.")]
    [InlineData("mmmlu", "test/mmlu_DE-DE.csv", ",A,algebra", ",A", "*mmlu_DE-DE.csv:2: not valid CSV: *7 fields but 8*")]
    [InlineData("mmmlu", "test/mmlu_DE-DE.csv", "Question", "Frage", "*mmlu_DE-DE.csv:2: 'Question' is missing*")]
    [InlineData("clika", "x_geo/de/de_geo_data.jsonl", "\"label\":2", "\"label\":4", "*de_geo_data.jsonl:3: id '2': the label names none*")]
    [InlineData("mlama", "de/P1.jsonl", "\"sub_uri\":\"Q2\"", "\"sub\":\"Q2\"", "*P1.jsonl:3: 'sub_uri' is missing*")]
    [InlineData("klar", "de/capital.json", "\"index\":3", "\"index\":2", "*capital.json (samples?3?): index '2' occurs twice; expected *")]
    [InlineData("klar", "de/capital.json", "\\u003Csubject\\u003E", "X", "*capital.json: 'prompt_templates'*has no <subject>; *")]
    public void A_malformed_line_is_named(string format, string file, string from, string to, string expected)
    {
        var path = PublicSamples.Write(format, _folder.Path);
        var text = File.ReadAllText(Path.Combine(_folder.Path, file));
        text.Should().Contain(from);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.Path, file), text[..at] + to + text[(at + from.Length)..]);

        Fails(format, path, expected);
    }

    [Fact]
    public void A_row_of_a_Parquet_file_is_named_by_its_number()
    {
        PublicSamples.Write("global-mmlu", _folder.Path);
        File.Copy(PathOf("de/test-00000-of-00001.parquet"), PathOf("de/test-00001-of-00002.parquet"));

        Fails("global-mmlu", _folder.Path, "*test-00001-of-00002.parquet:1: id 'abstract_algebra/test/0' occurs twice*");
    }

    [Fact]
    public void A_Parquet_file_that_was_cut_short_is_an_error()
    {
        PublicSamples.Write("include", _folder.Path);
        var path = PathOf("German/test-00000-of-00001.parquet");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]);

        Fails("include", _folder.Path, "*test-00000-of-00001.parquet: cannot be read as Parquet: *; the file may be truncated or damaged.");
    }

    [Fact]
    public void INCLUDE_is_refused_in_two_languages_and_read_in_one()
    {
        PublicSamples.Write("include", _folder.Path);
        Directory.CreateDirectory(PathOf("Italian"));
        File.Copy(PathOf("German/test-00000-of-00001.parquet"), PathOf("Italian/test-00000-of-00001.parquet"));

        Fails("include", _folder.Path, "*INCLUDE asks different questions in each language (de it), *choose one language, for example --languages de.");
        Run("include", _folder.Path, "it").Pack.Set.Languages.Should().Equal(Language.Parse("it"));
    }

    [Theory]
    [InlineData("xcopa", null, "fr", "*has no fr; its languages are it zh sw.")]
    [InlineData("xcopa", "dev", "", "*has no file of the split dev; expected names like it/test.it.jsonl.")]
    [InlineData("xcopa", "train", "", "*--split is 'train'; expected test or dev.")]
    [InlineData("belebele", "test", "", "*has no splits; leave out --split.")]
    [InlineData("clika", "test", "", "*has no splits; leave out --split.")]
    public void What_is_not_there_is_answered_with_what_is(string format, string? split, string languages, string expected) =>
        Fails(format, PublicSamples.Write(format, _folder.Path), expected, languages, split);

    [Fact]
    public void A_folder_that_is_no_such_set_is_answered_with_names_of_files() =>
        Fails("belebele", _folder.Path, "*has no file; expected names like deu_Latn.jsonl.");

    [Fact]
    public void A_path_that_is_not_there_is_an_error() =>
        Fails("belebele", PathOf("nowhere"), "*nowhere: no such folder or file; expected a published probe set.");

    [Fact]
    public void Two_files_of_one_language_are_an_error_that_names_them()
    {
        PublicSamples.Write("belebele", _folder.Path);
        Directory.CreateDirectory(PathOf("data"));
        File.Copy(PathOf("deu_Latn.jsonl"), PathOf("data/deu_Latn.jsonl"));

        Fails("belebele", _folder.Path, "*has several files for de: *; give the folder of one of them.");
    }

    [Theory]
    [InlineData("klar", "de/capital.json")]
    [InlineData("mlama", "de/P1.jsonl")]
    public void One_relation_in_two_folders_of_a_language_is_an_error_that_names_them(string format, string file)
    {
        PublicSamples.Write(format, _folder.Path);
        Directory.CreateDirectory(PathOf($"{format}1/de"));
        File.Copy(PathOf(file), PathOf($"{format}1/{file}"));

        Fails(format, _folder.Path, "*has several files for de: *; give the folder of one of them.");
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private static void Fails(string format, string path, string expected, string languages = "", string? split = null) =>
        FluentActions.Invoking(() => Run(format, path, languages, split)).Should().Throw<InvalidInputException>().WithMessage(expected);

    private static ImportResult Run(string format, string path, string languages = "", string? split = null) => PublicImport.Run(
        PublicFormats.All.Single(candidate => candidate.Name == format),
        new ImportRequest(path, [.. languages.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse)], split));
}
