using CLiKA.Answers;

namespace CLiKA.Tests.Answers;

public sealed class ContinuationScoreTests
{
    // -4 over 4 tokens and 8 bytes, against -3 over 2 tokens and 12 bytes.
    [Theory]
    [InlineData(Scoring.Likelihood, 1)]
    [InlineData(Scoring.LikelihoodPerToken, 0)]
    [InlineData(Scoring.LikelihoodPerByte, 1)]
    public void Each_way_of_scoring_divides_by_its_own_length(Scoring scoring, int expected)
    {
        ContinuationScore[] scores = [new(-4, 4, 8), new(-3, 2, 12)];

        ContinuationScore.Choose(scores, scoring).Choice.Should().Be(expected);
    }

    [Fact]
    public void Every_option_keeps_its_log_probability() =>
        ContinuationScore.Choose([new(-4, 4, 8), new(-3, 2, 12)], Scoring.LikelihoodPerToken).LogProbabilities.Should().Equal(-4, -3);
}
