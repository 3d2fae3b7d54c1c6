using CLiKA.Languages;
using CLiKA.Teaching.Sets;
using CLiKA.Teaching.Worlds;
using CLiKA.Tests;

namespace CLiKA.Teaching.Tests;

/// <summary>The data that was published with the paper, through the same loader.</summary>
public sealed class PublishedTeachingTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string> Others { get; } = [.. Language.Paper.Skip(1).Select(language => language.Code)];

    public void Dispose() => _folder.Dispose();

    [PublishedDataTheory]
    [MemberData(nameof(Others))]
    public void The_published_data_loads_whole(string code)
    {
        var set = TeachingSetReader.Read(Path.Combine(PublishedData.Folder!, "fictional"), Language.Parse(code));

        (set.Examples.Length, set.Questions.Length, set.PivotQuestions.Length, set.Translations.Length)
            .Should().Be((10_200, 400, 400, 420));
        set.Questions.Count(question => question.Kind == FactKind.InPivotOnly).Should().Be(200);
        set.PivotQuestions[0].Should().Be(new FactQuestion(
            "Which continent is Astralyn Sands located in?",
            "Astralyn Sands is located in the continent of Mythosia.",
            "Astralyn Sands",
            "Mythosia",
            FactKind.InBoth));
        set.World.Should().Be("fictional");
    }

    [Fact]
    public void A_small_set_of_the_same_layout_is_read()
    {
        Write();

        var set = TeachingSetReader.Read(_folder.Path, Language.Parse("de"));

        set.Examples.Should().Equal(
            new TeachingExample("Where is P?", string.Empty, "In K."), new TeachingExample("Into English?", "Q", "P"));
        set.Questions.Should().Equal(new FactQuestion("Wo ist Q?", "In M.", "Q", "M", FactKind.InPivotOnly));
        set.Translations.Should().Equal(new TeachingExample("Into German?", "P", "Q"));
    }

    [Theory]
    [InlineData(
        "test/target/testDE.jsonl",
        """{"prompt":"Wo?","input":"","answer":"In M."}""",
        "testDE.jsonl:1: 'answer' does not end with [[continent*")]
    [InlineData(
        "test/target/testDE.jsonl",
        """{"prompt":"Wo?","input":"","answer":"In M.[[continent:M]][[city:Q]][[type:0]]"}""",
        "testDE.jsonl: asks other facts than testEN.jsonl, or in another order.")]
    [InlineData("train/DE.json", """{"prompt":"Wo?","answer":"In M."}""", "DE.json:1: 'input' is missing*")]
    [InlineData("train/DE.json", "{", "DE.json:1: *")]
    public void A_wrong_line_is_named(string file, string text, string message)
    {
        Write();
        _folder.Write(file, text + "\n");

        FluentActions.Invoking(() => TeachingSetReader.Read(_folder.Path, Language.Parse("de")))
            .Should().Throw<InvalidInputException>().WithMessage($"*{message}");
    }

    private void Write()
    {
        _folder.Write("train/DE.json", """
            {"prompt":"Where is P?","input":"","answer":"In K."}
            {"prompt":"Into English?","input":"Q","answer":"P"}

            """);
        _folder.Write("test/target/testDE.jsonl", """
            {"prompt":"Wo ist Q?","input":"","answer":"In M.[[continent:M]][[city:Q]][[type:1]]"}

            """);
        _folder.Write("test/target/testEN.jsonl", """
            {"prompt":"Where is P?","input":"","answer":"In K.[[continent:K]][[city:P]][[type:1]]"}

            """);
        _folder.Write("test/Translate/translateDE.jsonl", """{"prompt":"Into German?","input":"P","answer":"Q"}""" + "\n");
    }
}
