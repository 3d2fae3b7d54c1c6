using System.Text.Json;
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

        new ClozePromptTemplate(wrapping).RenderWording(Item, 0).Text.Should().Be("<user>Question:Wo?\nAnswer:</user>");
        new LetterPromptTemplate(wrapping).RenderWording(Item, 0).Text.Should()
            .Be("<user>" + new LetterPromptTemplate(PromptWrapping.None).RenderWording(Item, 0).Text + "</user>");
    }

    [Fact]
    public void The_hash_tells_from_which_wording_on_items_were_asked() =>
        Enumerable.Range(0, 6).Select(first => new LetterPromptTemplate(PromptWrapping.None).HashOf(1, first)).Should().OnlyHaveUniqueItems();

    [Fact]
    public void The_hash_changes_with_every_word_around_the_items()
    {
        PromptWrapping[] wrappings =
        [
            PromptWrapping.None,
            new("x", string.Empty),
            new(string.Empty, "x"),
            new("y", string.Empty),
            PromptWrapping.None with { Chat = new() },
            PromptWrapping.None with { Chat = new() { System = "s" } },
            PromptWrapping.None with { Chat = new() { Date = new(2025, 1, 1) } },
            PromptWrapping.None with { Chat = new() { Variables = new Dictionary<string, JsonElement> { ["s"] = JsonSerializer.SerializeToElement(1) } } },
        ];

        wrappings.SelectMany(wrapping => (PromptTemplate[])[new LetterPromptTemplate(wrapping), new ClozePromptTemplate(wrapping)])
            .Select(template => template.HashOf(1)).Should().OnlyHaveUniqueItems().And.HaveCount(16);
    }

    [Theory]
    [InlineData(0, "Question:Wo?\nAnswer:")]
    [InlineData(1, "Question:An welchem Ort?\nAnswer:")]
    [InlineData(2, "Question:Wo ist es?\nAnswer:")]
    public void Each_wording_asks_with_its_own_words(int wording, string expected)
    {
        var item = Item with { Paraphrases = ["An welchem Ort?", "Wo ist es?"] };

        new ClozePromptTemplate(PromptWrapping.None).RenderWording(item, wording).Text.Should().Be(expected);
        new LetterPromptTemplate(PromptWrapping.None).RenderWording(item, wording).Text.Should()
            .EndWith(expected.Replace("Answer:", "A. da\nB. dort\nAnswer:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cause", 1, "Premise:Il pleut.\nQuestion:Why did this happen?\nAnswer:")]
    [InlineData("effect", 2, "Premise:De la pluie.\nQuestion:What did this lead to?\nAnswer:")]
    public void A_premise_is_worded_and_asked_about_in_other_words(string question, int wording, string expected)
    {
        var item = new ProbeItem("i", question, ["a", "b"], 0, "Il tombe de la pluie.") { Paraphrases = ["Il pleut.", "De la pluie."] };

        new ClozePromptTemplate(PromptWrapping.None).RenderWording(item, wording).Text.Should().Be(expected);
        new ClozePromptTemplate(PromptWrapping.None).RenderWording(item with { Paraphrases = [] }, wording).Text.Should()
            .StartWith("Premise:Il tombe de la pluie.\n", "a premise without paraphrases stays").And.EndWith(expected[expected.IndexOf('Q')..]);
    }

    [Fact]
    public void A_passage_stands_before_its_question() =>
        new ClozePromptTemplate(PromptWrapping.None).RenderWording(Item with { Passage = "Es liegt am Rhein." }, 0).Text
            .Should().Be("Passage:Es liegt am Rhein.\nQuestion:Wo?\nAnswer:");

    [Fact]
    public void The_hash_knows_the_asking_phrases_of_every_wording()
    {
        var template = new ClozePromptTemplate(PromptWrapping.None);

        new[] { template.HashOf(1), template.HashOf(2), template.HashOf(3) }.Should().OnlyHaveUniqueItems();
    }

    // Baselines hold these hashes: a change of the words must be meant, and takes all of them along. From Python's hashlib over the
    // specimens as the published prompts word them.
    [Fact]
    public void The_hash_of_the_published_prompt_stays() =>
        new LetterPromptTemplate(PromptWrapping.None).HashOf(1).Should().Be("7ed19c609b81603d0b6c3f910edbf1bda1cd4dfeed18c0e0de5b08ec5521ba52");
}
