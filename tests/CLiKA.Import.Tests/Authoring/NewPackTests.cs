using CLiKA.Import.Authoring;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Tests;

namespace CLiKA.Import.Tests.Authoring;

public sealed class NewPackTests : IDisposable
{
    private const string Templates = "relation,language,wording1\ncapital,en,Capital of {subject}?\ncapital,de,Hauptstadt {genitive}?\n";

    private const string Facts =
        """
        relation,region,subject.en,subject.de,genitive.de,object.en,object.de,excluded
        capital,,France,Frankreich,Frankreichs,Paris,Paris,
        capital,,Italy,Italien,Italiens,Rome,Rom,
        capital,,Poland,Polen,Polens,Warsaw,Warschau,
        capital,,Greece,Griechenland,Griechenlands,Athens,Athen,
        capital,,Spain,Spanien,Spaniens,Madrid,Madrid,

        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_starter_works_as_it_is()
    {
        Starter.Write(_folder.Path);

        var pack = NewPack.Build(new NewPackRequest(PathOf(Starter.FactsFile), PathOf(Starter.TemplatesFile), "mine"));
        ProbeSetWriter.Write(PathOf("pack"), pack);
        var read = ProbeSetReader.ReadPack(PathOf("pack"));

        read.Set.Languages.Should().Equal(Language.Pivot, Language.Parse("de"));
        read.Set.Wordings.Should().Be(3);
        read.Set.In(Language.Pivot).Select(item => item.Id).Should().Equal(
            "capital-001", "capital-002", "capital-003", "capital-004", "painter-001", "painter-002", "painter-003", "painter-004");
        var german = read.Set.In(Language.Parse("de"))[2];
        german.Question.Should().Be("Wie heißt die Hauptstadt Polens?");
        german.Paraphrases.Should().Equal("Welche Stadt ist die Hauptstadt von Polen?", "Welche Hauptstadt hat Polen?");
        german.Options.Should().BeEquivalentTo("Warschau", "Paris", "Rom", "Athen");
        german.Options[german.Gold].Should().Be("Warschau");
        read.Set.In(Language.Pivot).CountBy(item => item.Gold).Select(pair => pair.Value).Should().Equal(2, 2, 2, 2);
        read.Facts[2].Should().BeEquivalentTo(new { Relation = "capital", Region = "Europe" });
        read.Description.ImportedFrom.Should().BeNull();
    }

    [Fact]
    public void What_the_command_says_of_the_pack_is_kept()
    {
        var description = Build(
            Facts, Templates, request => request with { Title = "Capitals", Licence = "CC0-1.0", Options = 3, Seed = 7 }).Description;

        description.Should().BeEquivalentTo(new { Id = "mine", Title = "Capitals", Licence = "CC0-1.0", Stream = KnowledgeKind.Factual });
        description.Provenance.Should().Contain("facts.csv (5 facts)").And.Contain("seed 7");
    }

    [Fact]
    public void An_excluded_object_is_not_offered()
    {
        var facts = Facts.Replace("Paris,Paris,\n", "Paris,Paris,Rome\n", StringComparison.Ordinal);

        Build(facts, Templates).Set.In(Language.Pivot)[0].Options.Should().BeEquivalentTo("Paris", "Warsaw", "Athens", "Madrid");
    }

    [Fact]
    public void A_starter_does_not_overwrite_anything()
    {
        _folder.Write(Starter.TemplatesFile, "mine");

        FluentActions.Invoking(() => Starter.Write(_folder.Path)).Should().Throw<InvalidInputException>().WithMessage("*already exists*");
        Directory.GetFiles(_folder.Path).Should().ContainSingle();
    }

    [Theory]
    [InlineData("genitive.de", "genitive.xx", "*facts.csv:1: column 'genitive.xx': 'xx' is no language; expected a BCP-47 code*")]
    [InlineData("genitive.de", "genitive.deu", "*facts.csv:1: column 'genitive.deu': 'deu' is no language here; expected its shortest code, 'de'.")]
    [InlineData("genitive.de", "genitive", "*facts.csv:1: unknown column 'genitive'; expected relation, region, excluded, or *")]
    [InlineData("object.en", "thing.en", "*facts.csv:1: has no column 'object.en'; expected *")]
    [InlineData("Italien,Italiens", ",Italiens", "*facts.csv:3: 'subject.de' is blank; expected a name.")]
    [InlineData("Italien,Italiens", "Italien,", "*facts.csv:3: 'genitive.de' is blank; expected a name.")]
    [InlineData("Madrid,Madrid,", "Madrid,Madrid,Lisbon", "*facts.csv:6: 'excluded' has 'Lisbon'; expected names from the column object.en of the relation 'capital'.")]
    [InlineData("Madrid,Madrid", "Rome,Madrid", "*facts.csv:6: 'object.de' is 'Madrid' here and 'Rom' in line 3; expected one name for 'Rome'.")]
    [InlineData("Rome,Rom", "\"Rome\r\n(city)\",Rom", "*facts.csv:3: 'object.en' is 'Rome[U+000D][U+000A](city)', which has a line break; expected one line.")]
    [InlineData("Italien,", "Ita\tlien,", "*facts.csv:3: 'subject.de' is 'Ita[U+0009]lien', which has the control character U+0009.")]
    [InlineData("Spain,Spanien", "Italy,Italien", "*facts.csv:6: 'Capital of Italy?' has the right answer 'Rome' in line 3 and 'Madrid' here; expected one. Keep one *")]
    [InlineData("Spain,Spanien,Spaniens,Madrid,Madrid", "Italy,Italien,Italiens,Rome,Rom", "*facts.csv:6: capital of 'Italy' is 'Rome'*")]
    [InlineData("capital,,Spain", "river,,Spain", "*templates.csv: has no template for 'river' in en, which line 6 of *facts.csv needs.")]
    [InlineData("Paris,Paris,", "Paris,Paris,Rome|Warsaw", "*facts.csv:2: 'capital-001' has too few wrong objects to offer: 4 *")]
    [InlineData("Madrid,Madrid,", "Madrid,Madrid,Paris|Rome", "*facts.csv:6: 'capital-005' has too few wrong objects to offer: 4 *")]
    public void An_error_in_the_facts_names_its_line(string from, string to, string expected) =>
        FluentActions.Invoking(() => Build(Facts.Replace(from, to, StringComparison.Ordinal), Templates))
            .Should().Throw<InvalidInputException>().WithMessage(expected);

    [Theory]
    [InlineData("*facts.csv:3: 'subject.de' is blank; expected a name. So is 'object.de' in line 5.", ",Italien,", ",Athen,")]
    [InlineData("*facts.csv:2: 'genitive.de' is blank; expected a name. So are 'genitive.de' in line 3, 'genitive.de' in line 6.", ",Frankreichs,", ",Italiens,", ",Spaniens,")]
    public void Every_gap_is_named(string expected, params string[] gaps)
    {
        var facts = gaps.Aggregate(Facts, (text, gap) => text.Replace(gap, ",,", StringComparison.Ordinal));

        FluentActions.Invoking(() => Build(facts, Templates)).Should().Throw<InvalidInputException>().WithMessage(expected);
    }

    [Fact]
    public void Gaps_beyond_some_are_counted()
    {
        var rows = Enumerable.Range(0, 30).Select(row => $"capital,,S{row},,g,O{row},O{row},\n");

        FluentActions.Invoking(() => Build(Facts + string.Concat(rows), Templates))
            .Should().Throw<InvalidInputException>().WithMessage("*'subject.de' in line 8, * 'subject.de' in line 27 and 9 more.");
    }

    [Theory]
    [InlineData("{genitive}", "{dative}", "*templates.csv:3: {dative} needs the column 'dative.de', which is missing in *facts.csv.")]
    [InlineData("Capital of {subject}?", "\"Capital of\n{subject}?\"", "*templates.csv:2: 'wording1' is 'Capital of[U+000A]{subject}?', which has a line break*")]
    [InlineData("{subject}?", "{object}?", "*templates.csv:2: 'wording1' is 'Capital of {object}?'; expected a text with {subject}*")]
    [InlineData("{subject}?", "it?", "*templates.csv:2: 'wording1' is 'Capital of it?'*")]
    [InlineData("capital,de", "capital,xx", "*templates.csv:3: 'language': 'xx' is no language; expected a BCP-47 code such as de*")]
    [InlineData("capital,de", "capital,en", "*templates.csv:3: the template of 'capital' in en is already in line 2; expected one row for each.")]
    [InlineData("wording1", "wording", "*templates.csv:1: unknown column 'wording'; expected relation, language, wording1, wording2, wording3.")]
    [InlineData("relation,language,wording1\ncapital,en,Capital of {subject}?\ncapital,de,", "relation,wording1\ncapital,", "*templates.csv:1: has no column 'language'; expected relation, language, *")]
    public void An_error_in_the_templates_names_its_line(string from, string to, string expected) =>
        FluentActions.Invoking(() => Build(Facts, Templates.Replace(from, to, StringComparison.Ordinal)))
            .Should().Throw<InvalidInputException>().WithMessage(expected);

    [Fact]
    public void Wordings_are_as_many_everywhere()
    {
        const string uneven = "relation,language,wording1,wording2\ncapital,en,A {subject}?,B {subject}?\ncapital,de,C {subject}?,\n";

        FluentActions.Invoking(() => Build(Facts, uneven))
            .Should().Throw<InvalidInputException>().WithMessage("*templates.csv:3: the number of wordings is 1 here and 2 in line 2; expected the same in every row.");
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private ProbePack Build(string facts, string templates, Func<NewPackRequest, NewPackRequest>? change = null)
    {
        var request = new NewPackRequest(_folder.Write("facts.csv", facts), _folder.Write("templates.csv", templates), "mine");
        return NewPack.Build(change?.Invoke(request) ?? request);
    }
}
