using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Tests.Prompts;

public sealed class PromptTemplateTests
{
    private static readonly LetterPromptTemplate Letters = new(PromptWrapping.None);

    [Fact]
    public void Four_options_are_asked_as_published() =>
        Letters.Render(new ProbeItem("i", "Wo?", ["a", "b", "c", "d"], 1)).Text.Should().Be(
            "The following are multiple choice questions. Please choose the most reasonable one from the following options.\n"
            + "Question:2+3=?\nA. 1\nB. 2\nC. 3\nD. 5\nAnswer:D. 5\nQuestion:Wo?\nA. a\nB. b\nC. c\nD. d\nAnswer:");

    [Fact]
    public void Five_options_have_a_fifth_in_the_example() =>
        Letters.Render(new ProbeItem("i", "Wo?", ["a", "b", "c", "d", "e"], 1)).Text.Should()
            .Contain("Question:2+3=?\nA. 1\nB. 2\nC. 3\nD. 5\nE. 6\nAnswer:D. 5\nQuestion:Wo?\n").And.EndWith("E. e\nAnswer:");

    [Theory]
    [InlineData("cause", "What was the cause of this?")]
    [InlineData("effect", "What happened as a result?")]
    public void Causes_and_effects_are_asked_as_published(string question, string words) =>
        Letters.Render(new ProbeItem("i", question, ["a", "b"], 1, "Es regnet.")).Text.Should().Be(
            "Answer the following multiple choice questions by selecting the correct option according to the Premise."
            + "Please choose the correct one from the two options A and B.\n"
            + "Premise:The sky turns dark.\nQuestion:What was the cause of this?\nA. It's night.\nB. It's noon.\nAnswer:A. It's night.\n\n"
            + $"Premise:Es regnet.\nQuestion:{words}\nA. a\nB. b\nAnswer:");

    [Fact]
    public void Letters_are_the_answers_of_a_letter_prompt() =>
        Letters.Render(new ProbeItem("i", "Wo?", ["a", "b", "c"], 1)).Continuations.Should().Equal("A", "B", "C");

    [Fact]
    public void Options_are_the_answers_of_a_cloze_prompt_and_are_not_shown()
    {
        var prompt = new ClozePromptTemplate(PromptWrapping.None).Render(new ProbeItem("i", "Wo?", ["da", "dort"], 1));

        prompt.Text.Should().Be("Question:Wo?\nAnswer:");
        prompt.Continuations.Should().Equal(" da", " dort");
    }

    [Fact]
    public void A_model_gets_its_own_words_around_the_prompt() =>
        new ClozePromptTemplate(new PromptWrapping("<u>", "</u>")).Render(new ProbeItem("i", "Wo?", ["da", "dort"], 1)).Text
            .Should().Be("<u>Question:Wo?\nAnswer:</u>");

    [Fact]
    public void The_hash_changes_with_every_word_around_the_items()
    {
        string[] hashes =
        [
            Letters.Hash,
            new LetterPromptTemplate(new PromptWrapping("x", string.Empty)).Hash,
            new LetterPromptTemplate(new PromptWrapping(string.Empty, "x")).Hash,
            new ClozePromptTemplate(PromptWrapping.None).Hash,
        ];

        hashes.Should().OnlyHaveUniqueItems();
        new LetterPromptTemplate(PromptWrapping.None).Hash.Should().Be(Letters.Hash);
    }
}
