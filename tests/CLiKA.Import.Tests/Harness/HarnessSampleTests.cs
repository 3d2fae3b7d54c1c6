using System.Text.Json.Nodes;
using CLiKA.Import.Harness;
using CLiKA.Languages;

namespace CLiKA.Import.Tests.Harness;

/// <summary>How one line of a file of samples is read.</summary>
public sealed class HarnessSampleTests : HarnessTest
{
    [Theory]
    [InlineData(HarnessMetric.Accuracy, 0, "likelihood")]
    [InlineData(HarnessMetric.PerCharacter, 1, "likelihood-per-character")]
    [InlineData(HarnessMetric.PerByte, 2, "likelihood-per-byte")]
    public void An_option_is_chosen_by_the_metric_that_is_named(HarnessMetric metric, int chosen, string scoring)
    {
        // -8, -9 and -10 by themselves; by character -8, -2.25 and -2.5; by byte (4 + 1 of "日" 3) -8, -2.25 and -1.25.
        var sample = HarnessRun.Sample(0, new { }, "2", 2, [-8, -9, -10], ["a", "bcde", "日本bc"]);
        sample["acc_bytes"] = 1.0;
        Run.Write("own_ja", [sample]);

        var (measurement, _) = HarnessRecordings.Read(Request("own_{language}") with { Metric = metric });

        var answer = measurement.ProbeSets[0].Languages[0].Answers.Single();
        answer.Choice.Should().Be(chosen);
        answer.LogProbabilities.Should().Equal(-8, -9, -10);
        measurement.ProbeSets[0].Fingerprint.Scoring.Should().Be(scoring);
    }

    // "1" is the text of the first option and the number of the second, and that the third is wrong agrees with both.
    [Fact]
    public void A_target_that_may_be_a_number_or_a_text_is_an_error_where_nothing_tells_which()
    {
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "1", 1, [-3, -2, -1], ["1", "0", "x"])]);

        Fails("*:1: 'target' is '1', which is the number of one option and the text of another; expected a target that can be read in one way only.", Request("own_{language}"));
    }

    // Numbers count from 0, so that 2 is none of two options, although the wrong choice would agree with it.
    [Fact]
    public void A_target_beyond_the_last_option_is_read_as_a_text()
    {
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "2", 1, [-1, -2], ["1", "2"])]);

        Read("own_{language}").Measurement.ProbeSets[0].Gold.Should().Equal(1);
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
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, target, 1, scores, options)]);

        Read("own_{language}").Measurement.ProbeSets[0].Gold.Should().Equal(1);
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
        Run.Write("xwinograd_en", [sample]);

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
        Run.Write("xnli_de", [HarnessRun.Sample(0, new { }, "1", 1, [-2, -1], ["Es regnet, richtig? Ja", "Es regnet, richtig? Nein"], context: string.Empty)]);

        Read("xnli_{language}").Measurement.ProbeSets[0].Languages[0].Accuracy.Should().Be(1);
    }

    [Fact]
    public void Options_that_were_scored_without_their_context_too_are_counted_once()
    {
        var sample = HarnessRun.Sample(0, new { }, "0", 0, [-1, -2, -0.5, -0.1], ["yes", "no", "yes", "no"]);
        (sample["acc"], sample["acc_mutual_info"]) = (1.0, 0.0);
        Run.Write("own_en", [sample]);

        Read("own_{language}").Measurement.ProbeSets[0].Languages[0].Answers.Single().LogProbabilities.Should().Equal(-1, -2);
    }

    [Theory]
    [InlineData("acc", "0", "*:1: 'target' is '0' and the options are 'A', 'B', 'C', 'D'; the likeliest is number 0, counting from 0, which the harness scored as wrong.*")]
    [InlineData("acc", "0.5", "*:1: 'acc' is 0.5; expected 0 or 1.")]
    [InlineData("acc", "null", "*:1: has no metric 'acc', only acc, acc_norm; choose one of acc, acc_norm, acc_bytes with --metric.")]
    [InlineData("target", "\"[0, 2]\"", "*:1: 'target' is '[0, 2]' and the options*the right option*")]
    [InlineData("target", "null", "*:1: 'target' is missing*")]
    [InlineData("filtered_resps", "[\"The answer is A.\"]", "*:1: 'filtered_resps' holds \"The answer is A.\"; expected log-likelihoods*multiple_choice*")]
    [InlineData("filtered_resps", "[[\"nan\",\"False\"]]", "*:1: 'filtered_resps': the log-likelihood of an option is nan; expected a finite number.")]
    [InlineData("filtered_resps", "[[\"-1\",\"False\"]]", "*:1: 'arguments' has 4 requests, and 'filtered_resps' 1 answers*")]
    [InlineData("arguments", "{}", "*:1: 'arguments' has 0 requests*")]
    public void A_sample_that_cannot_be_counted_is_an_error_that_names_it(string property, string value, string expected)
    {
        var sample = HarnessRun.Sample(0, new { }, "0", 0, Scores(0));
        sample[property] = JsonNode.Parse(value);
        Run.Write("own_en", [sample]);

        var read = () => Read("own_{language}");

        read.Should().Throw<InvalidInputException>().WithMessage($"*samples_own_en_2026-11-20T08-15-30.123456.jsonl{expected}");
    }
}
