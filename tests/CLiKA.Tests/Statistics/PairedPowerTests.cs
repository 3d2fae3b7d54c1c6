using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class PairedPowerTests
{
    // make.py: the multinomial chances of all pairs (lost, won) that scipy's binomtest calls significant, added up.
    [Theory]
    [InlineData(100, 0.05, 0.05, 0.025, 0.3840008720438514)]
    [InlineData(200, 0.1, 0.05, 0.025, 0.5432919439442445)]
    [InlineData(200, 0.02, 0.05, 0.000625, 0.41693281791877007)]
    [InlineData(300, 0.1, 0.1, 0.000625, 0.9999893162382347)]
    [InlineData(60, 0.3, 0, 0.05, 0.03190440581971443)]
    [InlineData(60, 0, 0, 0.05, 0)]
    public void Power_is_the_chance_of_a_significant_split(int items, double churn, double loss, double alpha, double expected) =>
        PairedPower.Of(items, churn, loss, alpha).Should().BeApproximately(expected, 1e-8);

    [Theory]
    [InlineData(200, 0.1, 0.025, 0.0640869140625)]
    [InlineData(200, 0.02, 0.000625, 0.06768798828125)]
    [InlineData(60, 0, 0.05, 0.1094970703125)]
    public void The_smallest_loss_is_the_one_that_is_found_in_four_of_five_runs(int items, double churn, double alpha, double expected) =>
        PairedPower.MinimumDetectableLoss(items, churn, alpha).Should().BeApproximately(expected, 1.2e-4);

    [Fact]
    public void Four_items_can_show_no_loss_at_five_percent() => PairedPower.MinimumDetectableLoss(4, 0.1, 0.05).Should().BeNull();

    // The first counts that reach 80% are 168 and 67.
    [Theory]
    [InlineData(0.1, 0.2, 0.025, 168, 170)]
    [InlineData(0.2, 0.05, 0.000625, 67, 69)]
    public void As_many_items_as_find_the_loss_in_four_of_five_runs(double loss, double churn, double alpha, int low, int high) =>
        PairedPower.ItemsToDetect(loss, churn, alpha).Should().BeInRange(low, high);

    [Fact]
    public void For_a_loss_of_one_in_a_million_there_are_never_enough_items() =>
        PairedPower.ItemsToDetect(1e-6, 0.2, 0.05).Should().BeNull();

    [Theory]
    [InlineData(0, 0.1, 0.1, 0.05)]
    [InlineData(10, -0.1, 0.1, 0.05)]
    [InlineData(10, 1.1, 0.1, 0.05)]
    [InlineData(10, 0.1, -0.1, 0.05)]
    [InlineData(10, 0.1, 1.1, 0.05)]
    [InlineData(10, 0.1, 0.1, 0)]
    [InlineData(10, 0.1, 0.1, 1)]
    public void Arguments_outside_their_range_are_refused(int items, double churn, double loss, double alpha) =>
        FluentActions.Invoking(() => PairedPower.Of(items, churn, loss, alpha)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void No_number_of_items_shows_a_loss_of_nothing() =>
        FluentActions.Invoking(() => PairedPower.ItemsToDetect(0, 0.1, 0.05)).Should().Throw<ArgumentOutOfRangeException>();
}
