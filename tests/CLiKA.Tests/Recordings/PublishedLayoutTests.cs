using System.Text.Json;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Recordings;

namespace CLiKA.Tests.Recordings;

public sealed class PublishedLayoutTests
{
    private static readonly string[] Folders = ["en", "DE_trans", "FR", "it", "RU", "pl", "ar_trans", "he", "zh", "JA"];

    // expected.json was counted independently of this project.
    [PublishedDataTheory]
    [InlineData("chatgpt")]
    [InlineData("llama_13b")]
    [InlineData("chinese_llama_13b")]
    [InlineData("llama2_13b")]
    [InlineData("chinese_llama2_13b")]
    [InlineData("bloom_7b1")]
    [InlineData("vicuna_13b_v1.5")]
    public void All_forty_cells_of_a_model_are_the_published_ones(string model)
    {
        var measurement = PublishedLayout.Read(PublishedData.Folder!, model);

        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(PublishedData.Folder!, "expected.json")));
        var sets = file.RootElement.GetProperty("models").GetProperty(model).EnumerateObject().ToList();
        measurement.Cells.Should().Be(40);
        foreach (var expected in sets.SelectMany(set => set.Value.EnumerateObject(), (set, cell) => (Set: set.Name, Cell: cell)))
        {
            var cell = measurement.ProbeSets.Single(set => set.ProbeSet == expected.Set).In(Language.Parse(expected.Cell.Name))!;
            var values = expected.Cell.Value;
            var name = $"{expected.Set} {expected.Cell.Name}";
            cell.Count.Should().Be(values.GetProperty("n").GetInt32(), name);
            cell.Correct.Should().Be(values.GetProperty("correct").GetInt32(), name);
            cell.Invalid.Should().Be(values.GetProperty("invalid").GetInt32(), name);
            cell.Accuracy.Should().BeApproximately(values.GetProperty("accuracy").GetDouble(), 5.1e-7, name);
            cell.RescaledAccuracy.Should().BeApproximately(values.GetProperty("ra").GetDouble(), 5.1e-7, name);
            cell.PivotOverlap.Should().BeApproximately(values.GetProperty("enCo").GetDouble(), 5.1e-7, name);
        }
    }

    [PublishedDataTheory]
    [InlineData("llama_13b", "chinese_llama_13b", 19, 0)]
    [InlineData("llama2_13b", "chinese_llama2_13b", 16, 0)]
    [InlineData("llama2_13b", "vicuna_13b_v1.5", 1, 10)]
    public void Pairs_of_models_regress_where_they_were_counted_to(string baseline, string candidate, int regressed, int improved)
    {
        var judgement = Judge.Compare(
            new Evidence(
                PublishedLayout.Read(PublishedData.Folder!, candidate), PublishedLayout.Read(PublishedData.Folder!, baseline)),
            new JudgePolicy(MinimumDrop: 0) { Tests = TestFamily.Cells },
            Scope.Everything);

        judgement.CellsThat(CellVerdict.Regressed).Should().HaveCount(regressed);
        judgement.CellsThat(CellVerdict.Improved).Should().HaveCount(improved);
        judgement.Verdict.Should().Be(Verdict.Regressed);
    }

    // Judged independently of this project, with scipy, statsmodels and numpy: ../Statistics/make.py FOLDER. Performance and Consistency of
    // x_csqa, x_copa, x_geo and x_name, in this order.
    [PublishedDataTheory]
    [InlineData("llama_13b", "chinese_llama_13b", 19, "R R - - R R R -", 0)]
    [InlineData("llama2_13b", "chinese_llama2_13b", 18, "R R R R R R R -", 0)]
    [InlineData("llama2_13b", "vicuna_13b_v1.5", 1, "I I I - - - R -", 10)]
    public void Pairs_of_models_regress_in_cells_and_over_all_languages(
        string baseline, string candidate, int regressed, string pools, int improved)
    {
        var judgement = Judge.Compare(
            new Evidence(
                PublishedLayout.Read(PublishedData.Folder!, candidate), PublishedLayout.Read(PublishedData.Folder!, baseline)),
            new JudgePolicy(),
            Scope.Everything);

        judgement.Verdict.Should().Be(Verdict.Regressed);
        judgement.CellsThat(CellVerdict.Regressed).Should().HaveCount(regressed);
        judgement.CellsThat(CellVerdict.Improved).Should().HaveCount(improved);
        judgement.CellsThat(CellVerdict.Inconclusive).Should().HaveCount(40 - regressed - improved);
        string.Join(' ', judgement.Pools.Select(pool => pool.Verdict switch
        {
            CellVerdict.Regressed => "R",
            CellVerdict.Improved => "I",
            _ => "-",
        })).Should().Be(pools);
    }

    [PublishedDataTheory]
    [InlineData("llama2_13b")]
    public void A_model_against_itself_passes_and_is_called_identical(string model)
    {
        var measurement = PublishedLayout.Read(PublishedData.Folder!, model);

        var judgement = Judge.Compare(new Evidence(measurement, measurement), new JudgePolicy(), Scope.Everything);

        judgement.Verdict.Should().Be(Verdict.Pass);
        judgement.CellsThat(CellVerdict.Identical).Should().HaveCount(40);
        judgement.PoolsThat(CellVerdict.Identical).Should().HaveCount(8);
        judgement.ItemsToSettle.Should().BeNull();
    }

    // bloom_7b1 says E to everything on x_csqa; in Russian a fifth of its answers are no letters at all.
    [PublishedDataTheory]
    [InlineData("bloom_7b1")]
    public void A_model_that_answers_one_letter_to_everything_is_marked(string model) =>
        PublishedLayout.Read(PublishedData.Folder!, model).ProbeSets.Single(set => set.ProbeSet == "x_csqa")
            .Languages.Where(cell => !cell.IsDegenerate).Select(cell => cell.Language.Code).Should().Equal("ru");

    [Fact]
    public void Responses_are_read_as_the_paper_reads_them()
    {
        using var folder = Write();

        var set = PublishedLayout.Read(folder.Path, "m").ProbeSets.Single();

        set.Ceiling.Should().Be(0.970);
        var german = set.In(Language.Parse("de"))!;
        german.Answers.Select(answer => answer.Choice).Should().Equal(1, 1, null, null);
        german.Answers.Select(answer => answer.UnofferedLetter).Should().Equal(null, null, 'E', null);
        (german.Correct, german.Invalid, german.Unoffered).Should().Be((2, 1, 1));
    }

    [Theory]
    [InlineData("en/m_res_bf16_add_simple_example.jsonl", "\"label\": \"B\"", "\"label\": \"A\"", ":1: uuid '0': label is 'A'")]
    [InlineData("FR/m_res_bf16_add_simple_example.jsonl", "\"uuid\": 1", "\"uuid\": 0", ":2: uuid '0' is answered twice")]
    [InlineData("FR/m_res_bf16_add_simple_example.jsonl", "\"uuid\": 1", "\"uuid\": 9", ":2: uuid '9' is not an id")]
    [InlineData("zh/zh_geo_data.jsonl", "\"id\": 1", "\"id\": 0", ":2: id '0' occurs twice")]
    [InlineData("zh/zh_geo_data.jsonl", "\"label\": 1", "\"label\": 7", ":1: id '0': the label names none")]
    [InlineData("zh/zh_geo_data.jsonl", "\"label\": 1", "\"label\": 2", ":1: id '0': answer is C, but B in")]
    public void One_wrong_value_is_one_error_with_file_and_line(string file, string before, string after, string expected)
    {
        using var folder = Write();
        var path = Path.Combine(folder.Path, "x_geo", file);
        var text = File.ReadAllText(path);
        var position = text.IndexOf(before, StringComparison.Ordinal);
        File.WriteAllText(path, text.Remove(position, before.Length).Insert(position, after));

        var error = FluentActions.Invoking(() => PublishedLayout.Read(folder.Path, "m")).Should().Throw<InvalidInputException>().Which;

        error.Message.Should().StartWith(path + expected);
    }

    [Fact]
    public void A_file_that_is_cut_in_a_line_names_the_line()
    {
        using var folder = Write();
        var path = Path.Combine(folder.Path, "x_geo", "he", "m_res_bf16_add_simple_example.jsonl");
        File.WriteAllText(path, File.ReadAllText(path)[..^20]);

        FluentActions.Invoking(() => PublishedLayout.Read(folder.Path, "m"))
            .Should().Throw<InvalidInputException>().Which.Message.Should().StartWith($"{path}:4: not valid JSON");
    }

    [Fact]
    public void A_file_that_is_cut_between_lines_names_the_first_item_without_a_response()
    {
        using var folder = Write();
        var path = Path.Combine(folder.Path, "x_geo", "he", "m_res_bf16_add_simple_example.jsonl");
        File.WriteAllLines(path, File.ReadAllLines(path).Take(2));

        FluentActions.Invoking(() => PublishedLayout.Read(folder.Path, "m"))
            .Should().Throw<InvalidInputException>().Which.Message.Should().Contain("has 2 responses to 4 items; '2' has none");
    }

    [Fact]
    public void A_byte_that_is_not_UTF_8_names_the_line()
    {
        using var folder = Write();
        var path = Path.Combine(folder.Path, "x_geo", "ar_trans", "m_res_bf16_add_simple_example.jsonl");
        var bytes = File.ReadAllBytes(path);
        bytes[Array.LastIndexOf(bytes, (byte)'r')] = 0xFF;
        File.WriteAllBytes(path, bytes);

        FluentActions.Invoking(() => PublishedLayout.Read(folder.Path, "m"))
            .Should().Throw<InvalidInputException>().Which.Message.Should().StartWith($"{path}:4: has a byte that is not UTF-8");
    }

    [Fact]
    public void A_missing_language_is_named()
    {
        using var folder = Write();
        Directory.Delete(Path.Combine(folder.Path, "x_geo", "JA"), recursive: true);

        FluentActions.Invoking(() => PublishedLayout.Read(folder.Path, "m"))
            .Should().Throw<InvalidInputException>().Which.Message.Should().EndWith("has no folder for ja.");
    }

    [Fact]
    public void An_unknown_model_is_answered_with_the_names_that_are_there()
    {
        using var folder = Write();

        FluentActions.Invoking(() => PublishedLayout.Read(folder.Path, "other"))
            .Should().Throw<InvalidInputException>().Which.Message.Should().EndWith("there are responses of m.");
    }

    private static TestFolder Write()
    {
        var folder = new TestFolder();
        string[] responses = ["B", " B. Wien ", "E.", "no idea"];
        foreach (var name in Folders)
        {
            var code = name.Split('_')[0].ToLowerInvariant();
            folder.Write($"x_geo/{name}/{code}_geo_data.jsonl", string.Concat(Enumerable.Range(0, 4).Select(item =>
                $$"""{"id": {{item}}, "questions": "{{code}} {{item}}?", "answers": ["a", "b", "c", "d"], "label": 1, "original_lang": "en", "sent_lang": "{{code}}"}""" + "\n")));
            folder.Write($"x_geo/{name}/m_res_bf16_add_simple_example.jsonl", string.Concat(responses.Select((response, item) =>
                $$"""{"id": {{item}}, "input": "...", "res": "{{response}}", "label": "B", "uuid": {{item}}}""" + "\n")));
        }

        return folder;
    }
}
