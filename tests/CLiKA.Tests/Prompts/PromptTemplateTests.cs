using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Tests.Prompts;

public sealed class PromptTemplateTests
{
    private static readonly ProbeItem Item = new("i", "Wo?", ["da", "dort"], 1);

    [Fact]
    public void A_model_gets_its_own_words_right_around_the_prompt()
    {
        var wrapping = new PromptWrapping("<user>", "</user>");

        new ClozePromptTemplate(wrapping).Render(Item).Text.Should().Be("<user>Question:Wo?\nAnswer:</user>");
        new LetterPromptTemplate(wrapping).Render(Item).Text.Should()
            .Be("<user>" + new LetterPromptTemplate(PromptWrapping.None).Render(Item).Text + "</user>");
    }

    [Fact]
    public void The_hash_changes_with_every_word_around_the_items()
    {
        PromptWrapping[] wrappings = [PromptWrapping.None, new("x", string.Empty), new(string.Empty, "x"), new("y", string.Empty)];

        wrappings.SelectMany(wrapping => (PromptTemplate[])[new LetterPromptTemplate(wrapping), new ClozePromptTemplate(wrapping)])
            .Select(template => template.Hash).Should().OnlyHaveUniqueItems().And.HaveCount(8);
    }

    // Baselines hold these hashes: a change of the words must be meant, and takes all of them along. From Python's hashlib over the
    // specimens as the published prompts word them.
    [Fact]
    public void The_hash_of_the_published_prompt_stays() =>
        new LetterPromptTemplate(PromptWrapping.None).Hash.Should().Be("7ed19c609b81603d0b6c3f910edbf1bda1cd4dfeed18c0e0de5b08ec5521ba52");
}
