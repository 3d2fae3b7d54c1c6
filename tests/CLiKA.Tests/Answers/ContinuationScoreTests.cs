using CLiKA.Answers;

namespace CLiKA.Tests.Answers;

public sealed class ContinuationScoreTests
{
    // Sums -4, -3, -6; per token -4/1, -3/1, -6/4 = -1.5; per byte -4/8 = -0.5, -3/2 = -1.5, -6/10 = -0.6.
    private static readonly ContinuationScore[] Scores = [new(-4, 1, 8), new(-3, 1, 2), new(-6, 4, 10)];

    [Theory]
    [InlineData(Scoring.Letter, 1)]
    [InlineData(Scoring.Likelihood, 1)]
    [InlineData(Scoring.LikelihoodPerToken, 2)]
    [InlineData(Scoring.LikelihoodPerByte, 0)]
    public void Each_way_of_scoring_divides_by_its_own_length(Scoring scoring, int expected) =>
        ContinuationScore.Choose(Scores, scoring).Choice.Should().Be(expected);

    [Fact]
    public void The_first_of_equals_is_chosen() =>
        ContinuationScore.Choose([new(-2, 1, 1), new(-1, 1, 1), new(-1, 1, 1)], Scoring.Letter).Choice.Should().Be(1);

    [Fact]
    public void An_answer_keeps_the_undivided_log_probabilities() =>
        ContinuationScore.Choose(Scores, Scoring.LikelihoodPerByte).LogProbabilities.Should().Equal(-4, -3, -6);

    [Theory]
    [InlineData(" Köln", 5)]
    [InlineData("\u00A0東京\n", 6)]
    [InlineData("  ", 1)]
    public void A_text_is_as_long_as_its_bytes_without_the_white_space_around_it(string text, int bytes) =>
        ContinuationScore.Of(text, -2.5, 3).Should().Be(new ContinuationScore(-2.5, 3, bytes));
}
