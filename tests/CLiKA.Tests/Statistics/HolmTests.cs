using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class HolmTests
{
    // By hand: sorted .005 .01 .03 .04, times 4 3 2 1, each at least the one before.
    [Fact]
    public void Values_are_multiplied_step_by_step_and_never_fall() =>
        Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Should().BeEquivalentTo(
            [0.03, 0.06, 0.06, 0.02], options => options.WithStrictOrdering().Using<double>(
                pair => pair.Subject.Should().BeApproximately(pair.Expectation, 1e-12)).WhenTypeIs<double>());

    [Fact]
    public void No_value_exceeds_one() => Holm.Adjust([0.4, 0.9]).Should().Equal(0.8, 0.9);

    [Fact]
    public void A_lone_value_of_a_larger_family_is_judged_as_its_first() => Holm.Adjust([0.004], 10).Should().Equal(0.04);

    [Fact]
    public void A_family_smaller_than_its_values_is_refused() =>
        FluentActions.Invoking(() => Holm.Adjust([0.1, 0.2], 1)).Should().Throw<ArgumentOutOfRangeException>();
}
