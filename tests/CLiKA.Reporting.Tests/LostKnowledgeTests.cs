using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Reporting.Lost;

namespace CLiKA.Reporting.Tests;

public sealed class LostKnowledgeTests
{
    [Fact]
    public void Lost_items_are_shown_with_what_the_model_says_now_and_with_English_beside()
    {
        var (before, received) = (Samples.Measurement(0), Samples.Measurement(12));
        var judgement = Samples.Judge(before, received, TestFamily.Cells);

        var lines = Lines(judgement, Samples.Changes(before, received, judgement));

        // 2 / 2^12 = 0.0004883, times three cells 0.0014648.
        lines[0].Should().Be(
            "pack, de (German): regressed. 12 items lost, 0 won of 40 (-30.0 points); "
            + "p = 0.0005, adjusted over the run's cells (Holm) = 0.0015.");
        lines[1].Should().Be("  Lost: even 6 of 20, odd 6 of 20; 0 in all 3 languages, 0 in several, 12 only here.");
        lines[2].Should().Be("  i00: de 0? Right answer: de-0; was right, now chooses de-1  [in English: en 0? Right answer: en-0; right before and now]");
        lines.Should().HaveCount(8, "what is cut is a sample of five");
        lines[^1].Should().Be("  ... and 7 more: there");
    }

    [Fact]
    public void Ten_lost_items_are_all_named_and_nothing_is_said_of_more()
    {
        var (before, received) = (Samples.Measurement(0), Samples.Measurement(10));
        var judgement = Samples.Judge(before, received, TestFamily.Cells);

        var lines = Lines(judgement, Samples.Changes(before, received, judgement));

        lines.Should().HaveCount(12);
        lines[^1].Should().StartWith("  i09: ");
    }

    [Fact]
    public void Where_no_loss_is_let_pass_the_item_is_named_and_no_test_is()
    {
        var (before, received) = (Samples.Measurement(0), Samples.Measurement(1));
        var judgement = Reports.LosingFacts(1).Judgement;

        Lines(judgement, Samples.Changes(before, received, judgement)).Should().Equal(
            "pack, de (German): regressed. 1 item lost, 0 won of 40 (-2.5 points); no loss is allowed in this set.",
            "  Lost: even 1 of 20; 0 in all 3 languages, 0 in several, 1 only here.",
            "  i00: de 0? Right answer: de-0; was right, now chooses de-1  [in English: en 0? Right answer: en-0; right before and now]");
        ComparisonTable.Render(before, received, judgement).Should().MatchRegex(@"pack +de +40 +1\.000 +0\.975 +-2\.5 +1 +0 +– +– +regressed");
    }

    [Fact]
    public void In_the_row_of_a_level_the_languages_that_failed_by_themselves_are_one_line()
    {
        var judgement = Samples.Judge(Samples.Measurement(0), Samples.Measurement(12), TestFamily.Cells);
        var german = judgement.Cell("pack", Language.Parse("de"))!;

        LostKnowledge.Summarize([german, german with { Language = Language.Parse("fr"), AdjustedP = 0.04 }]).Should().Equal(
            "pack, single languages: regressed in de (-30.0 points), fr (-30.0); largest p adjusted over the run's cells (Holm) = 0.0400.");
        LostKnowledge.Summarize([german with { AdjustedP = null }]).Should().Equal(
            "pack, single languages: regressed in de (-30.0 points); no loss is allowed in this set.");
        LostKnowledge.Summarize([]).Should().BeEmpty();
    }

    [Fact]
    public void Without_texts_ids_and_letters_are_shown()
    {
        var (before, received) = (Samples.Measurement(0), Samples.Measurement(12));
        var judgement = Samples.Judge(before, received, TestFamily.Cells);

        var lines = Lines(judgement, Samples.Changes(before, received, judgement, hasTexts: false));

        lines[1].Should().Be("  Lost: 0 in all 3 languages, 0 in several, 12 only here.");
        lines[2].Should().Be("  i00: Right answer: A; was right, now chooses B  [in English: Right answer: A; right before and now]");
    }

    [Fact]
    public void Of_a_single_language_nothing_is_said_of_others()
    {
        var german = Language.Parse("de");
        var (before, received) = (Only(Samples.Measurement(0)), Only(Samples.Measurement(12)));
        var judgement = Samples.Judge(before, received, TestFamily.Cells);

        var lines = Lines(judgement, Samples.Changes(before, received, judgement));

        lines[1].Should().Be("  Lost: even 6 of 20, odd 6 of 20; no other language was compared.");

        Measurement Only(Measurement measurement)
        {
            var set = measurement.ProbeSets[0];
            return measurement with { ProbeSets = [set.With(new Dictionary<Language, ImmutableArray<Answer>> { [german] = set.In(german)!.Answers })] };
        }
    }

    [Fact]
    public void A_comparison_shows_every_cell_with_its_change()
    {
        var (before, now) = (Samples.Measurement(0), Samples.Measurement(12));

        var text = ComparisonTable.Render(before, now, Samples.Judge(before, now, TestFamily.Cells));

        text.Should().MatchRegex(@"pack +de +40 +1\.000 +0\.700 +-30\.0 +12 +0 +0\.0015 +regressed");
        text.Should().MatchRegex(@"pack +he +40 +1\.000 +1\.000 +0\.0 +0 +0 +1\.0000\n");
    }

    [Fact]
    public void Without_a_baseline_the_comparison_shows_what_there_is()
    {
        var now = Samples.Measurement(12);

        var text = ComparisonTable.Render(null, now, Judge.Compare(new Evidence(now, null), new JudgePolicy(), Scope.Everything));

        text.Should().StartWith("no baseline → m\n").And.MatchRegex(@"pack +de +40 +– +0\.700\n").And.Contain("pack: no baseline for m.");
    }

    private static string[] Lines(Judgement judgement, ChangedItems set) =>
        LostKnowledge.Render(judgement.Cell("pack", Language.Parse("de"))!, set, "there").TrimEnd('\n').Split('\n');
}
