using CLiKA.Metrics;

namespace CLiKA.Tests.Metrics;

public sealed class LetterSharesTests
{
    [Fact]
    public void Shares_and_invalid_answers_together_make_one() =>
        LetterShares.Of([0, 0, 1, null], 3).Should().Equal(0.5, 0.25, 0);

    [Theory]
    [InlineData(190, true)]
    [InlineData(189, false)]
    public void A_letter_with_19_of_20_answers_is_degenerate(int same, bool expected) =>
        LetterShares.IsDegenerate(LetterShares.Of([.. Enumerable.Range(0, 200).Select(item => (int?)(item < same ? 2 : 0))], 4))
            .Should().Be(expected);

    [Fact]
    public void Invalid_answers_are_no_letter() =>
        LetterShares.IsDegenerate(LetterShares.Of([.. Enumerable.Repeat((int?)null, 20)], 4)).Should().BeFalse();
}
