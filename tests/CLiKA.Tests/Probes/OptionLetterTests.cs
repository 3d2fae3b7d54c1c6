using CLiKA.Probes;

namespace CLiKA.Tests.Probes;

public sealed class OptionLetterTests
{
    [Theory]
    [InlineData(0, 'A')]
    [InlineData(25, 'Z')]
    public void An_option_has_a_letter(int option, char letter)
    {
        OptionLetter.Of(option).Should().Be(letter);
        OptionLetter.ToOption(letter, 26).Should().Be(option);
    }

    [Theory]
    [InlineData('E', 4)]
    [InlineData('a', 4)]
    [InlineData('@', 4)]
    [InlineData('[', 26)]
    public void A_letter_that_is_not_offered_is_no_option(char letter, int options) =>
        OptionLetter.ToOption(letter, options).Should().BeNull();

    [Theory]
    [InlineData(-1)]
    [InlineData(26)]
    public void There_are_26_letters(int option) =>
        FluentActions.Invoking(() => OptionLetter.Of(option)).Should().Throw<ArgumentOutOfRangeException>();
}
