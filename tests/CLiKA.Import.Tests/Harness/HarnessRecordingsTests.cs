using CLiKA.Import.Harness;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Import.Tests.Harness;

/// <summary>What is measured, and by what questions are paired.</summary>
public sealed class HarnessRecordingsTests : HarnessTest
{
    [Fact]
    public void Performance_and_consistency_are_those_of_the_logged_answers()
    {
        // Right in English: all but 6 and 7; in German: all but 0 and 1. Each language has its own order.
        WriteBelebele("eng_Latn", [0, 1, 2, 3, 4, 5, 6, 7], right: [0, 1, 2, 3, 4, 5]);
        WriteBelebele("deu_Latn", [2, 0, 3, 1, 7, 5, 4, 6], right: [2, 3, 4, 5, 6, 7]);

        var (measurement, sets) = Read("belebele_{language}");

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

        var (measurement, sets) = Read("belebele_{language}");

        measurement.ProbeSets[0].ItemIds.Should().HaveCount(7).And.NotContain("https://a/1-1");
        sets[0].Import.LeftOut.Should().Equal(new LeftOut("https://a/1-1", Language.Parse("de"), "missing"));
    }

    [Fact]
    public void Questions_that_do_not_belong_together_are_an_error_and_no_measurement()
    {
        var gold = Enumerable.Range(0, 40).Select(place => place % 4).ToArray();
        Run.Write("m_mmlu_en", gold.Select((right, place) => HarnessRun.Sample(place, new { }, $"{right}", right, Scores(right))));
        Run.Write("m_mmlu_de", gold.Select((right, place) => HarnessRun.Sample(39 - place, new { }, $"{right}", right, Scores(right))));

        var read = () => Read("m_mmlu_{language}");

        read.Should().Throw<InvalidInputException>().WithMessage("*cannot be paired*by doc_id, only 0 of 40 questions have the same right option in en and de*--key*");
    }

    [Fact]
    public void Right_options_that_are_always_the_same_prove_no_pairing_and_a_key_that_is_named_needs_no_proof()
    {
        foreach (var language in (string[])["en", "de"])
        {
            Run.Write($"truthfulqa_{language}_mc1", Enumerable.Range(0, 40).Select(place => HarnessRun.Sample(place, new { }, "0", 0, Scores(place % 2))));
        }

        Fails("*cannot be paired across languages: by doc_id, the right options of the 40 questions of en and de would agree as well if they did not belong together*", Request("truthfulqa_{language}_mc1"));
        HarnessRecordings.Read(Request("truthfulqa_{language}_mc1") with { Key = "doc_id" }).Measurement.ProbeSets[0].Gold.Should().HaveCount(40);
    }

    [Fact]
    public void A_key_that_is_named_pairs_questions()
    {
        Run.Write("own_en", Enumerable.Range(0, 8).Select(place => HarnessRun.Sample(place, new { fact = $"f{place}" }, $"{place % 4}", place % 4, Scores(place % 4))));
        Run.Write("own_de", Enumerable.Range(0, 8).Select(place => HarnessRun.Sample(7 - place, new { fact = $"f{place}" }, $"{place % 4}", place % 4, Scores(0))));

        var (measurement, _) = HarnessRecordings.Read(Request("own_{language}") with { Key = "fact" });

        measurement.ProbeSets[0].In(Language.Parse("de"))!.Accuracy.Should().Be(0.25);
    }

    [Fact]
    public void What_all_questions_begin_with_is_no_part_of_them_but_of_the_prompt()
    {
        Fingerprint Of(string examples)
        {
            Run.Write("own_en", Enumerable.Range(0, 2).Select(place => HarnessRun.Sample(
                place, new { }, "0", 0, Scores(0), context: $"{examples}Q: Which is {place}?\nA:")));
            return Read("own_{language}").Measurement.ProbeSets[0].Fingerprint;
        }

        var (without, with) = (Of(string.Empty), Of("Q: Which is the sea?\nA: B\n\n"));

        with.Items.Should().Be(without.Items);
        with.DifferencesTo(without).Should().ContainSingle().Which.Should().StartWith("different prompt").And.EndWith(": the recorded prompts differ in what is around the questions, such as examples or a chat template");
    }

    // Of item n the option n modulo 4 is right; a wrong answer is the next one.
    private void WriteBelebele(string language, int[] items, int[] right) => Run.Write($"belebele_{language}", items.Select((item, place) => HarnessRun.Sample(
        place,
        new { link = $"https://a/{item / 2}", question_number = (item % 2) + 1, correct_answer_num = $"{(item % 4) + 1}" },
        $"{item % 4}",
        item % 4,
        Scores(right.Contains(item) ? item % 4 : (item + 1) % 4),
        context: $"Frage {item} ({language})?\nAntwort:")));
}
