using CLiKA.Answers;
using CLiKA.Probes;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Tests.Texts;

public sealed class ItemTextTests
{
    private static readonly ProbeItem Item = new("1", "cause", ["It rained.", "It shone.", "It hailed."], 1, "The street is wet.");

    // Of the options A, B and C, B is right; - is no option, E one that is not offered.
    [Theory]
    [InlineData("B", "B", "right before and now")]
    [InlineData("B", "A", "was right, now chooses It rained.")]
    [InlineData("C", "B", "chose It hailed., now right")]
    [InlineData("A", "A", "chose It rained. before and now")]
    [InlineData("A", "C", "chose It rained., now chooses It hailed.")]
    [InlineData("B", "-", "was right, now chooses no option")]
    [InlineData("E", "B", "chose E, which is not offered, now right")]
    [InlineData("-", "-", "chose no option before and now")]
    [InlineData(null, "B", null)]
    [InlineData("B", null, null)]
    public void An_answer_is_told_before_and_now(string? before, string? now, string? expected) =>
        ItemText.BeforeAndNow(Item, 1, Read(before), Read(now)).Should().Be(expected);

    [Fact]
    public void A_premise_stands_before_what_is_asked_of_it_and_an_option_without_a_text_is_its_letter()
    {
        ItemText.Question(Item).Should().Be("The street is wet. (cause)");
        ItemText.Question(Item with { Premise = null, Question = "Why?" }).Should().Be("Why?");
        ItemText.Option(Item, 2).Should().Be("It hailed.");
        ItemText.Option(Item, 3).Should().Be("D");
        ItemText.Option(null, 0).Should().Be("A");
    }

    private static Answer? Read(string? answer) => answer switch
    {
        null => null,
        "-" => Answer.Invalid,
        "E" => Answer.Invalid with { UnofferedLetter = 'E' },
        _ => new Answer(answer[0] - 'A'),
    };
}
