using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CLiKA.Import.Harness;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Tests;

namespace CLiKA.Import.Tests.Harness;

public sealed class HarnessRecordingsTests : IDisposable
{
    private const string Belebele = "belebele_{language}";

    private readonly TestFolder _folder = new();
    private readonly HarnessRun _run;

    public HarnessRecordingsTests() => _run = new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Performance_and_consistency_are_those_of_the_logged_answers()
    {
        // Right in English: all but 6 and 7; in German: all but 0 and 1. Each language has its own order.
        WriteBelebele("eng_Latn", [0, 1, 2, 3, 4, 5, 6, 7], right: [0, 1, 2, 3, 4, 5]);
        WriteBelebele("deu_Latn", [2, 0, 3, 1, 7, 5, 4, 6], right: [2, 3, 4, 5, 6, 7]);

        var (measurement, sets) = Read(Belebele);

        var set = measurement.ProbeSets.Should().ContainSingle().Subject;
        (set.ProbeSet, set.Chance, set.Fingerprint.Scoring).Should().Be(("belebele", 0.25, "likelihood"));
        set.ItemIds.Take(3).Should().Equal("https://a/0-1", "https://a/0-2", "https://a/1-1");
        set.Gold.Should().Equal(0, 1, 2, 3, 0, 1, 2, 3);
        set.Languages.Select(cell => (cell.Language.Code, cell.Accuracy, cell.PivotOverlap)).Should().Equal(("en", 0.75, 1.0), ("de", 0.75, 0.5));
        (sets[0].Key, sets[0].Import.LeftOut.Length).Should().Be(("link,question_number", 0));
    }

    [Fact]
    public void A_question_that_a_language_lacks_is_left_out_and_listed()
    {
        WriteBelebele("eng_Latn", [0, 1, 2, 3, 4, 5, 6, 7], right: [0, 1, 2]);
        WriteBelebele("deu_Latn", [0, 1, 3, 4, 5, 6, 7], right: [0, 1, 3]);

        var (measurement, sets) = Read(Belebele);

        measurement.ProbeSets[0].ItemIds.Should().HaveCount(7).And.NotContain("https://a/1-1");
        sets[0].Import.LeftOut.Should().Equal(new LeftOut("https://a/1-1", Language.Parse("de"), "missing"));
    }

    [Fact]
    public void Questions_that_do_not_belong_together_are_an_error_and_no_measurement()
    {
        var gold = Enumerable.Range(0, 40).Select(place => place % 4).ToArray();
        _run.Write("m_mmlu_en", gold.Select((right, place) => HarnessRun.Sample(place, new { }, $"{right}", right, Scores(right))));
        _run.Write("m_mmlu_de", gold.Select((right, place) => HarnessRun.Sample(39 - place, new { }, $"{right}", right, Scores(right))));

        var read = () => Read("m_mmlu_{language}");

        read.Should().Throw<InvalidInputException>().WithMessage("*cannot be paired*by doc_id, 0 of 40 questions have the same right option in en and de*--key*");
    }

    [Fact]
    public void Right_options_that_are_always_the_same_prove_no_pairing_and_a_key_that_is_named_needs_no_proof()
    {
        foreach (var language in (string[])["en", "de"])
        {
            _run.Write($"truthfulqa_{language}_mc1", Enumerable.Range(0, 40).Select(place => HarnessRun.Sample(place, new { }, "0", 0, Scores(place % 2))));
        }

        Fails("*cannot be paired across languages: by doc_id, the right options of the 40 questions of en and de would agree as well if they did not belong together*", Request("truthfulqa_{language}_mc1"));
        HarnessRecordings.Read(Request("truthfulqa_{language}_mc1") with { Key = "doc_id" }).Measurement.ProbeSets[0].Gold.Should().HaveCount(40);
    }

    [Fact]
    public void A_key_that_is_named_pairs_questions()
    {
        _run.Write("own_en", Enumerable.Range(0, 8).Select(place => HarnessRun.Sample(place, new { fact = $"f{place}" }, $"{place % 4}", place % 4, Scores(place % 4))));
        _run.Write("own_de", Enumerable.Range(0, 8).Select(place => HarnessRun.Sample(7 - place, new { fact = $"f{place}" }, $"{place % 4}", place % 4, Scores(0))));

        var (measurement, _) = HarnessRecordings.Read(Request("own_{language}") with { Key = "fact" });

        measurement.ProbeSets[0].In(Language.Parse("de"))!.Accuracy.Should().Be(0.25);
    }

    [Theory]
    [InlineData(HarnessMetric.Accuracy, 0)]
    [InlineData(HarnessMetric.PerCharacter, 1)]
    [InlineData(HarnessMetric.PerByte, 2)]
    public void An_option_is_chosen_by_the_metric_that_is_named(HarnessMetric metric, int chosen)
    {
        // -8, -9 and -10 by themselves; by character -8, -2.25 and -2.5; by byte (4 + 1 of "日" 3) -8, -2.25 and -1.25.
        var sample = HarnessRun.Sample(0, new { }, "2", 2, [-8, -9, -10], ["a", "bcde", "日本bc"]);
        sample["acc_bytes"] = 1.0;
        _run.Write("own_ja", [sample]);

        var (measurement, _) = HarnessRecordings.Read(Request("own_{language}") with { Metric = metric });

        var answer = measurement.ProbeSets[0].Languages[0].Answers.Single();
        answer.Choice.Should().Be(chosen);
        answer.LogProbabilities.Should().Equal(-8, -9, -10);
    }

    [Theory]
    [InlineData("B", null)]
    [InlineData("1", null)]
    [InlineData("cold", new[] { "hot", "cold" })]
    [InlineData("1", new[] { "1", "0" })]
    public void The_right_option_is_read_as_the_harness_read_it(string target, string[]? options)
    {
        // Of the options "1" and "0", the target "1" is the first by text and the second by number; the harness says that the second is right.
        var scores = options is null ? Scores(1) : [-2, -1];
        _run.Write("own_en", [HarnessRun.Sample(0, new { }, target, 1, scores, options)]);

        Read("own_{language}").Measurement.ProbeSets[0].Gold.Should().Equal(1);
    }

    [Fact]
    public void What_all_questions_begin_with_is_no_part_of_them_but_of_the_prompt()
    {
        Fingerprint Of(string examples)
        {
            _run.Write("own_en", Enumerable.Range(0, 2).Select(place => HarnessRun.Sample(
                place, new { }, "0", 0, Scores(0), context: $"{examples}Q: Which is {place}?\nA:")));
            return Read("own_{language}").Measurement.ProbeSets[0].Fingerprint;
        }

        var (without, with) = (Of(string.Empty), Of("Q: Which is the sea?\nA: B\n\n"));

        with.Items.Should().Be(without.Items);
        with.DifferencesTo(without).Should().ContainSingle().Which.Should().StartWith("other prompt");
    }

    [Fact]
    public void Several_tasks_of_a_language_are_one_set_and_English_may_be_called_otherwise()
    {
        foreach (var subject in (string[])["law", "art"])
        {
            _run.Write($"mmlu_de_{subject}", [HarnessRun.Sample(0, new { id = 7 }, "0", 0, Scores(0))]);
        }

        foreach (var task in (string[])["own_it", "own"])
        {
            _run.Write(task, Enumerable.Range(0, 8).Select(place => HarnessRun.Sample(place, new { idx = place }, $"{place % 4}", place % 4, Scores(0))));
        }

        var (measurement, _) = Read("mmlu_{language}_*", "own_{language}, own");

        measurement.ProbeSets.Select(set => (set.ProbeSet, set.ItemIds[0], set.ItemIds.Length, Languages: string.Join(' ', set.Languages.Select(cell => cell.Language))))
            .Should().Equal(("mmlu", "art-7", 2, "de"), ("own", "0", 8, "en it"));
    }

    [Fact]
    public void Languages_are_found_by_the_names_that_tasks_have_and_others_are_said()
    {
        foreach (var language in (string[])["german", "zho_Hans", "easy"])
        {
            _run.Write($"own_{language}", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))]);
        }

        var (measurement, sets) = HarnessRecordings.Read(Request("own_{language}") with { Key = "doc_id" });

        measurement.ProbeSets[0].Languages.Select(cell => cell.Language.Code).Should().Equal("de", "zh");
        sets[0].PassedOver.Should().Equal("own_easy");
    }

    [Fact]
    public void Of_several_runs_of_a_task_the_last_is_read()
    {
        _run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(1))], day: 19);
        _run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))], day: 21);
        _run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(1))], day: 20);

        Read("own_{language}").Measurement.ProbeSets[0].Languages[0].Accuracy.Should().Be(1);
    }

    [Fact]
    public void A_language_that_the_last_run_did_not_ask_is_an_error_and_not_the_answer_of_an_earlier_model()
    {
        foreach (var (language, day) in (ReadOnlySpan<(string, int)>)[("en", 20), ("de", 20), ("en", 25)])
        {
            _run.Write($"own_{language}", Enumerable.Range(0, 8).Select(place => HarnessRun.Sample(place, new { }, $"{place % 4}", place % 4, Scores(0))), day);
        }

        Fails("*of several runs: 2026-11-20T08-15-30.123456 (own_de); 2026-11-25T08-15-30.123456 (own_en); expected one run.*--several-runs*", Request("own_{language}"));
        HarnessRecordings.Read(Request("own_{language}") with { SeveralRuns = true }).Measurement.Cells.Should().Be(2);
        HarnessRecordings.Read(Request("own_{language}") with { Languages = [Language.Pivot] }).Measurement.Cells.Should().Be(1);
        _run.Write("other_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))], day: 21);
        Fails("*of several runs: *", Request("own_{language}", "other_{language}") with { Languages = [Language.Pivot] });
    }

    [Fact]
    public void A_file_with_fewer_or_more_samples_than_its_run_had_is_an_error()
    {
        var path = _run.Write("own_en", Enumerable.Range(0, 3).Select(place => HarnessRun.Sample(place, new { }, "0", 0, Scores(0))));
        File.WriteAllText(
            Path.Combine(_folder.Path, "results_2026-11-20T08-15-30.123456.json"),
            """{ "n-samples": { "own_en": { "original": 100, "effective": 4 } } }""");

        Fails("*samples_own_en_*: has 3 samples, and results_2026-11-20T08-15-30.123456.json says 4; the file may be truncated.", Request("own_{language}"));
        File.AppendAllText(path, File.ReadAllLines(path)[0] + "\n");
        Fails("*samples_own_en_*:4: 'doc_id' is 0, as in line 1: of two filters, or written twice*", Request("own_{language}"));
    }

    // What is logged as the target of such a task is the end that both sentences have.
    [Theory]
    [InlineData("acc", 1, "likelihood")]
    [InlineData("acc_norm", 0, "likelihood-per-character")]
    public void Of_schemas_the_beginnings_are_the_options_and_the_verdict_says_which_is_right(string metric, int chosen, string scoring)
    {
        var sample = HarnessRun.Sample(0, new { answer = "1" }, "was too large.", 1, [-32, -31], ["was too large.", "was too large."]);
        ((JsonObject)sample["arguments"]!["gen_args_0"]!)["arg_0"] = "It does not fit in the suitcase, since the cup";
        ((JsonObject)sample["arguments"]!["gen_args_1"]!)["arg_0"] = "It does not fit in the suitcase, since it";
        (sample["acc"], sample["acc_norm"]) = (0.0, 1.0);
        _run.Write("xwinograd_en", [sample]);

        var (measurement, sets) = HarnessRecordings.Read(Request("xwinograd_{language}") with { Metric = HarnessMetricName.Parse(metric) });

        var item = sets[0].Import.Pack.Set.In(Language.Pivot).Single();
        item.Options.Should().Equal("It does not fit in the suitcase, since the cup", "It does not fit in the suitcase, since it");
        item.Gold.Should().Be(0);
        measurement.ProbeSets[0].Languages[0].Answers.Single().Choice.Should().Be(chosen);
        measurement.ProbeSets[0].Fingerprint.Scoring.Should().Be(scoring);
    }

    [Fact]
    public void Options_before_which_nothing_stands_are_read()
    {
        _run.Write("xnli_de", [HarnessRun.Sample(0, new { }, "1", 1, [-2, -1], ["Es regnet, richtig? Ja", "Es regnet, richtig? Nein"], context: string.Empty)]);

        Read("xnli_{language}").Measurement.ProbeSets[0].Languages[0].Accuracy.Should().Be(1);
    }

    [Fact]
    public void Options_that_were_scored_without_their_context_too_are_counted_once()
    {
        var sample = HarnessRun.Sample(0, new { }, "0", 0, [-1, -2, -0.5, -0.1], ["yes", "no", "yes", "no"]);
        (sample["acc"], sample["acc_mutual_info"]) = (1.0, 0.0);
        _run.Write("own_en", [sample]);

        Read("own_{language}").Measurement.ProbeSets[0].Languages[0].Answers.Single().LogProbabilities.Should().Equal(-1, -2);
    }

    [Theory]
    [InlineData("acc", "0", "*:1: 'target' is '0' and the options are 'A', 'B', 'C', 'D'; number 0 is the likeliest, which the harness counted as wrong.*")]
    [InlineData("acc", "0.5", "*:1: 'acc' is 0.5; expected 0 or 1.")]
    [InlineData("acc", "null", "*:1: has no metric 'acc', but acc, acc_norm; expected one of acc, acc_norm, acc_bytes, which --metric names.")]
    [InlineData("target", "\"[0, 2]\"", "*:1: 'target' is '[0, 2]' and the options*one right option*")]
    [InlineData("target", "null", "*:1: 'target' is missing*")]
    [InlineData("filtered_resps", "[\"The answer is A.\"]", "*:1: 'filtered_resps' holds \"The answer is A.\"; expected log-likelihoods*multiple_choice*")]
    [InlineData("filtered_resps", "[[\"nan\",\"False\"]]", "*:1: 'filtered_resps': the log-likelihood of an option is nan; expected a finite number.")]
    [InlineData("filtered_resps", "[[\"-1\",\"False\"]]", "*:1: 'arguments' has 4 requests, and 'filtered_resps' 1 answers*")]
    [InlineData("arguments", "{}", "*:1: 'arguments' has 0 requests*")]
    public void A_sample_that_cannot_be_counted_is_an_error_that_names_it(string property, string value, string expected)
    {
        var sample = HarnessRun.Sample(0, new { }, "0", 0, Scores(0));
        sample[property] = JsonNode.Parse(value);
        _run.Write("own_en", [sample]);

        var read = () => Read("own_{language}");

        read.Should().Throw<InvalidInputException>().WithMessage($"*samples_own_en_2026-11-20T08-15-30.123456.jsonl{expected}");
    }

    [Fact]
    public void What_is_not_there_is_answered_with_what_is()
    {
        Fails("*nowhere: no such folder*", Request(Belebele) with { Folder = Path.Combine(_folder.Path, "nowhere") });
        Fails("*has no file of samples*--log_samples*", Request(Belebele));
        _run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))], model: "one");
        Fails("*has no samples of 'belebele_{language}' in any language; there are own_en.", Request(Belebele));
        Fails("*has no de; there are en.", Request("own_{language}") with { Languages = [Language.Parse("de")] });
        _run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))], model: "two");
        Fails("*has the samples of several models; expected one of one, two.", Request("own_{language}"));
    }

    [Theory]
    [InlineData("belebele", "*'belebele': expected one name with {language} once*")]
    [InlineData("a_{language},b_{language}", "*expected one name with {language} once*")]
    [InlineData("{language}_{language}", "*expected one name with {language} once*")]
    [InlineData("*_{language}_*", "*expected one name with {language} once*")]
    public void Tasks_without_a_place_for_the_language_are_an_error(string pattern, string expected) =>
        FluentActions.Invoking(() => HarnessTasks.Parse(pattern)).Should().Throw<InvalidInputException>().WithMessage(expected);

    [Fact]
    public void Two_files_of_a_language_or_two_sets_of_a_name_are_an_error()
    {
        _run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))]);
        _run.Write("own", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))]);

        Fails("*is of en, as samples_own_*", Request("own_{language},own"));
        Fails("*'own_{language}' and '{language}_own' are both the set 'own'*", Request("own_{language}", "{language}_own"));
    }

    private static double[] Scores(int chosen) => [.. Enumerable.Range(0, 4).Select(option => option == chosen ? -0.5 : -2.0 - option)];

    private static void Fails(string expected, HarnessRequest request) =>
        FluentActions.Invoking(() => HarnessRecordings.Read(request)).Should().Throw<InvalidInputException>().WithMessage(expected);

    // Of item n the option n modulo 4 is right; a wrong answer is the next one.
    private void WriteBelebele(string language, int[] items, int[] right) => _run.Write($"belebele_{language}", items.Select((item, place) => HarnessRun.Sample(
        place,
        new { link = $"https://a/{item / 2}", question_number = (item % 2) + 1, correct_answer_num = $"{(item % 4) + 1}" },
        $"{item % 4}",
        item % 4,
        Scores(right.Contains(item) ? item % 4 : (item + 1) % 4),
        context: $"Frage {item} ({language})?\nAntwort:")));

    private HarnessRequest Request(params string[] patterns) => new(_folder.Path, "m", [.. patterns.Select(HarnessTasks.Parse)]);

    private (Measurement Measurement, ImmutableArray<HarnessSet> Sets) Read(params string[] patterns) =>
        HarnessRecordings.Read(Request(patterns));
}
