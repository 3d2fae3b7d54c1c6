using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class WilsonIntervalTests
{
    // The first four are Newcombe (1998), table I, method 3; the others were computed with Python's NormalDist.
    [Theory]
    [InlineData(81, 263, 0.95, 0.255289, 0.366210)]
    [InlineData(15, 148, 0.95, 0.062386, 0.160487)]
    [InlineData(0, 20, 0.95, 0, 0.161125)]
    [InlineData(1, 29, 0.95, 0.006113, 0.171755)]
    [InlineData(29, 29, 0.95, 0.883030, 1)]
    [InlineData(50, 200, 0.99, 0.180021, 0.336033)]
    public void The_interval_is_the_published_one(int successes, int trials, double confidence, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, trials, confidence);

        interval.Low.Should().BeApproximately(low, 5e-7);
        interval.High.Should().BeApproximately(high, 5e-7);
    }
}
