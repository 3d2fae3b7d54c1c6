using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements.Repeats;

namespace CLiKA.Tests.Measurements.Repeats;

public sealed class RepetitionTests
{
    // The second and the third are of options of 20 bytes: a score of a byte moves by 0.08 where the log-probability moves by 1.6.
    [Theory]
    [InlineData(true, 1, new[] { -1, -1.04 }, new[] { -1.04, -1 })]
    [InlineData(false, 20, new[] { -20.0, -21 }, new[] { -21.6, -21 })]
    [InlineData(true, 20, new[] { -20.0, -20.04 }, new[] { -20.04, -20 })]
    public void What_an_option_moved_by_is_held_against_the_tolerance_in_nats(bool isExplained, int bytes, double[] usual, double[] other) =>
        IsExplained(0.05, Answered(bytes, usual), Answered(bytes, other)).Should().Be(isExplained);

    // The third option lies close to whichever leads: margins are 0.001 and 0.01.
    [Fact]
    public void An_option_that_comes_from_far_behind_is_not_explained_by_another_one_that_is_near() =>
        IsExplained(0.05, Answered(1, -1, -6, -1.001), Answered(1, -1.02, -1, -1.01)).Should().BeFalse();

    // It moved by ten nats, and takes no part.
    [Fact]
    public void What_a_third_option_does_explains_nothing_and_accuses_nobody() =>
        IsExplained(0.05, Answered(1, -1, -1.01, -20), Answered(1, -1.02, -1, -30)).Should().BeTrue();

    [Fact]
    public void An_answer_that_names_no_option_is_not_explained() =>
        IsExplained(100, Answered(1, -1, -2), Answer.Invalid).Should().BeFalse();

    private static bool IsExplained(double tolerance, Answer usual, Answer other) => new Repetition("again", 1, tolerance, null, null, [])
        .IsExplained(new ChangedAnswer("pack", Language.Pivot, "i", usual, other));

    private static Answer Answered(int bytes, params double[] logProbabilities) =>
        Answer.Best([.. logProbabilities.Select(value => value / bytes)]) with { LogProbabilities = [.. logProbabilities] };
}
