using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class ClusteredBootstrapTests
{
    // A share's draws are binomial: scipy, binom.ppf (make.py).
    [Theory]
    [InlineData(10, 50, 5, 16)]
    [InlineData(15, 30, 10, 20)]
    public void The_interval_of_a_share_lies_at_the_binomial_quantiles(int right, int items, int low, int high)
    {
        var interval = ClusteredBootstrap.Of(items, drawn => (double)drawn.Count(item => item < right) / items, seed: 1)!.Value;

        interval.Low.Should().Be((double)low / items);
        interval.High.Should().Be((double)high / items);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval() =>
        ClusteredBootstrap.Of(7, drawn => drawn.Average(item => item * item), seed: 3)
            .Should().Be(ClusteredBootstrap.Of(7, drawn => drawn.Average(item => item * item), seed: 3));

    // Item 0 is in 64% of the draws of twenty: 36% are undefined, and either end could lie anywhere.
    [Fact]
    public void A_statistic_that_is_often_undefined_has_no_interval() =>
        ClusteredBootstrap.Of(20, drawn => drawn.Contains(0) ? 1 : null, seed: 1).Should().BeNull();

    // Two of eight: 0.75^8 = 10% without either, which is more than 2.5% and less than 25%.
    [Theory]
    [InlineData(0.95, false)]
    [InlineData(0.5, true)]
    public void Undefined_draws_count_at_both_ends(double confidence, bool isDefined) =>
        ClusteredBootstrap.Of(8, drawn => drawn.Any(item => item < 2) ? drawn.Average(item => item) : null, seed: 1, confidence)
            .HasValue.Should().Be(isDefined);

    // The draws' values are 1, 2, 3, ... in turn, so that an end is its own rank. Of 1000, 25 lie beyond either end of 95%; each that is undefined is one
    // of these at both ends; of 200 draws 5 lie beyond, and five that are undefined leave the ends to the outermost values.
    [Theory]
    [InlineData(1000, 0, 26, 975)]
    [InlineData(1000, 10, 16, 975)]
    [InlineData(200, 5, 1, 195)]
    public void So_many_draws_lie_beyond_either_end(int draws, int undefined, int low, int high)
    {
        var draw = -undefined;

        var interval = ClusteredBootstrap.Of(1, _ => ++draw > 0 ? draw : null, seed: 1, draws: draws);

        interval.Should().Be(new Interval(low, high));
    }

    [Theory]
    [InlineData(0, 0.95, 1000)]
    [InlineData(5, 1, 1000)]
    [InlineData(5, 0, 1000)]
    [InlineData(5, 0.95, 99)]
    public void Arguments_outside_their_range_are_refused(int items, double confidence, int draws) =>
        FluentActions.Invoking(() => ClusteredBootstrap.Of(items, _ => 0, 1, confidence, draws))
            .Should().Throw<ArgumentOutOfRangeException>();
}
