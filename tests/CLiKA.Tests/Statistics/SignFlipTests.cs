using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class SignFlipTests
{
    // make.py: all assignments of signs, counted.
    [Theory]
    [InlineData(new[] { -2, -1, -1, 1, -3, 0, 0, -1, 2, -1 }, 0.15234375)]
    [InlineData(new[] { 3, -1, -1 }, 0.625)]
    [InlineData(new[] { 0, 0 }, 1)]
    [InlineData(new[] { -3, -3, -2, -3, -1 }, 0.03125)]
    [InlineData(new[] { 3, 3, 2, 3, 1 }, 1)]
    [InlineData(new[] { -7, 4, -2, 9, -10, -3, -8, 1, -6, 2, -9, 5, -4, -10, 3 }, 0.0841064453125)]
    [InlineData(new[] { 7, -4, 2, -9, 10, 3, 8, -1, 6, -2, 9, -5, 4, 10, -3 }, 0.928253173828125)]
    public void Every_assignment_of_signs_is_counted(int[] changes, double expected) =>
        SignFlip.Loss(changes).Should().BeApproximately(expected, 1e-15);

    [Fact]
    public void With_one_language_it_is_McNemars_test()
    {
        int[] changes = [.. Enumerable.Repeat(-1, 60), .. Enumerable.Repeat(1, 30), .. Enumerable.Repeat(0, 500)];

        // scipy, binomtest(60, 90, alternative="greater"): make.py.
        SignFlip.Loss(changes).Should().BeApproximately(0.0010301328404815372, 1e-14);
    }
}
