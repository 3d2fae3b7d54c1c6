using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class WilsonIntervalTests
{
    // Python: statistics.NormalDist().inv_cdf for z, then Wilson's formula. 81/263, 15/148 and 1/29 are the examples of
    // Newcombe (1998), table I, who prints 0.2553-0.3662, 0.0624-0.1605 and 0.0061-0.1718.
    [Theory]
    [InlineData(81, 263, 0.2552885198782743, 0.36620956698280016)]
    [InlineData(15, 148, 0.06238639953073628, 0.160487241723308)]
    [InlineData(1, 29, 0.006113214292762661, 0.17175521879320282)]
    [InlineData(5, 10, 0.23659309051256402, 0.763406909487436)]
    public void The_interval_is_Wilsons(int successes, int trials, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, trials);

        interval.Low.Should().BeApproximately(low, 1e-7);
        interval.High.Should().BeApproximately(high, 1e-7);
    }

    [Fact]
    public void Nothing_right_begins_at_exactly_zero() =>
        WilsonInterval.Of(0, 10).Should().Match<Interval>(interval => interval.Low == 0 && Math.Abs(interval.High - 0.2775328) < 1e-7);

    [Fact]
    public void All_right_ends_at_exactly_one() =>
        WilsonInterval.Of(10, 10).Should().Match<Interval>(interval => interval.High == 1 && Math.Abs(interval.Low - 0.7224672) < 1e-7);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 3)]
    [InlineData(4, 3)]
    public void Arguments_outside_their_range_are_refused(int successes, int trials) =>
        FluentActions.Invoking(() => WilsonInterval.Of(successes, trials)).Should().Throw<ArgumentOutOfRangeException>();
}
