using CLiKA.Lab.Training;

namespace CLiKA.Lab.Tests;

public sealed class TrainingProgressTests
{
    [Theory]
    [InlineData(0, 5, 3, "0:05:03")]
    [InlineData(2, 5, 3, "2:05:03")]
    [InlineData(26, 0, 0, "26:00:00")]
    public void What_is_left_is_told_in_hours_too(int hours, int minutes, int seconds, string expected) =>
        new TrainingProgress(20, 100, 1.23456, 987.6, new TimeSpan(hours, minutes, seconds)).Describe("German")
            .Should().Be($"German: loss 1.235, 988 tokens/s, {expected} left");
}
