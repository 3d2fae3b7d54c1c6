using CLiKA.Baselines;
using CLiKA.Languages;

namespace CLiKA.Reporting.Tests;

public sealed class LostKnowledgeTests
{
    [Fact]
    public void Lost_items_are_shown_with_what_the_model_says_now_and_the_English_question()
    {
        var received = Samples.Measurement(12);
        var cell = Samples.Judge(Samples.Measurement(0), received, TestFamily.Cells).Cell("pack", Language.Parse("de"))!;

        var lines = LostKnowledge.Render(cell, received.ProbeSets[0].In(cell.Language)!, Samples.Set).TrimEnd('\n').Split('\n');

        // 2 / 2^12 = 0.0004883, times three cells 0.0014648.
        lines[0].Should().Be(
            "pack, de (German): regressed. 12 items lost, 0 won of 40 (-30.0 points); "
            + "p = 0.0005, adjusted over the run's cells (Holm) = 0.0015.");
        lines[1].Should().Be("  i00: de 0? de-0 (now: de-1)  [en: en 0?]");
        lines.Should().HaveCount(12);
        lines[^1].Should().Be("  ... and 2 more.");
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

        text.Should().StartWith("no baseline -> m\n").And.MatchRegex(@"pack +de +40 +– +0\.700\n").And.Contain("pack: no baseline for m.");
    }
}
