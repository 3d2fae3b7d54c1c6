using CLiKA.Metrics;

namespace CLiKA.Tests.Metrics;

public sealed class ConsistencyTests
{
    [Theory]
    [InlineData("1100", "1010", 1.0 / 3)]
    [InlineData("1111", "1111", 1.0)]
    [InlineData("1100", "0011", 0.0)]
    [InlineData("1000", "0000", 0.0)]
    public void Overlap_is_what_is_right_in_both_of_what_is_right_in_either(string first, string second, double expected) =>
        Consistency.CorrectOverlap(Marks(first), Marks(second)).Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void Overlap_of_nothing_is_undefined() => Consistency.CorrectOverlap(Marks("00"), Marks("00")).Should().BeNull();

    // The textbook table of 50 proposals: both yes 20, both no 15, first only 5, second only 10: kappa = (0.7 - 0.5) / 0.5.
    [Fact]
    public void Kappa_is_the_textbook_value()
    {
        var first = new string('1', 20) + new string('1', 5) + new string('0', 10) + new string('0', 15);
        var second = new string('1', 20) + new string('0', 5) + new string('1', 10) + new string('0', 15);

        Consistency.Kappa(Marks(first), Marks(second)).Should().BeApproximately(0.4, 1e-12);
    }

    [Theory]
    [InlineData("1111", "1111")]
    [InlineData("0000", "0000")]
    [InlineData("", "")]
    public void Kappa_without_variation_is_undefined(string first, string second) =>
        Consistency.Kappa(Marks(first), Marks(second)).Should().BeNull();

    [Fact]
    public void Kappa_of_unrelated_answers_is_zero() => Consistency.Kappa(Marks("1100"), Marks("1010")).Should().BeApproximately(0, 1e-12);

    [Fact]
    public void Languages_of_different_length_are_refused() =>
        FluentActions.Invoking(() => Consistency.CorrectOverlap(Marks("1"), Marks("10"))).Should().Throw<ArgumentException>();

    private static bool[] Marks(string marks) => [.. marks.Select(mark => mark == '1')];
}
