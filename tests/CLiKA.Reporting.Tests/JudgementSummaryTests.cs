using System.Collections.Immutable;
using CLiKA.Baselines.Judging;

namespace CLiKA.Reporting.Tests;

public sealed class JudgementSummaryTests
{
    [Fact]
    public void Identical_answers_are_called_identical_and_nothing_is_said_to_be_proven()
    {
        var received = Samples.Measurement(3);

        JudgementSummary.Render(Samples.Judge(received, received)).Should().Be(
            "Verdict: pass (cells: 0 regressed, 0 improved, 3 identical).\nTests pooled over languages: 0 regressed, 0 improved, 2 identical.");
    }

    [Fact]
    public void What_is_wrong_with_the_folder_of_all_baselines_is_told_once()
    {
        var received = Samples.InManyLanguages(2, "geo", "people");
        var fault = new InvalidInputException("baselines/m", "contains baselines of n; expected those of m.");

        var judgement = Judge.Compare(
            new Evidence(received, null) { Unreadable = received.ProbeSets.ToImmutableSortedDictionary(set => set.ProbeSet, _ => fault) },
            new JudgePolicy(),
            Scope.Received);

        JudgementSummary.Render(judgement).Should().Be($"Verdict: not comparable.\n{fault.Message}");
    }

    [Fact]
    public void Without_pooled_tests_it_is_one_line() =>
        JudgementSummary.Render(Samples.Judge(Samples.Measurement(0), Samples.Measurement(2), TestFamily.Cells))
            .Should().Be("Verdict: pass (cells: 0 regressed, 0 improved, 3 unchanged).");

    [Theory]
    [InlineData(1, "Verdict: regressed (cells: 1 regressed, 0 improved, 2 identical).", "No loss is allowed in pack: LOST 1 of pack de.")]
    [InlineData(0, "Verdict: pass (cells: 0 regressed, 0 improved, 3 identical).", "No loss is allowed in pack: none found.")]
    public void What_was_lost_of_a_set_of_which_no_loss_is_let_pass_is_said(int lost, params string[] expected) =>
        JudgementSummary.Render(Reports.LosingFacts(lost).Judgement).Split('\n').Should().Equal(expected);

    [Fact]
    public void What_could_have_gone_unseen_is_said_and_how_many_items_would_show_it()
    {
        var lines = JudgementSummary.Render(Samples.Judge(Samples.Measurement(0), Samples.Measurement(2))).Split('\n');

        lines[0].Should().Be("Verdict: pass (cells: 0 regressed, 0 improved, 1 inconclusive, 2 identical).");

        // Each of two pooled tests takes seven lost of 120 answers at 0.0125.
        lines[2].Should().MatchRegex(
            @"^Inconclusive: a loss may have gone unnoticed\. With 80% power, the tests detect a loss of \d+\.\d points "
            + @"\(pack, de\) in one cell and a loss of 5\.8 points over all languages\.$");

        // Two of 40 changed. By the normal approximation at 0.025 for three cells: 0.05 (2.39 + 0.84)^2 / 0.01^2 = 5,235, and the exact test takes more.
        lines[3].Should().MatchRegex(@"^To detect a loss of 1\.0 points in every cell, a probe set needs about 5,[3-6]00 items\.$");
        lines.Should().HaveCount(4);
    }

    [Theory]
    [InlineData(0.309, 0.309, 0.309, "a loss of 30.9 points in one cell.")]
    [InlineData(0.309, 0.402, 0.309, "a loss of 30.9 points (pack, en) to 40.2 points (pack, de) in one cell.")]
    [InlineData(0.309, null, null, "a loss of 30.9 points (pack, en) in one cell (no loss at all in 2 of 3).")]
    [InlineData(0.309, null, 0.309, "a loss of 30.9 points in one cell (no loss at all in 1 of 3).")]
    [InlineData(null, null, null, "no loss at all in one cell.")]
    public void Losses_that_could_be_seen_are_told_once_and_so_is_where_none_could(double? english, double? german, double? hebrew, string expected)
    {
        double?[] losses = [english, german, hebrew];
        var judgement = Samples.Judge(Samples.Measurement(0), Samples.Measurement(2));
        var cells = judgement.Cells.Select((cell, index) => cell with { Verdict = CellVerdict.Inconclusive, DetectableLoss = losses[index] });

        JudgementSummary.Render(judgement with { Cells = [.. cells], Pools = [] }).Split('\n')[1]
            .Should().Be($"Inconclusive: a loss may have gone unnoticed. With 80% power, the tests detect {expected}");
    }

    // Two digits, rounded up.
    [Theory]
    [InlineData(7, "7")]
    [InlineData(40, "40")]
    [InlineData(101, "110")]
    [InlineData(5231, "5,300")]
    [InlineData(92001, "93,000")]
    public void How_many_items_it_takes_is_said_with_two_digits(int items, string expected)
    {
        var judgement = Samples.Judge(Samples.Measurement(0), Samples.Measurement(2)) with { ItemsToSettle = items };

        JudgementSummary.Render(judgement).Split('\n').Should().Contain($"To detect a loss of 1.0 points in every cell, a probe set needs about {expected} items.");
    }

    [Fact]
    public void What_regressed_since_the_release_is_named_and_where_nothing_did_that_is_said()
    {
        var judgement = Reports.LosingSinceRelease().Judgement;
        JudgementSummary.Render(judgement).Split('\n').Should().Contain(
            "Since release 2.0, over 3 accepted changes: REGRESSED in pack de, pack Performance over all languages, pack Consistency over all languages.");

        var point = judgement.CellsSinceRelease[0].Since! with { Changes = 1 };
        JudgementSummary.Render(judgement with
        {
            CellsSinceRelease = [.. judgement.Cells.Select(cell => cell with { Since = point })],
            PoolsSinceRelease = [.. judgement.Pools.Select(pool => pool with { Since = point })],
        }).Split('\n').Should().Contain("Since release 2.0, over 1 accepted change: nothing regressed in 3 cells and 2 pooled tests.");
    }

    [Fact]
    public void A_pool_without_a_value_says_so()
    {
        var pool = Samples.Judge(Samples.Measurement(0), Samples.Measurement(2)).Pools[1];

        JudgementSummary.Describe(pool with { P = null, AdjustedP = null, Now = null }).Should()
            .Contain("en-CO 1.000 → – (").And.EndWith("p undefined, adjusted over the run's pooled tests (Holm) undefined.");
    }

    [Fact]
    public void A_table_names_what_regressed_over_all_languages()
    {
        var received = Samples.Measurement(20);

        var lines = AlignmentTable.Render(received, Samples.Judge(Samples.Measurement(0), received), "folder", "CPU").Split('\n');

        // 100 of 120 right; twenty clusters lost of one answer each: p = 2 / 2^20. en-CO: (20 + 40) of (40 + 40).
        lines.Should().Contain(
            "  ▼ pack, Performance over 3 languages: regressed. Accuracy 1.000 → 0.833 (-16.7 points) on 40 items; p < 0.0001, "
            + "adjusted over the run's pooled tests (Holm) < 0.0001.");
        lines.Should().Contain(
            line => line.StartsWith("  ▼ pack, Consistency over 3 languages: regressed. en-CO 1.000 → 0.750 (-25.0 points)"));
    }

    [Fact]
    public void A_comparison_shows_what_each_test_could_have_seen()
    {
        var (before, now) = (Samples.Measurement(0), Samples.Measurement(2));

        var text = ComparisonTable.Render(before, now, Samples.Judge(before, now));

        text.Should().MatchRegex(@"pack +de +40 +1\.000 +0\.950 +-5\.0 +2 +0 +\d\.\d{4} +\d+\.\d +inconclusive\n");
        text.Should().MatchRegex(@"pack +he +40 +1\.000 +1\.000 +0\.0 +0 +0 +1\.0000 +– +identical\n");
        text.Should().MatchRegex(@"pack +Performance +40 +1\.000 +0\.983 +-1\.7 +\d\.\d{4} +\d+\.\d +inconclusive\n");
    }
}
