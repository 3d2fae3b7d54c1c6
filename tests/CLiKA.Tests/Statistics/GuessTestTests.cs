using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class GuessTestTests
{
    // guessing.py, with scipy's binom.sf and t.sf: three languages at two chances, one, three that are alike, nothing right, one known of three, a little of each.
    [Theory]
    [InlineData(0.001953506563949249, 0.25, "11111111110000", "11111011100100", "11110110100010")]
    [InlineData(0.18339631020585323, 0.5, "11111111110000", "11111011100100", "11110110100010")]
    [InlineData(0.11096021426087677, 0.5, "11111111110000")]
    [InlineData(0.7801010611921994, 0.25, "11110000000000", "11110000000000", "11110000000000")]
    [InlineData(1, 0.25, "0000")]
    [InlineData(5.7220458984375e-06, 0.25, "1111111111", "0011001000", "0000000001")]
    [InlineData(0.03678749787978617, 0.5, "0111011101", "1011101110")]
    public void What_guessing_explains_is_tested_by_language_and_over_all(double p, double chance, params string[] languages) =>
        GuessTest.P(Marks.Of(languages), chance).Should().BeApproximately(p, 1e-12);

    // All fare alike: only the language that is right throughout says something.
    [Fact]
    public void Items_that_fare_alike_say_nothing_over_all() =>
        GuessTest.P(Marks.Of("00000000000000", "11111111111111"), 0.25).Should().BeApproximately(1.4901161193847656e-08, 1e-15);

    // One right of five where guessing is right once in a hundred: 2 languages * 2 halves of the level * (1 - 0.99^5).
    [Fact]
    public void One_right_answer_is_something_where_chance_is_small() =>
        GuessTest.P(Marks.Of("10000", "00000"), 0.01).Should().BeApproximately(4 * 0.0490099501, 1e-12);

    [Fact]
    public void Of_no_item_there_is_nothing_to_guess() =>
        FluentActions.Invoking(() => GuessTest.P(Marks.Of("", ""), 0.25)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Chance_is_neither_none_nor_certainty(double chance) =>
        FluentActions.Invoking(() => GuessTest.P(Marks.Of("1"), chance)).Should().Throw<ArgumentOutOfRangeException>();
}
