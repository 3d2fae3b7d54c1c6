using CLiKA.Reporting.Pages;

namespace CLiKA.Reporting.Tests.Pages;

public sealed class PageAxisTests
{
    // The narrowest of the steps with which four intervals, or two to either side, hold what is drawn.
    [Theory]
    [InlineData(new[] { 0.5, 0.1 }, new[] { 0, 0.15, 0.3, 0.45, 0.6 })]
    [InlineData(new[] { 0.2 }, new[] { 0, 0.05, 0.1, 0.15, 0.2 })]
    [InlineData(new[] { 0.21 }, new[] { 0, 0.1, 0.2, 0.3, 0.4 })]
    [InlineData(new double[0], new[] { 0, 0.01, 0.02, 0.03, 0.04 })]
    public void From_zero_it_reaches_what_is_drawn(double[] values, double[] ticks) => Ticks(PageAxis.FromZero(values)).Should().Equal(ticks);

    [Theory]
    [InlineData(new[] { -0.3, 0.1 }, new[] { -0.3, -0.15, 0, 0.15, 0.3 })]
    [InlineData(new[] { -0.01, 0.31 }, new[] { -0.4, -0.2, 0, 0.2, 0.4 })]
    [InlineData(new double[0], new[] { -0.02, -0.01, 0, 0.01, 0.02 })]
    public void Around_zero_both_sides_are_of_one_length(double[] values, double[] ticks) => Ticks(PageAxis.Around(values)).Should().Equal(ticks);

    // 300 wide, with room of 18 at either end for half a label.
    [Fact]
    public void A_value_stands_where_its_share_of_the_axis_is()
    {
        var axis = PageAxis.Around([0.2]);

        ((double[])[-0.2, 0, 0.1, 0.2]).Select(value => Math.Round(axis.At(value), 10)).Should().Equal(18, 150, 216, 282);
    }

    private static IEnumerable<double> Ticks(PageAxis axis) => axis.Ticks.Select(tick => Math.Round(tick, 10));
}
