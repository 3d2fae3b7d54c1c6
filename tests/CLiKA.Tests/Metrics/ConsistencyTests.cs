using CLiKA.Metrics;

namespace CLiKA.Tests.Metrics;

public sealed class ConsistencyTests
{
    // Kappa = (po - pe) / (1 - pe) with Python's fractions. (20, 5, 10, 15) and (45, 15, 25, 15) are the usual textbook tables,
    // 0.4 and 0.1304.
    [Theory]
    [InlineData(20, 5, 10, 15, 2.0 / 5)]
    [InlineData(45, 15, 25, 15, 3.0 / 23)]
    [InlineData(0, 5, 5, 0, -1.0)]
    [InlineData(5, 0, 0, 5, 1.0)]
    [InlineData(9, 0, 1, 0, 0.0)]
    public void Kappa_is_the_agreement_beyond_chance(int both, int first, int second, int neither, double expected)
    {
        var (left, right) = Table(both, first, second, neither);

        Consistency.Kappa(left, right).Should().BeApproximately(expected, 1e-12);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(0, 5)]
    [InlineData(0, 0)]
    public void Kappa_is_undefined_where_everything_or_nothing_is_right_in_both(int both, int neither)
    {
        var (left, right) = Table(both, 0, 0, neither);

        Consistency.Kappa(left, right).Should().BeNull();
    }

    [Theory]
    [InlineData(3, 1, 2, 10, 0.5)]
    [InlineData(0, 1, 2, 10, 0.0)]
    [InlineData(4, 0, 0, 0, 1.0)]
    public void Overlap_is_what_is_right_in_both_of_what_is_right_in_either(int both, int first, int second, int neither, double expected)
    {
        var (left, right) = Table(both, first, second, neither);

        Consistency.CorrectOverlap(left, right).Should().Be(expected);
    }

    [Fact]
    public void Overlap_is_undefined_where_nothing_is_right_in_either() =>
        Consistency.CorrectOverlap([false, false], [false, false]).Should().BeNull();

    [Fact]
    public void Lists_of_different_lengths_are_refused()
    {
        FluentActions.Invoking(() => Consistency.CorrectOverlap([true], [true, false])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Consistency.Kappa([true], [true, false])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Consistency.PooledOverlap([true], [[true], [true, false]])).Should().Throw<ArgumentException>();
    }

    private static (bool[] First, bool[] Second) Table(int both, int first, int second, int neither)
    {
        (bool First, bool Second)[] items =
        [
            .. Enumerable.Repeat((true, true), both),
            .. Enumerable.Repeat((true, false), first),
            .. Enumerable.Repeat((false, true), second),
            .. Enumerable.Repeat((false, false), neither),
        ];
        return ([.. items.Select(item => item.First)], [.. items.Select(item => item.Second)]);
    }

    // Counted by hand: right in both 1 + 2, right in either 3 + 2.
    [Fact]
    public void The_pooled_overlap_counts_items_of_all_languages() =>
        Consistency.PooledOverlap([true, true, false, false], [[true, false, true, false], [true, true, false, false]])
            .Should().BeApproximately(0.6, 1e-15);

    [Fact]
    public void The_pooled_overlap_of_nothing_right_is_undefined() =>
        Consistency.PooledOverlap([false], [[false], [false]]).Should().BeNull();
}
