using CLiKA.Answers;

namespace CLiKA.Tests.Answers;

public sealed class ScoringNameTests
{
    [Theory]
    [InlineData(Scoring.Letter, "letter")]
    [InlineData(Scoring.Likelihood, "likelihood")]
    [InlineData(Scoring.LikelihoodPerToken, "likelihood-per-token")]
    [InlineData(Scoring.LikelihoodPerByte, "likelihood-per-byte")]
    public void A_way_of_scoring_has_a_name_that_files_rely_on(Scoring scoring, string name)
    {
        ScoringName.Of(scoring).Should().Be(name);
        ScoringName.TryParse(name, out var parsed).Should().BeTrue();
        parsed.Should().Be(scoring);
    }

    [Theory]
    [InlineData("Letter")]
    [InlineData("")]
    public void Another_name_is_unknown(string name) => ScoringName.TryParse(name, out _).Should().BeFalse();
}
