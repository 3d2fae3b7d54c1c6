using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class HolmTests
{
    // As R's p.adjust(p, "holm") defines it: cummax((m - rank) * p), cut at 1; worked out with Python's fractions.
    [Theory]
    [InlineData(new[] { 0.01, 0.02, 0.03, 0.04, 0.05 }, null, new[] { 0.05, 0.08, 0.09, 0.09, 0.09 })]
    [InlineData(new[] { 0.01, 0.04, 0.03, 0.005 }, null, new[] { 0.03, 0.06, 0.06, 0.02 })]
    [InlineData(new[] { 0.02, 0.02, 0.5 }, null, new[] { 0.06, 0.06, 0.5 })]
    [InlineData(new[] { 0.6, 0.9 }, null, new[] { 1.0, 1.0 })]
    [InlineData(new[] { 0.01, 0.04, 0.03, 0.005 }, 10, new[] { 0.09, 0.28, 0.24, 0.05 })]
    public void Values_are_adjusted_step_down(double[] values, int? family, double[] expected) =>
        Holm.Adjust(values, family).Should().Equal(expected, (left, right) => Math.Abs(left - right) < 1e-12);

    [Fact]
    public void One_value_of_a_large_family_is_multiplied_by_the_family() =>
        Holm.Adjust([0.001], 40).Single().Should().BeApproximately(0.04, 1e-15);

    [Fact]
    public void No_value_is_no_value() => Holm.Adjust([]).Should().BeEmpty();

    [Fact]
    public void A_family_smaller_than_its_values_is_refused() =>
        FluentActions.Invoking(() => Holm.Adjust([0.1, 0.2], 1)).Should().Throw<ArgumentOutOfRangeException>();
}
