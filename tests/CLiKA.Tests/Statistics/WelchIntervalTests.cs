using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class WelchIntervalTests
{
    // Computed in Python: Student's density integrated by Simpson's rule, the quantile by bisection; 1.386, 1.471 and 2 degrees of freedom.
    [Theory]
    [InlineData(new[] { 0.80, 0.86, 0.83 }, new[] { 0.70, 0.78 }, 0.95, -0.3847751660048756, 0.20477516600487544)]
    [InlineData(new[] { 0.70, 0.78 }, new[] { 0.80, 0.86, 0.83 }, 0.95, -0.20477516600487544, 0.3847751660048756)]
    [InlineData(new[] { 0.80, 0.82 }, new[] { 0.70, 0.71 }, 0.95, -0.17418522830070898, -0.03581477169929119)]
    [InlineData(new[] { 0.80, 0.82 }, new[] { 0.70, 0.71 }, 0.90, -0.1472597995642701, -0.06274020043573009)]
    [InlineData(new[] { 0.90, 0.95 }, new[] { 0.40, 0.45 }, 0.95, -0.6521217461148234, -0.34787825388517657)]
    public void Few_seeds_that_differ_make_a_wide_interval(double[] first, double[] second, double confidence, double low, double high)
    {
        var interval = WelchInterval.Of(first, second, confidence);

        interval.Low.Should().BeApproximately(low, 1e-6);
        interval.High.Should().BeApproximately(high, 1e-6);
    }

    [Fact]
    public void Seeds_that_do_not_differ_leave_the_difference_itself() =>
        WelchInterval.Of([0.5, 0.5], [0.25, 0.25], 0.95).Should().Be(new Interval(-0.25, -0.25));

    // By hand: either variance is 1/8, the standard error the root of 1/8, and with 2 degrees of freedom the quantile 0.95 / sqrt(2 * 0.975 * 0.025).
    [Fact]
    public void Sides_that_spread_alike_have_both_spreads()
    {
        var interval = WelchInterval.Of([0.25, 0.75], [0.5, 1], 0.95);

        interval.Low.Should().BeApproximately(-1.2712174611483278, 1e-6);
        interval.High.Should().BeApproximately(1.7712174611483278, 1e-6);
    }

    [Theory]
    [InlineData(new[] { 0.5 }, new[] { 0.4, 0.6 })]
    [InlineData(new[] { 0.4, 0.6 }, new[] { 0.5 })]
    public void A_single_value_has_no_spread(double[] first, double[] second) =>
        FluentActions.Invoking(() => WelchInterval.Of(first, second, 0.95)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Confidence_is_neither_none_nor_certainty(double confidence) =>
        FluentActions.Invoking(() => WelchInterval.Of([0.4, 0.6], [0.4, 0.6], confidence)).Should().Throw<ArgumentOutOfRangeException>();
}
