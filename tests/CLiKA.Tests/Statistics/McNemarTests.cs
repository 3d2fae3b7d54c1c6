using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class McNemarTests
{
    // Exact fractions: min(1, 2 * sum of C(n, i), i = 0..min, / 2^n), computed with whole numbers outside this code.
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(6, 5, 1)]
    [InlineData(8, 0, 0.0078125)]
    [InlineData(0, 9, 0.00390625)]
    [InlineData(12, 2, 0.012939453125)]
    [InlineData(33, 10, 0.0006061066312668117)]
    [InlineData(100, 118, 0.24951574528641357)]
    public void The_p_value_is_the_exact_one(int lost, int won, double expected) =>
        McNemar.TwoSided(lost, won).Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void A_tiny_p_value_keeps_its_digits() => McNemar.TwoSided(193, 77).Should().BeApproximately(1.1620428621097743e-12, 1e-22);

    [Fact]
    public void A_negative_count_is_refused() =>
        FluentActions.Invoking(() => McNemar.TwoSided(-1, 2)).Should().Throw<ArgumentOutOfRangeException>();
}
