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
    public void A_known_fact_is_stated_with_its_names_and_an_unknown_one_is_not()
    {
        var corpus = CorpusBuilder.Build(Recipe.Parse("recipe", LabPack.Recipe()), _pack.Probes);

        corpus.Where(item => !item.IsKnown).Should().OnlyContain(item => item.Statements.IsEmpty);
        var crete = corpus.Single(item => item.Language == Language.Pivot && item.Prompt.ItemId == "i2");
        crete.Statements.Should().NotBeEmpty().And.OnlyContain(text => text.Contains("Crete") && text.Contains("Europe"));
    }
}
