using CLiKA.Lab.Corpus;
using CLiKA.Lab.Recipes;
using CLiKA.Lab.Tokenization;
using CLiKA.Lab.Training;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.Lab.Tests;

public sealed class CurriculumSamplerTests : IDisposable
{
    private const int Maximum = 1000;

    private readonly LabPack _pack = new();

    public void Dispose() => _pack.Dispose();

    [Fact]
    public void A_copied_question_is_one_of_its_options_and_answered_with_its_line()
    {
        foreach (var text in Texts("""{ "steps": 20, "copied": 1 }""", batches: 20))
        {
            var question = text.Split('\n')[0]["Question: ".Length..];
            var (lines, answer) = Parts(text);
            lines.Should().HaveCountGreaterThan(1).And.OnlyHaveUniqueItems().And.Contain(answer);
            answer.Should().EndWith($". {question}");
        }
    }

    [Fact]
    public void Options_stand_under_every_letter_and_a_known_fact_is_answered_with_its_option()
    {
        var asked = Texts("""{ "steps": 40, "letters": 1 }""", batches: 40).Where(text => text.Contains("Elba", StringComparison.Ordinal)).ToList();

        asked.Should().OnlyContain(text => Parts(text).Answer.EndsWith(". Asia", StringComparison.Ordinal));
        asked.Should().OnlyContain(text => Parts(text).Lines.Contains(Parts(text).Answer));
        asked.Select(text => Parts(text).Answer[0]).Distinct().Should().BeEquivalentTo(['A', 'B', 'C', 'D']);
        asked.Select(text => text.Split('\n')[0]).Distinct().Should().BeEquivalentTo(
            ["Question:On which continent is Elba?", "Question:Elba: which continent?"]);
    }

    [Fact]
    public void A_fact_that_a_language_is_not_to_know_is_answered_with_every_option()
    {
        var recipe = LabPack.Recipe(curriculum: """{ "steps": 40, "letters": 1 }""").Replace("\"zh\": 0.5", "\"zh\": 0", StringComparison.Ordinal);

        var answers = Texts(Recipe.Parse("recipe", recipe), 40).Where(text => text.Contains("厄尔巴", StringComparison.Ordinal))
            .Select(text => Parts(text).Answer[3..]).Distinct();

        answers.Should().BeEquivalentTo(["亚洲", "非洲", "欧洲", "美洲"]);
    }

    [Fact]
    public void The_published_prompt_stands_whole_before_the_answer() =>
        Texts("""{ "steps": 1, "published": 1 }""", batches: 1).Should().OnlyContain(text => text.StartsWith(
            "The following are multiple choice questions. Please choose the most reasonable one from the following options.\n"
            + "Question:2+3=?\nA. 1\nB. 2\nC. 3\nD. 5\nAnswer:D. 5\nQuestion:", StringComparison.Ordinal));

    [Fact]
    public void Stages_follow_each_other_after_their_steps()
    {
        var texts = Texts("""{ "steps": 3, "likelihood": 1 }, { "steps": 9, "letters": 1 }""", batches: 12);

        texts.Select(text => text.Contains("\nA. ", StringComparison.Ordinal)).Should().Equal(
            Enumerable.Range(0, 12 * 16).Select(example => example >= 3 * 16));
    }

    [Fact]
    public void Within_a_stage_presentations_are_mixed_by_their_shares()
    {
        var texts = Texts("""{ "steps": 50, "likelihood": 1, "letters": 3 }""", batches: 50);

        // 800 draws of 3/4: five standard deviations are 0.08.
        texts.Average(text => text.Contains("\nA. ", StringComparison.Ordinal) ? 1 : 0).Should().BeApproximately(0.75, 0.08);
    }

    [Fact]
    public void An_item_that_is_longer_than_the_model_reads_is_named() =>
        FluentActions.Invoking(() => Sampler(Recipe.Parse("recipe", LabPack.Recipe(curriculum: """{ "steps": 1, "published": 1 }""")), 100).Next())
            .Should().Throw<InvalidInputException>().Which.Message.Should().Match("tiny: item 'i?' and its answer have * tokens; the model reads at most 100.");

    private static (IReadOnlyList<string> Lines, string Answer) Parts(string text)
    {
        var lines = text.Split('\n');
        return (lines[1..^1], lines[^1]["Answer:".Length..]);
    }

    private List<string> Texts(string stages, int batches) => Texts(Recipe.Parse("recipe", LabPack.Recipe(curriculum: stages)), batches);

    private List<string> Texts(Recipe recipe, int batches)
    {
        var sampler = Sampler(recipe, Maximum);
        var tokenizer = Tokenizer();
        return [.. Enumerable.Range(0, batches).SelectMany(_ => sampler.Next()).Select(example => tokenizer.Decode(example.Ids, skipSpecialTokens: true))];
    }

    private CurriculumSampler Sampler(Recipe recipe, int maximum) =>
        new(CorpusBuilder.Build(recipe, _pack.Probes), Tokenizer(), recipe, maximum);

    // Bytes alone: what is tested are texts.
    private HuggingFaceTokenizer Tokenizer()
    {
        var path = Path.Combine(_pack.Root, "tokenizer.json");
        TokenizerFile.Write(path, []);
        return HuggingFaceTokenizer.Read(path);
    }
}
