using System.Collections.Immutable;
using CLiKA.Answers;

namespace CLiKA.Tests.Answers;

public sealed class AnswerTests
{
    [Theory]
    [InlineData(new[] { -1.0, -1.001 }, new[] { -1.0, -1.001 }, true)]
    [InlineData(new[] { -1.0, -1.001 }, new[] { -1.001, -1.0 }, true)]
    [InlineData(new[] { -1.0, -1.001 }, new[] { -1.0, -1.004 }, false)]
    [InlineData(new[] { -1.0, -1.004 }, new[] { -1.0, -1.001 }, false)]
    [InlineData(new[] { -1.0, -1.001 }, new[] { -1.0, double.NaN }, false)]
    [InlineData(new[] { -1.0, -1.001 }, new[] { -1.0 }, false)]
    public void Answers_within_a_tolerance_differ_in_no_log_probability_by_more(double[] one, double[] other, bool expected) =>
        Answered(one).IsWithin(0.002, Answered(other)).Should().Be(expected);

    [Theory]
    [InlineData(1, null, 1, null, true)]
    [InlineData(1, null, 2, null, false)]
    [InlineData(null, 'E', null, 'E', true)]
    [InlineData(null, 'E', null, 'F', false)]
    [InlineData(null, null, 1, null, false)]
    public void Answers_without_log_probabilities_are_within_none_but_the_same(
        int? one, char? oneLetter, int? other, char? otherLetter, bool expected) =>
        new Answer(one) { UnofferedLetter = oneLetter }.IsWithin(0.002, new(other) { UnofferedLetter = otherLetter }).Should().Be(expected);

    private static Answer Answered(double[] values) =>
        Answer.Best(ImmutableArray.Create(values)) with { LogProbabilities = ImmutableArray.Create(values) };
}
