using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Tests.Prompts;

public sealed class ClozePromptTemplateTests
{
    private static readonly ClozePromptTemplate Template = new(PromptWrapping.None);

    [Fact]
    public void Options_are_what_may_be_answered_and_are_not_shown()
    {
        var prompt = Template.RenderWording(new ProbeItem("i", "Wo?", ["da", "dort"], 1), 0);

        prompt.Text.Should().Be("Question:Wo?\nAnswer:");
        prompt.Continuations.Should().Equal(" da", " dort");
    }

    [Fact]
    public void A_premise_stands_before_its_question() =>
        Template.RenderWording(new ProbeItem("i", "effect", ["a", "b"], 1, "Es regnet."), 0).Text
            .Should().Be("Premise:Es regnet.\nQuestion:What happened as a result?\nAnswer:");
}
