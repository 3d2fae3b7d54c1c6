using CLiKA.Metrics;

namespace CLiKA.Tests.Metrics;

public sealed class PerformanceTests
{
    // (629 / 1000 - 0.2) / (0.746 - 0.2) = 0.429 / 0.546.
    [Theory]
    [InlineData(629, 1000, 0.2, 0.746, 0.785714)]
    [InlineData(482, 500, 0.5, 0.964, 1)]
    [InlineData(98, 200, 0.5, 1, 0)]
    [InlineData(200, 200, 0.25, 0.97, 1.041667)]
    public void Accuracy_is_rescaled_between_chance_and_ceiling(int correct, int items, double chance, double ceiling, double expected) =>
        Performance.RescaledAccuracy(Performance.Accuracy(correct, items), chance, ceiling).Should().BeApproximately(expected, 5e-7);

    [Fact]
    public void A_ceiling_at_chance_is_refused() =>
        FluentActions.Invoking(() => Performance.RescaledAccuracy(0.5, 0.25, 0.25)).Should().Throw<ArgumentOutOfRangeException>();
}
