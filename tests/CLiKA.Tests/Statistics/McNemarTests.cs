using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class McNemarTests
{
    // Exact fractions, 2 * (C(n,0) + ... + C(n,min)) / 2^n with Python's math.comb: 1/2048, 79/2048, 5/128, 1/64, 1/16, 1/32, 1093/4096.
    // The last three from the same sum, rounded to a double at the end.
    [Theory]
    [InlineData(12, 0, 1.0 / 2048)]
    [InlineData(10, 2, 79.0 / 2048)]
    [InlineData(8, 1, 5.0 / 128)]
    [InlineData(7, 0, 1.0 / 64)]
    [InlineData(5, 0, 1.0 / 16)]
    [InlineData(6, 0, 1.0 / 32)]
    [InlineData(9, 4, 1093.0 / 4096)]
    [InlineData(60, 30, 0.002060265680963076)]
    [InlineData(300, 200, 8.940066542253267e-06)]
    [InlineData(700, 0, 3.80218313259032e-211)]
    public void P_is_twice_the_smaller_tail(int lost, int won, double expected)
    {
        McNemar.TwoSided(lost, won).Should().BeApproximately(expected, expected * 1e-10);
        McNemar.TwoSided(won, lost).Should().BeApproximately(expected, expected * 1e-10, "the test is two-sided");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(6, 5)]
    [InlineData(501, 500)]
    public void P_is_one_where_the_split_is_as_even_as_it_can_be(int lost, int won) =>
        McNemar.TwoSided(lost, won).Should().BeApproximately(1, 1e-12).And.BeLessThanOrEqualTo(1);

    // scipy, binomtest(lost, lost + won, alternative="greater"): make.py.
    [Theory]
    [InlineData(12, 0, 0.000244140625)]
    [InlineData(10, 2, 0.019287109375)]
    [InlineData(5, 9, 0.91021728515625)]
    [InlineData(60, 30, 0.0010301328404815372)]
    [InlineData(1, 0, 0.5)]
    [InlineData(1, 3, 0.9375)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 0, 1)]
    public void P_of_a_loss_is_the_upper_tail(int lost, int won, double expected) =>
        McNemar.Loss(lost, won).Should().BeApproximately(expected, expected * 1e-10);

    // Of ten changed items 1, 11 and 56 of 1024 assignments lose at least ten, nine and eight.
    [Theory]
    [InlineData(10, 0.05, 11.0 / 1024)]
    [InlineData(10, 0.06, 56.0 / 1024)]
    [InlineData(10, 0.0005, 0)]
    [InlineData(0, 0.9, 0)]
    [InlineData(0, 1, 1)]
    public void Few_changed_items_attain_few_p_values(int changed, double p, double expected) =>
        McNemar.AttainableLoss(changed, p).Should().BeApproximately(expected, 1e-14);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void A_negative_count_is_refused(int lost, int won)
    {
        FluentActions.Invoking(() => McNemar.TwoSided(lost, won)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => McNemar.Loss(lost, won)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => McNemar.AttainableLoss(lost + won, 0.05)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
