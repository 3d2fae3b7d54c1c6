using CLiKA.Metrics;

namespace CLiKA.Tests.Metrics;

public sealed class LetterSharesTests
{
    [Fact]
    public void Shares_count_invalid_answers_among_all()
    {
        LetterShares.Of([0, 0, 1, null], 3).Should().Equal(0.5, 0.25, 0);
    }

    [Theory]
    [InlineData(95, true)]
    [InlineData(94, false)]
    public void One_letter_for_almost_everything_is_degenerate(int times, bool expected)
    {
        int?[] choices = [.. Enumerable.Repeat<int?>(0, times), .. Enumerable.Repeat<int?>(1, 100 - times)];

        LetterShares.IsDegenerate(LetterShares.Of(choices, 4)).Should().Be(expected);
    }
}
