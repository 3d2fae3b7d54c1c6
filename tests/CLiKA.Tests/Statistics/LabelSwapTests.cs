using CLiKA.Metrics;
using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class LabelSwapTests
{
    private const int Seed = 1;

    // Five times one over the level, and what is least and most.
    [Theory]
    [InlineData(0.025, 10_000)]
    [InlineData(0.0001, 50_000)]
    [InlineData(0.00003, 166_667)]
    [InlineData(1e-9, 1_000_000)]
    public void As_many_draws_are_made_as_it_takes_to_show_a_p_that_is_small_enough(double level, int draws) =>
        LabelSwap.DrawsAt(level).Should().Be(draws);

    // make.py goes through all 2^14 assignments; of 10,000 draws an estimate lies within 0.02, four standard errors, of what they show.
    [Fact]
    public void The_overlap_of_all_languages_is_tested_as_all_assignments_would()
    {
        var test = LabelSwap.Test(Marks.Baseline, Marks.Candidate, Consistency.OverlapCounts, Consistency.OverlapOf, Seed);

        (test.Candidate - test.Baseline).Should().BeApproximately(-0.30086580086580084, 1e-12);
        test.LossP.Should().BeApproximately(0.037109375, 0.008);
        test.GainP.Should().BeApproximately(0.982421875, 0.006);
        test.P.Should().BeApproximately(0.07421875, 0.011);
        test.Spread.Should().BeApproximately(0.15610826955427776, 0.005);
    }

    [Fact]
    public void The_retrieval_ratio_is_tested_as_all_assignments_would()
    {
        var test = LabelSwap.Test(Marks.Baseline[..2], Marks.Candidate[..2], Retrieved, Ratio, Seed);

        (test.Candidate - test.Baseline).Should().BeApproximately(-0.3555555555555556, 1e-12);
        test.LossP.Should().BeApproximately(0.0859375, 0.012);
        test.P.Should().BeApproximately(0.171875, 0.016);
    }

    // 8 of the 16 assignments leave each model an English item; in half of those the ratio falls by 1.
    [Fact]
    public void A_draw_on_which_the_statistic_is_undefined_is_no_evidence()
    {
        var test = LabelSwap.Test(Marks.Of("1000", "1000"), Marks.Of("0100", "0000"), Retrieved, Ratio, Seed);

        test.LossP.Should().BeApproximately(0.5, 0.02);
    }

    [Theory]
    [InlineData("1000", "0000")]
    [InlineData("0000", "1000")]
    public void A_statistic_that_is_undefined_for_one_model_has_no_p(string baseline, string candidate)
    {
        var test = LabelSwap.Test(Marks.Of(baseline, "1000"), Marks.Of(candidate, "1000"), Retrieved, Ratio, Seed);

        (test.LossP, test.GainP, test.P).Should().Be((null, null, null));
        (test.Baseline is null, test.Candidate is null).Should().Be((baseline == "0000", candidate == "0000"));
    }

    // Defined only where one model has all seven items and the other none: on 2 of 128 assignments.
    [Fact]
    public void A_statistic_that_is_undefined_on_almost_all_draws_has_no_p()
    {
        var test = LabelSwap.Test(
            Marks.Of("1111111"),
            Marks.Of("0000000"),
            Right,
            sums => sums[0] switch { 7 => 1, 0 => 0, _ => null },
            Seed);

        (test.Baseline, test.Candidate).Should().Be((1, 0));
        test.LossP.Should().BeNull();
    }

    // As a plain implementation found them that swaps the answers themselves and takes the statistic anew: a verdict near alpha must not hang on how
    // the draws are made.
    [Fact]
    public void A_seed_stands_for_the_same_draws_for_ever()
    {
        var overlap = LabelSwap.Test(Marks.Baseline, Marks.Candidate, Consistency.OverlapCounts, Consistency.OverlapOf, Seed);
        (overlap.LossP, overlap.GainP, overlap.P).Should().Be((0.036996300369963, 0.9836016398360165, 0.0746925307469253));

        var retrieval = LabelSwap.Test(Marks.Baseline[..2], Marks.Candidate[..2], Retrieved, Ratio, Seed);
        (retrieval.LossP, retrieval.GainP, retrieval.P).Should().Be((0.08769123087691232, 0.9623037696230377, 0.1743825617438256));

        var undefined = LabelSwap.Test(Marks.Of("1000", "1000"), Marks.Of("0100", "0000"), Retrieved, Ratio, Seed);
        undefined.LossP.Should().Be(0.4921507849215078);
    }

    [Fact]
    public void The_same_seed_gives_the_same_p_and_another_one_another()
    {
        var first = LabelSwap.Test(Marks.Baseline[..2], Marks.Candidate[..2], Retrieved, Ratio, Seed);

        LabelSwap.Test(Marks.Baseline[..2], Marks.Candidate[..2], Retrieved, Ratio, Seed).Should().Be(first);
        LabelSwap.Test(Marks.Baseline[..2], Marks.Candidate[..2], Retrieved, Ratio, Seed + 1).LossP.Should().NotBe(first.LossP);
    }

    [Fact]
    public void The_callers_answers_are_left_as_they_are()
    {
        var (baseline, candidate) = (Marks.Of("1100"), Marks.Of("0011"));

        LabelSwap.Test(baseline, candidate, Right, sums => sums[0], Seed);

        baseline[0].Should().Equal(true, true, false, false);
        candidate[0].Should().Equal(false, false, true, true);
    }

    [Fact]
    public void Fewer_than_ten_thousand_draws_are_refused() =>
        FluentActions.Invoking(() => LabelSwap.Test(Marks.Of("1"), Marks.Of("0"), Right, _ => 0, Seed, 9_999))
            .Should().Throw<ArgumentOutOfRangeException>();

    private static int[] Right(IReadOnlyList<bool> answers) => [answers[0] ? 1 : 0];

    private static int[] Retrieved(IReadOnlyList<bool> answers) => [answers[0] ? 1 : 0, answers[0] && answers[1] ? 1 : 0];

    private static double? Ratio(IReadOnlyList<int> sums) => sums[0] == 0 ? null : (double)sums[1] / sums[0];
}
