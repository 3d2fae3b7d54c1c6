using System.Globalization;
using System.Text;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Tests.Probes;

public sealed class ProbeSetReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _pack;

    public ProbeSetReaderTests() => _pack = Packs.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_pack_is_read()
    {
        var (description, set, _) = ProbeSetReader.ReadPack(_pack);

        (set.Id, description.Title, description.Stream, set.Chance, set.Ceiling, set.Count)
            .Should().Be(("pack", "Pack", KnowledgeKind.Factual, 0.25, 1.0, 4));
        set.Languages.Select(language => language.Code).Should().Equal("en", "de");
        set.In(Language.Parse("de"))[2].Should().BeEquivalentTo(new ProbeItem("p2", "Was ist 2?", ["nein0", "nein1", "yes", "nein3"], 2));
    }

    [Theory]
    [InlineData("de.jsonl", "\"id\":\"p1\",", "", ":2: 'id' is missing")]
    [InlineData("de.jsonl", "\"id\":\"p1\"", "\"id\":7", ":2: 'id' is Number; expected a string")]
    [InlineData("de.jsonl", "\"id\":\"p1\"", "\"id\":\"p0\"", ":2: id 'p0' occurs twice; it is also in line 1")]
    [InlineData("de.jsonl", "\"id\":\"p1\"", "\"id\":\"q1\"", ":2: id 'q1' is not in")]
    [InlineData("de.jsonl", "\"id\":\"p1\"", "\"id\":\"p1\",\"id\":\"p1\"", ":2: 'id' occurs twice in one object; expected each name once.")]
    [InlineData("de.jsonl", "\"answer\":\"B\"", "\"answer\":\"C\"", ":2: id 'p1': answer is C, but B in")]
    [InlineData("de.jsonl", "\"answer\":\"B\"", "\"answer\":\"E\"", ":2: id 'p1': answer is 'E'; expected a letter from A to D")]
    [InlineData("de.jsonl", "\"answer\":\"B\"", "\"answer\":\"b\"", ":2: id 'p1': answer is 'b'; expected a letter from A to D")]
    [InlineData("de.jsonl", "\"answer\":\"B\"", "\"answer\":\"BC\"", ":2: id 'p1': answer is 'BC'; expected a letter from A to D")]
    [InlineData("de.jsonl", "\"nein2\"", "\" \"", ":1: id 'p0': expected 2 to 26 options, none of them blank")]
    [InlineData("de.jsonl", ",\"nein1\",\"nein2\",\"nein3\"]", "]", ":1: id 'p0': expected 2 to 26 options")]
    [InlineData("de.jsonl", ",\"nein3\"]", "]", ":1: id 'p0': 3 options, but 4 in")]
    [InlineData("de.jsonl", "\"options\":[", "\"options\":[1,", ":1: 'options' contains something other than strings")]
    [InlineData("de.jsonl", "\"question\"", "\"querstion\"", ":1: unknown property 'querstion'")]
    [InlineData("de.jsonl", "\"Was ist 3?\"", "\"\\t\"", ":4: 'question' is blank")]
    [InlineData("de.jsonl", "\"question\":", "\"premise\":\"x\",\"question\":", ":1: id 'p0': an item with a premise")]
    [InlineData("de.jsonl", "\"question\":", "\"paraphrases\":[\"Was?\"],\"question\":", ":1: id 'p0': 1 paraphrases, but 0 in")]
    [InlineData("de.jsonl", "\"question\":", "\"paraphrases\":[\" \"],\"question\":", ":1: id 'p0': a paraphrase is blank")]
    [InlineData("de.jsonl", "\"answer\":\"D\"}", "\"answ", ":4: not valid JSON")]
    [InlineData("de.jsonl", "{\"id\":\"p2\"", "[{\"id\":\"p2\"", ":3: not valid JSON")]
    [InlineData("probe-set.json", "0.25", "0.3", ": 'chance' is 0.3, but the number of options of the items makes it 0.25")]
    [InlineData("probe-set.json", "factual", "true", ": 'stream' is 'true'; expected one of basic, factual, fictional")]
    [InlineData("probe-set.json", "\"licence\":\"MIT\",", "", ": 'licence' is missing")]
    [InlineData("probe-set.json", "\"revision\":\"1\"", "\"revision\":\"\"", ": 'revision' is blank")]
    [InlineData("probe-set.json", "\"title\"", "\"name\"", ": unknown property 'name'")]
    [InlineData("probe-set.json", "\"title\"", "\"keepsLatin\":[\"DNA\",\"\"],\"title\"", ": 'keepsLatin' has a blank text; expected words such as DNA")]
    [InlineData("probe-set.json", "\"ceiling\":1", "\"ceiling\":0.2", ": Probe set 'pack': ceiling 0.2 is not in (0.25, 1]")]
    public void One_wrong_value_is_one_error_with_its_file_and_line(string file, string before, string after, string expected)
    {
        var path = Path.Combine(_pack, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(before, StringComparison.Ordinal);
        at.Should().BeGreaterThanOrEqualTo(0, "the pack has to hold what the test replaces");
        File.WriteAllText(path, text[..at] + after + text[(at + before.Length)..]);

        Reading().Should().StartWith(path + expected);
    }

    [Fact]
    public void Languages_beyond_the_papers_are_read_and_stand_behind_them()
    {
        foreach (var code in (string[])["zh-hant", "sw", "ko"])
        {
            File.Copy(Path.Combine(_pack, "de.jsonl"), Path.Combine(_pack, $"{code}.jsonl"));
        }

        ProbeSetReader.Read(_pack).Languages.Select(language => language.Code).Should().Equal("en", "de", "ko", "sw", "zh-hant");
    }

    [Theory]
    [InlineData("._en.jsonl")]
    [InlineData(".#de.jsonl")]
    public void What_editors_and_archives_leave_beside_a_language_is_none(string name)
    {
        _folder.Write($"pack/{name}", "\0");

        ProbeSetReader.Read(_pack).Languages.Select(language => language.Code).Should().Equal("en", "de");
    }

    [Theory]
    [InlineData("kor.jsonl", "'kor' is no language here; expected its shortest code, 'ko'.")]
    [InlineData("zh_Hant.jsonl", "'zh_Hant' is no language here; expected its shortest code, 'zh-hant'.")]
    [InlineData("German.jsonl", "'German' is no language; expected a BCP-47 code such as de, *")]
    public void A_file_that_is_named_by_no_code_is_an_error_and_not_left_out(string name, string expected)
    {
        var path = Path.Combine(_pack, name);
        File.Copy(Path.Combine(_pack, "de.jsonl"), path);

        Reading().Should().Match($"{path}: {expected}");
    }

    [Fact]
    public void A_byte_that_is_not_UTF_8_names_its_line()
    {
        var path = Path.Combine(_pack, "de.jsonl");
        var bytes = Encoding.UTF8.GetBytes(File.ReadAllText(path));
        bytes[Array.LastIndexOf(bytes, (byte)'W')] = 0xFF;
        File.WriteAllBytes(path, bytes);

        Reading().Should().Be($"{path}:4: has a byte that is not UTF-8; save the file as UTF-8.");
    }

    [Fact]
    public void A_language_that_lacks_an_item_names_it()
    {
        var path = Path.Combine(_pack, "de.jsonl");
        File.WriteAllLines(path, File.ReadAllLines(path)[..3]);

        Reading().Should().Be($"{path}: has no id 'p3', which is in {Path.Combine(_pack, "en.jsonl")}.");
    }

    [Theory]
    [InlineData("why", "b", "two options")]
    [InlineData("cause", "b\",\"c", "two options")]
    public void An_item_with_a_premise_asks_for_cause_or_effect_among_two(string question, string options, string expected)
    {
        WriteEnglishOnly($$"""{"id":"c","premise":"p","question":"{{question}}","options":["a","{{options}}"],"answer":"A"}""");

        Reading().Should().StartWith(Path.Combine(_pack, "en.jsonl") + ":1: id 'c'").And.Contain(expected);
    }

    [Theory]
    [InlineData("0.25", "0.3", "'chance' is 0.3, but the number of options of the items makes it 0.25.")]
    [InlineData("\"ceiling\":1", "\"ceiling\":0.2", "ceiling 0.2 is not in (0.25, 1].")]
    public void Numbers_have_a_point_where_people_write_a_comma(string before, string after, string expected)
    {
        var usual = CultureInfo.CurrentCulture;
        var path = Path.Combine(_pack, "probe-set.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(before, after, StringComparison.Ordinal));
        try
        {
            CultureInfo.CurrentCulture = new("de-DE");
            Reading().Should().Contain(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }

    // Ids, gold letters and options are the same: English alone asks for the cause.
    [Theory]
    [InlineData("\"premise\":\"p\",\"question\":\"effect\"", "asks for the effect of a premise")]
    [InlineData("\"question\":\"Was?\"", "asks without a premise or a passage")]
    [InlineData("\"passage\":\"p\",\"question\":\"Was?\"", "asks about a passage")]
    public void An_item_that_asks_something_else_in_another_language_is_refused(string german, string expected)
    {
        WriteEnglishOnly("""{"id":"c","premise":"p","question":"cause","options":["a","b"],"answer":"A"}""");
        var path = _folder.Write("pack/de.jsonl", $$"""{"id":"c",{{german}},"options":["a","b"],"answer":"A"}""");

        Reading().Should().Be($"{path}:1: id 'c': {expected}, but asks for the cause of a premise in {Path.Combine(_pack, "en.jsonl")}.");
    }

    [Fact]
    public void A_cause_is_read_with_its_premise()
    {
        WriteEnglishOnly("""{"id":"c","premise":"p","question":"cause","options":["a","b"],"answer":"B"}""");

        ProbeSetReader.Read(_pack).In(Language.Pivot).Single().Should()
            .BeEquivalentTo(new ProbeItem("c", "cause", ["a", "b"], 1, "p"));
    }

    [Fact]
    public void A_set_without_a_ceiling_has_1()
    {
        Replace("probe-set.json", ",\"ceiling\":1", string.Empty);

        ProbeSetReader.Read(_pack).Ceiling.Should().Be(1);
    }

    [Fact]
    public void The_order_of_lines_their_ends_and_a_byte_order_mark_decide_nothing()
    {
        var hash = ProbeSetReader.Read(_pack).ItemsHash;
        var path = Path.Combine(_pack, "de.jsonl");
        File.WriteAllText(path, string.Join("\r\n", File.ReadAllLines(path).Reverse()) + "\r\n\r\n", Encoding.UTF8);

        ProbeSetReader.Read(_pack).ItemsHash.Should().Be(hash);
    }

    [Fact]
    public void A_text_in_any_language_changes_the_hash()
    {
        var hash = ProbeSetReader.Read(_pack).ItemsHash;
        Replace("de.jsonl", "nein3", "nein4");

        ProbeSetReader.Read(_pack).ItemsHash.Should().NotBe(hash);
    }

    [Fact]
    public void A_folder_that_is_not_there_or_holds_no_language_is_named()
    {
        var nowhere = Path.Combine(_folder.Path, "nowhere");
        FluentActions.Invoking(() => ProbeSetReader.Read(nowhere))
            .Should().Throw<InvalidInputException>().WithMessage($"{nowhere}: no such folder*");

        File.Delete(Path.Combine(_pack, "de.jsonl"));
        File.Delete(Path.Combine(_pack, "en.jsonl"));
        Reading().Should().StartWith($"{_pack}: has no language file");
    }

    [Fact]
    public void An_empty_language_file_is_named()
    {
        var path = _folder.Write("pack/de.jsonl", "\n");

        Reading().Should().Be($"{path}: is empty; expected one JSON object a line.");
    }

    [Fact]
    public void Facts_are_sorted_as_the_items_are()
    {
        _folder.Write("pack/items.jsonl", string.Concat(Fact("p3"), Fact("p1"), Fact("p0"), Fact("p2")));

        var facts = ProbeSetReader.ReadPack(_pack).Facts;

        facts.Select(fact => fact.Id).Should().Equal("p0", "p1", "p2", "p3");
        facts[0].Subject[Language.Parse("de")].Should().Be("Ägypten");
        facts[0].OptionRegions.Should().Equal("Africa", "Asia");
    }

    [Theory]
    [InlineData("p0 p1 p2", ": has no id 'p3', which is in the language files.")]
    [InlineData("p0 p1 p2 p3 p3", ": has 5 lines for 4 items; expected each id once.")]
    [InlineData("p0 p1 p2 p3 x", ": has the id 'x', which is not in the language files.")]
    public void Facts_of_other_items_are_refused(string ids, string expected)
    {
        var path = _folder.Write("pack/items.jsonl", string.Concat(ids.Split(' ').Select(Fact)));

        FluentActions.Invoking(() => ProbeSetReader.ReadPack(_pack).Facts)
            .Should().Throw<InvalidInputException>().WithMessage(path + expected);
    }

    [Fact]
    public void A_fact_without_a_name_in_one_language_is_refused()
    {
        var path = _folder.Write("pack/items.jsonl", Fact("p0") + Fact("p1").Replace(",\"de\":\"Ägypten\"", "", StringComparison.Ordinal));

        FluentActions.Invoking(() => ProbeSetReader.ReadPack(_pack).Facts)
            .Should().Throw<InvalidInputException>().WithMessage($"{path}:2: 'de' is missing*");
    }

    [Fact]
    public void A_set_without_facts_has_none() => ProbeSetReader.ReadPack(_pack).Facts.Should().BeEmpty();

    private static string Fact(string id) =>
        $$"""{"id":"{{id}}","relation":"capital","region":"Nile","subject":{"en":"Egypt","de":"Ägypten"},"optionRegions":["Africa","Asia"]}"""
        + "\n";

    private string Reading() =>
        FluentActions.Invoking(() => ProbeSetReader.Read(_pack)).Should().Throw<InvalidInputException>().Which.Message;

    private void Replace(string file, string before, string after)
    {
        var path = Path.Combine(_pack, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(before, after, StringComparison.Ordinal));
    }

    private void WriteEnglishOnly(string line)
    {
        File.Delete(Path.Combine(_pack, "de.jsonl"));
        _folder.Write("pack/en.jsonl", line + "\n");
        Replace("probe-set.json", "0.25", "0.5");
    }
}
