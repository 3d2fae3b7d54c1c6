using System.Text.Json.Nodes;
using CLiKA.Import.Formats;
using CLiKA.Languages;
using CLiKA.Tests;

namespace CLiKA.Import.Tests;

public sealed class LeftOutTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_item_that_one_language_lacks_is_in_the_file_beside_the_pack()
    {
        var path = PublicSamples.Write("xcsqa", _folder.Path);
        var german = Path.Combine(path, "X-CSQA", "de", "dev.jsonl");
        File.WriteAllLines(german, File.ReadAllLines(german)[1..]);

        var result = PublicImport.Run(new XcsqaFormat(), new ImportRequest(path, []), "mine");
        LeftOutFile.Write(_folder.Path, result.LeftOut);

        (result.Pack.Set.Id, result.Pack.Description.Id, result.Pack.Set.Count).Should().Be(("mine", "mine", 3));
        result.Pack.Description.Provenance.Should().Contain("X-CSQA/de/dev.jsonl (3); 3 items kept, 1 left out.");
        File.ReadAllText(Path.Combine(_folder.Path, "left-out.jsonl"))
            .Should().Be("""{"id":"0000000000000000","language":"de","reason":"missing"}""" + "\n");
    }

    [Fact]
    public void An_item_that_two_languages_lack_is_one_item()
    {
        PublicSamples.Write("xcopa", _folder.Path);
        foreach (var language in (string[])["zh", "sw"])
        {
            var file = Path.Combine(_folder.Path, "data", language, $"test.{language}.jsonl");
            File.WriteAllLines(file, File.ReadAllLines(file)[1..]);
        }

        var result = PublicImport.Run(new XcopaFormat(), new ImportRequest(_folder.Path, []) { EveryLanguage = true });

        result.LeftOut.Should().HaveCount(2);
        result.Pack.Description.Provenance.Should().EndWith("; 3 items kept, 1 left out.");
    }

    [Fact]
    public void Nothing_left_out_leaves_no_file()
    {
        LeftOutFile.Write(_folder.Path, []);

        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void An_import_that_leaves_nothing_fails_and_says_why()
    {
        var path = PublicSamples.Write("xcsqa", _folder.Path);
        var german = Path.Combine(path, "X-CSQA", "de", "dev.jsonl");
        File.WriteAllText(german, File.ReadAllText(german).Replace("\"id\":\"0", "\"id\":\"1", StringComparison.Ordinal));

        FluentActions.Invoking(() => PublicImport.Run(new XcsqaFormat(), new ImportRequest(path, [])))
            .Should().Throw<InvalidInputException>()
            .WithMessage("*has no item that can be asked in all of en de (missing: 4 in en; missing: 4 in de)*--languages.");
    }

    [Fact]
    public void What_a_language_lacks_of_triples_and_templates_is_named_and_a_triple_that_stands_twice_is_asked_once()
    {
        var path = PublicSamples.Write("mlama", _folder.Path);
        foreach (var language in (string[])["en", "de"])
        {
            File.AppendAllText(
                Path.Combine(path, language, "templates.jsonl"),
                $$"""{"relation":"P3","template":"[X] is{{(language == "de" ? string.Empty : " [Y]")}}"}""" + "\n");
            _folder.Write($"{language}/P3.jsonl", """{"sub_uri":"Q1","sub_label":"a","obj_uri":"Q2","obj_label":"b"}""");
        }

        File.AppendAllText(Path.Combine(path, "en", "P1.jsonl"), """{"sub_uri":"Q9","sub_label":"nine","obj_uri":"Q10","obj_label":"x"}""" + "\n");
        var german = Path.Combine(path, "de", "P1.jsonl");
        File.AppendAllText(german, File.ReadLines(german).First() + "\n" + """{"sub_uri":" ","sub_label":"a","obj_uri":"Q2","obj_label":"b"}""" + "\n");

        var result = PublicImport.Run(new MlamaFormat(), new ImportRequest(path, []));

        result.Pack.Set.Count.Should().Be(4);
        result.Pack.Facts.Select(fact => fact.Id).Should().Equal(result.Pack.Set.In(Language.Pivot).Select(item => item.Id));
        ParallelSelection.Describe(result.LeftOut, 1).Should().Equal(
            "relations without a template for subject and object: 1 in de (P3)",
            "triples missing: 1 in de (P1-Q9-Q10)",
            "triples that occur twice, asked once: 1 in de (P1-Q0-Q10)",
            "triples with a blank sub_uri or obj_uri: 1 in de (P1, line 6)");
    }

    [Fact]
    public void An_empty_file_of_mLAMA_is_a_relation_of_which_every_triple_is_missing()
    {
        var path = PublicSamples.Write("mlama", _folder.Path);
        foreach (var language in (string[])["en", "de"])
        {
            File.AppendAllText(Path.Combine(path, language, "templates.jsonl"), """{"relation":"P2","template":"[X] in [Y]"}""" + "\n");
            _folder.Write($"{language}/date_of_birth.jsonl", string.Empty);
            _folder.Write($"{language}/P2.jsonl", language == "de" ? string.Empty : """{"sub_uri":"Q1","sub_label":"a","obj_uri":"Q2","obj_label":"b"}""");
        }

        var result = PublicImport.Run(new MlamaFormat(), new ImportRequest(path, []));

        result.Pack.Set.Count.Should().Be(4);
        ParallelSelection.Describe(result.LeftOut, 1).Should().Equal("triples missing: 1 in de (P2-Q1-Q2)");
    }

    [Fact]
    public void Wordings_that_another_language_has_not_are_named_and_not_asked()
    {
        var path = PublicSamples.Write("klar", _folder.Path);
        var english = Path.Combine(path, "en", "capital.json");
        var relation = JsonNode.Parse(File.ReadAllText(english))!;
        relation["prompt_templates"]!.AsArray().Add("<subject> has <mask>");
        File.WriteAllText(english, relation.ToJsonString());

        var result = PublicImport.Run(new KlarFormat(), new ImportRequest(path, []));

        result.Pack.Set.Wordings.Should().Be(2);
        ParallelSelection.Describe(result.LeftOut, 1).Should().Equal("templates after the first 2, which another language lacks: 1 in en (capital)");
    }

    [Fact]
    public void Relations_without_enough_objects_and_triples_without_a_name_are_named()
    {
        var path = PublicSamples.Write("mlama", _folder.Path);
        foreach (var language in (string[])["en", "de"])
        {
            File.AppendAllText(Path.Combine(path, language, "templates.jsonl"), """{"relation":"P2","template":"[X] in [Y]"}""" + "\n");
            _folder.Write($"{language}/P2.jsonl", """{"sub_uri":"Q1","sub_label":"a","obj_uri":"Q2","obj_label":"b"}""");
            File.AppendAllText(
                Path.Combine(path, language, "P1.jsonl"),
                $$"""{"sub_uri":"Q9","sub_label":"{{(language == "de" ? "" : "nine")}}","obj_uri":"Q10","obj_label":"x"}""" + "\n");
        }

        var result = PublicImport.Run(new MlamaFormat(), new ImportRequest(path, []));

        result.Pack.Set.Count.Should().Be(4);
        ParallelSelection.Describe(result.LeftOut, 1).Should().Equal(
            "relations with fewer than 4 objects: 1 (P2)", "triples with a blank name: 1 in de (P1-Q9-Q10)");
    }
}
