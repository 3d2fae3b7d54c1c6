using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Tests.Prompts;

public sealed class LetterPromptTemplateTests
{
    private const string Instruction =
        "The following are multiple choice questions. Please choose the most reasonable one from the following options.\n";

    private static readonly LetterPromptTemplate Template = new(PromptWrapping.None);

    public static TheoryData<string> Languages => [.. Language.Paper.Select(language => language.Code)];

    [Fact]
    public void Four_options_are_asked_as_published() =>
        Template.RenderWording(new ProbeItem("i", "Wo liegt Köln?", ["am Rhein", "an der Elbe", "am Main", "an der Oder"], 0), 0).Text.Should().Be(
            Instruction + "Question:2+3=?\nA. 1\nB. 2\nC. 3\nD. 5\nAnswer:D. 5\n"
            + "Question:Wo liegt Köln?\nA. am Rhein\nB. an der Elbe\nC. am Main\nD. an der Oder\nAnswer:");

    [Fact]
    public void Five_options_have_a_fifth_in_the_example() =>
        Template.RenderWording(new ProbeItem("i", "q", ["v", "w", "x", "y", "z"], 0), 0).Text.Should().Be(
            Instruction + "Question:2+3=?\nA. 1\nB. 2\nC. 3\nD. 5\nE. 6\nAnswer:D. 5\nQuestion:q\nA. v\nB. w\nC. x\nD. y\nE. z\nAnswer:");

    [Theory]
    [InlineData("cause", "What was the cause of this?")]
    [InlineData("effect", "What happened as a result?")]
    public void Causes_and_effects_are_asked_as_published(string question, string words) =>
        Template.RenderWording(new ProbeItem("i", question, ["a", "b"], 1, "Es regnet."), 0).Text.Should().Be(
            "Answer the following multiple choice questions by selecting the correct option according to the Premise."
            + "Please choose the correct one from the two options A and B.\n"
            + "Premise:The sky turns dark.\nQuestion:What was the cause of this?\nA. It's night.\nB. It's noon.\nAnswer:A. It's night.\n\n"
            + $"Premise:Es regnet.\nQuestion:{words}\nA. a\nB. b\nAnswer:");

    [Theory]
    [InlineData(2, "A. 1\nB. 5\nAnswer:B. 5\n")]
    [InlineData(3, "A. 1\nB. 2\nC. 5\nAnswer:C. 5\n")]
    [InlineData(6, "A. 1\nB. 2\nC. 3\nD. 5\nE. 6\nF. 7\nAnswer:D. 5\n")]
    public void The_example_offers_as_many_options_as_the_item_and_answers_itself_rightly(int options, string example) =>
        Template.RenderWording(new ProbeItem("i", "q", [.. Enumerable.Range(0, options).Select(option => $"o{option}")], 0), 0).Text
            .Should().StartWith(Instruction + "Question:2+3=?\n" + example + "Question:q\n");

    [Fact]
    public void Without_the_example_the_item_stands_alone()
    {
        var template = new LetterPromptTemplate(PromptWrapping.None) { HasExample = false };

        template.RenderWording(new ProbeItem("i", "q", ["x", "y"], 1), 0).Text.Should().Be("Question:q\nA. x\nB. y\nAnswer:");
        template.RenderWording(new ProbeItem("i", "effect", ["x", "y"], 1, "p"), 0).Text.Should().Be(
            "Premise:p\nQuestion:What happened as a result?\nA. x\nB. y\nAnswer:");
    }

    [Fact]
    public void The_letters_of_the_item_are_what_may_be_answered()
    {
        var prompt = Template.RenderWording(new ProbeItem("i", "q", ["x", "y", "z"], 1), 0);

        prompt.ItemId.Should().Be("i");
        prompt.Continuations.Should().Equal("A", "B", "C");
    }

    [Fact]
    public void A_premise_with_another_question_is_refused() =>
        FluentActions.Invoking(() => Template.RenderWording(new ProbeItem("i7", "why", ["a", "b"], 0, "p"), 0)).Should().Throw<ArgumentException>()
            .WithMessage("*'i7'*'why' is neither cause nor effect*");

    // The inputs that llama2_13b was given, for all items of the four sets.
    [PublishedDataTheory]
    [MemberData(nameof(Languages))]
    public void Every_published_item_is_asked_as_it_was(string language)
    {
        foreach (var (set, items) in new[] { ("x_csqa", 1000), ("x_copa", 500), ("x_geo", 200), ("x_name", 180) })
        {
            var folder = Directory.GetDirectories(Path.Combine(PublishedData.Folder!, set))
                .Single(path => Path.GetFileName(path).Split('_')[0].Equals(language, StringComparison.OrdinalIgnoreCase));
            var probes = Lines(Directory.GetFiles(folder).Single(
                path => !Path.GetFileName(path).Contains("_res", StringComparison.Ordinal)));
            var responses = Lines(Path.Combine(folder, "llama2_13b_res_bf16_add_simple_example.jsonl"));

            var asked = probes.ConvertAll(probe => Template.RenderWording(Item(probe), 0).Text);

            asked.Should().HaveCount(items).And.Equal(responses.ConvertAll(response => response.GetProperty("input").GetString()), set);
        }
    }

    private static List<JsonElement> Lines(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)];

    private static ProbeItem Item(JsonElement probe)
    {
        if (probe.TryGetProperty("premise", out var premise))
        {
            return new ProbeItem(
                "i", Text(probe, "question"), [Text(probe, "choice1"), Text(probe, "choice2")], 0, premise.GetString());
        }

        if (probe.TryGetProperty("questions", out _))
        {
            return new ProbeItem("i", Text(probe, "questions"), Texts(probe.GetProperty("answers")), 0);
        }

        var question = probe.GetProperty("question");
        return new ProbeItem("i", Text(question, "stem"), Texts(question.GetProperty("choices").GetProperty("text")), 0);
    }

    private static string Text(JsonElement element, string name) =>
        Convert.ToString(element.GetProperty(name), CultureInfo.InvariantCulture)!;

    private static ImmutableArray<string> Texts(JsonElement array) =>
        [.. array.EnumerateArray().Select(text => Convert.ToString(text, CultureInfo.InvariantCulture)!)];
}
