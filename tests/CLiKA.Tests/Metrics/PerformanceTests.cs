using CLiKA.Metrics;

namespace CLiKA.Tests.Metrics;

public sealed class PerformanceTests
{
    // Exact fractions: (3/5 - 1/5) / (0.746 - 1/5) = 200/273; (0.98 - 1/4) / (0.922 - 1/4) = 365/336.
    [Theory]
    [InlineData(0.6, 0.2, 0.746, 200.0 / 273)]
    [InlineData(0.98, 0.25, 0.922, 365.0 / 336)]
    [InlineData(0.75, 0.5, 1, 0.5)]
    [InlineData(0.25, 0.25, 0.97, 0)]
    [InlineData(0.1, 0.25, 0.97, 0)]
    public void Rescaled_accuracy_is_0_at_chance_1_at_the_ceiling_and_not_cut_above(
        double accuracy, double chance, double ceiling, double expected) =>
        Performance.RescaledAccuracy(accuracy, chance, ceiling).Should().BeApproximately(expected, 1e-12);

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.4)]
    public void A_ceiling_not_above_chance_is_refused(double ceiling) =>
        FluentActions.Invoking(() => Performance.RescaledAccuracy(0.7, 0.5, ceiling)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Accuracy_is_a_share() => Performance.Accuracy(3, 8).Should().Be(0.375);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    [InlineData(3, 2)]
    public void Impossible_counts_are_refused(int correct, int items) =>
        FluentActions.Invoking(() => Performance.Accuracy(correct, items)).Should().Throw<ArgumentOutOfRangeException>();
}
