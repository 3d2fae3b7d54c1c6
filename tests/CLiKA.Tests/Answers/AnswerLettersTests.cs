using CLiKA.Answers;

namespace CLiKA.Tests.Answers;

public sealed class AnswerLettersTests
{
    [Fact]
    public void Chosen_unoffered_and_invalid_answers_are_told_apart() =>
        AnswerLetters.Write([new Answer(0), new Answer(25), Answer.Invalid with { UnofferedLetter = 'E' }, Answer.Invalid])
            .Should().Be("AZe-");

    [Fact]
    public void What_was_written_is_read_back()
    {
        var answers = AnswerLetters.Read("AZe-");

        answers.Select(answer => (answer.Choice, answer.UnofferedLetter))
            .Should().Equal((0, null), (25, null), (null, 'E'), (null, null));
    }

    [Theory]
    [InlineData("A B")]
    [InlineData("Ä")]
    [InlineData("1")]
    public void Another_character_is_refused(string letters) =>
        FluentActions.Invoking(() => AnswerLetters.Read(letters)).Should().Throw<FormatException>();
}
