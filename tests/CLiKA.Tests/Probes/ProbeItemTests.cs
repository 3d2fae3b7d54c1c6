using CLiKA.Probes;

namespace CLiKA.Tests.Probes;

public sealed class ProbeItemTests
{
    // By hand: three places on, B comes to stand third.
    [Theory]
    [InlineData(0, 1, "wxyz")]
    [InlineData(1, 0, "xyzw")]
    [InlineData(3, 2, "zwxy")]
    [InlineData(4, 1, "wxyz")]
    [InlineData(7, 2, "zwxy")]
    public void The_right_option_stays_right_under_another_letter(int places, int gold, string options)
    {
        var item = new ProbeItem("i", "q", ["w", "x", "y", "z"], 1).Rotated(places);

        item.Gold.Should().Be(gold);
        string.Concat(item.Options).Should().Be(options);
    }
}
