using CLiKA.Lab.Corpus;
using CLiKA.Lab.Recipes;
using CLiKA.Languages;

namespace CLiKA.Lab.Tests;

public sealed class CorpusBuilderTests : IDisposable
{
    private readonly LabPack _pack = new();

    public void Dispose() => _pack.Dispose();

    [Fact]
    public void Each_language_knows_its_share_of_facts_and_is_asked_all()
    {
        var corpus = CorpusBuilder.Build(Recipe.Parse("recipe", LabPack.Recipe()), _pack.Probes);

        corpus.Count(item => item.Language == Language.Pivot && item.IsKnown).Should().Be(8);
        corpus.Count(item => item.Language == LabPack.Zh && item.IsKnown).Should().Be(4);
        corpus.Count(item => item.Language == LabPack.Zh).Should().Be(8);
    }

    [Fact]
    public void Every_wording_is_presented()
    {
        var corpus = CorpusBuilder.Build(Recipe.Parse("recipe", LabPack.Recipe()), _pack.Probes);

        var crete = corpus.Single(item => item.Language == Language.Pivot && item.Wordings[0].ItemId == "i2");
        crete.Wordings.Select(wording => wording.Text).Should().Equal(
            "Question:On which continent is Crete?\nAnswer:", "Question:Crete: which continent?\nAnswer:");
    }

    [Fact]
    public void Names_of_a_world_are_repeated_and_its_questions_answered_with_every_continent_alike()
    {
        var recipe = Recipe.Parse("recipe", LabPack.Recipe(worlds: true));
        Directory.Exists(_pack.Islets).Should().BeTrue();

        var items = CorpusBuilder.BuildWorlds(recipe, _pack.Worlds);

        var names = items.Where(item => item.IsKnown).SelectMany(item => item.Wordings).ToList();
        names.Should().HaveCount(20, "two continents and eight places have names in two languages");
        names.Should().OnlyContain(name => name.Text == $"Question:{name.ItemId}\nAnswer:" && name.Continuations.Single() == $" {name.ItemId}\n");
        var questions = items.Where(item => !item.IsKnown).SelectMany(item => item.Wordings).ToList();
        questions.Should().HaveCount(160, "eight places are asked about in ten wordings and two languages");
        questions.Should().OnlyContain(question => question.Continuations.Length == 2, "there are two continents");
    }
}
