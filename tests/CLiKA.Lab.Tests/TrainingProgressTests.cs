using CLiKA.Lab.Training;

namespace CLiKA.Lab.Tests;

public sealed class TrainingProgressTests
{
    [Fact]
    public void Steps_loss_and_speed_are_told() =>
        new TrainingProgress(200, 1_000, 1.23456, 987.6).Describe("German").Should().Be("German: 200 of 1,000 steps, loss 1.235, 988 tokens/s");
}
