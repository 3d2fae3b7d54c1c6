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
        var set = ProbeSetReader.Read(_pack);

        set.Languages.Select(language => language.Code).Should().Equal("en", "de");
        set.Count.Should().Be(4);
        set.In(Language.Parse("de"))[2].Should().BeEquivalentTo(new { Id = "p2", Question = "Was ist 2?", Gold = 2, GoldLetter = 'C' });
        set.Chance.Should().Be(0.25);
    }

    [Theory]
    [InlineData("de.jsonl", "\"answer\":\"B\"", "\"answer\":\"C\"", ":2: id 'p1': answer is C, but B in")]
    [InlineData("de.jsonl", "\"answer\":\"B\"", "\"answer\":\"E\"", ":2: id 'p1': answer is 'E'; expected a letter from A to D")]
    [InlineData("de.jsonl", "\"id\":\"p1\"", "\"id\":\"p0\"", ":2: id 'p0' occurs twice; it stands in line 1 already")]
    [InlineData("de.jsonl", "\"id\":\"p1\"", "\"id\":\"q1\"", ":2: id 'q1' is not in")]
    [InlineData("de.jsonl", "\"id\":\"p1\",", "", ":2: 'id' is missing")]
    [InlineData("de.jsonl", "\"nein2\"", "\" \"", ":1: id 'p0': expected 2 to 26 options, none of them blank")]
    [InlineData("de.jsonl", ",\"nein3\"]", "]", ":1: id 'p0': 3 options, but 4 in")]
    [InlineData("de.jsonl", "\"question\"", "\"querstion\"", ":1: unknown property 'querstion'")]
    [InlineData("de.jsonl", "\"question\":", "\"premise\":\"x\",\"question\":", ":1: id 'p0': an item with a premise")]
    [InlineData("de.jsonl", "\"options\":[", "\"options\":[1,", ":1: 'options' holds something other than strings")]
    [InlineData("de.jsonl", "\"answer\":\"D\"}", "\"answ", ":4: not valid JSON")]
    [InlineData("probe-set.json", "0.25", "0.3", ": 'chance' is 0.3, but the items' numbers of options make it 0.25")]
    [InlineData("probe-set.json", "factual", "true", ": 'stream' is 'true'; expected basic, factual or fictional")]
    [InlineData("probe-set.json", "\"licence\":\"MIT\",", "", ": 'licence' is missing")]
    [InlineData("probe-set.json", "\"ceiling\":1", "\"ceiling\":0.2", ": Probe set 'pack': ceiling 0.2 is not in (0.25, 1]")]
    public void One_wrong_value_is_one_error_with_file_and_line(string file, string before, string after, string expected)
    {
        var path = Path.Combine(_pack, file);
        var text = File.ReadAllText(path);
        var position = text.IndexOf(before, StringComparison.Ordinal);
        File.WriteAllText(path, text.Remove(position, before.Length).Insert(position, after));

        FluentActions.Invoking(() => ProbeSetReader.Read(_pack))
            .Should().Throw<InvalidInputException>().Which.Message.Should().StartWith(path + expected);
    }

    [Fact]
    public void A_byte_that_is_not_UTF_8_names_the_line()
    {
        var path = Path.Combine(_pack, "de.jsonl");
        var bytes = File.ReadAllBytes(path);
        bytes[Array.IndexOf(bytes, (byte)'\n') + 20] = 0xC3;
        File.WriteAllBytes(path, bytes);

        FluentActions.Invoking(() => ProbeSetReader.Read(_pack))
            .Should().Throw<InvalidInputException>().Which.Message.Should().StartWith($"{path}:2: a byte that is not UTF-8");
    }

    [Fact]
    public void A_language_that_lacks_an_item_names_it()
    {
        var path = Path.Combine(_pack, "de.jsonl");
        File.WriteAllLines(path, File.ReadAllLines(path).Where(line => !line.Contains("p2", StringComparison.Ordinal)));

        FluentActions.Invoking(() => ProbeSetReader.Read(_pack))
            .Should().Throw<InvalidInputException>().Which.Message.Should().StartWith($"{path}: lacks id 'p2' of");
    }

    [Fact]
    public void The_hash_does_not_see_the_order_of_lines_and_sees_every_text()
    {
        var path = Path.Combine(_pack, "de.jsonl");
        var before = ProbeSetReader.Read(_pack).ItemsHash;

        File.WriteAllLines(path, File.ReadAllLines(path).Reverse());
        ProbeSetReader.Read(_pack).ItemsHash.Should().Be(before);

        File.WriteAllText(path, File.ReadAllText(path).Replace("nein3", "nein4", StringComparison.Ordinal));
        ProbeSetReader.Read(_pack).ItemsHash.Should().NotBe(before);
    }

    [Fact]
    public void Facts_belong_to_the_items()
    {
        var set = ProbeSetReader.Read(_pack);
        ProbeSetReader.ReadFacts(_pack, set).Should().BeEmpty();

        var facts = Enumerable.Range(0, 4).Select(item =>
            $$"""{"id":"p{{item}}","relation":"r","region":"R","subject":{"en":"s","de":"t"},"optionRegions":["R","R","R","R"]}""");
        File.WriteAllLines(Path.Combine(_pack, "items.jsonl"), facts);
        ProbeSetReader.ReadFacts(_pack, set)[3].Subject[Language.Parse("de")].Should().Be("t");

        File.WriteAllLines(Path.Combine(_pack, "items.jsonl"), facts.Take(3));
        FluentActions.Invoking(() => ProbeSetReader.ReadFacts(_pack, set)).Should().Throw<InvalidInputException>();
    }
}
