using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class DiscreteHolmTests
{
    // make.py: by closed testing over every subset of the hypotheses, in exact fractions. Each cell is lost, won.
    [Theory]
    [InlineData(new[] { 12, 0, 3, 1, 9, 2, 4, 0 }, null, new[] { 0.000244140625, 0.3125, 0.03271484375, 0.125 })]
    [InlineData(new[] { 12, 0, 3, 1, 9, 2, 4, 0 }, 7, new[] { 0.0009765625, 1, 0.130859375, 0.3125 })]
    [InlineData(new[] { 8, 1, 8, 1, 0, 5, 20, 6, 1, 0 }, null, new[] { 0.0390625, 0.0390625, 1, 0.008583903312683105, 1 })]
    [InlineData(new[] { 8, 1, 8, 1, 0, 5, 20, 6, 1, 0 }, 8, new[] { 0.09765625, 0.09765625, 1, 0.022616863250732422, 1 })]
    public void Values_are_charged_for_what_the_others_can_attain(int[] counts, int? family, double[] expected) =>
        DiscreteHolm.Adjust([.. Cells(counts)], family).Should().Equal(expected, (left, right) => Math.Abs(left - right) < 1e-12);

    // By hand. Five changed items show no p below 1/32, so that the one more test has alpha for itself; six show 1/64 twice, which with a third
    // is more than alpha; of a family of ten, eight that were not tested are charged in full, and the one more is the ninth.
    [Theory]
    [InlineData(5, null, 0.025)]
    [InlineData(6, null, 1.0 / 64)]
    [InlineData(5, 10, 0.025 / 9)]
    public void One_more_test_has_what_the_others_cannot_attain(int changed, int? family, double expected)
    {
        Func<double, double> attainable = p => McNemar.AttainableLoss(changed, p);

        DiscreteHolm.FirstLevel([attainable, attainable], 0.025, family).Should().BeApproximately(expected, 1e-8);
    }

    [Fact]
    public void One_test_of_no_others_has_the_level_for_itself() =>
        DiscreteHolm.FirstLevel([], 0.025).Should().BeApproximately(0.025, 1e-8);

    [Fact]
    public void A_family_smaller_than_its_tests_is_refused()
    {
        FluentActions.Invoking(() => DiscreteHolm.Adjust([.. Cells([1, 0, 1, 0])], 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => DiscreteHolm.FirstLevel([_ => 0, _ => 0], 0.05, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static IEnumerable<(double, Func<double, double>)> Cells(int[] counts) => counts.Chunk(2).Select(cell => (
        McNemar.Loss(cell[0], cell[1]), (Func<double, double>)(p => McNemar.AttainableLoss(cell[0] + cell[1], p))));
}
