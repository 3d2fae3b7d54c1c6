using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Tests.Probes;

public sealed class ProbeSetWriterTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var german = Language.Parse("de");
        ProbeItem[] english =
        [
            new("1", "effect", ["It \"rang\".", "It broke."], 1, "A glass fell.") { Paraphrases = ["The glass fell down.", "Down it fell."] },
            new("2", "Which?", ["a", "b", "c"], 2) { Passage = "A text.", Paraphrases = ["Which one?"] },
        ];
        ProbeItem[] translated =
        [
            english[0] with { Premise = "Ein Glas fiel.", Paraphrases = ["Das Glas fiel.", "Da fiel es."] },
            english[1] with { Question = "Was?", Passage = "Ein Text: 水", Paraphrases = ["Welches?"] },
        ];
        var pack = new ProbePack(
            new ProbeSetDescription("pack", "Pack", KnowledgeKind.Basic, "MIT", "2")
            {
                Ceiling = 0.9,
                Provenance = "made up",
                KeepsLatin = ["DNA"],
                ImportedFrom = "xcopa",
            },
            new ProbeSet("pack", 0.9, new Dictionary<Language, IReadOnlyList<ProbeItem>>
            {
                [Language.Pivot] = english,
                [german] = translated,
            }),
            [
                new ProbeFact("1", "fall") { Subject = ImmutableDictionary<Language, string>.Empty.Add(german, "Glas \"水\"").Add(Language.Pivot, "glass") },
                new ProbeFact("2", "choice") { Region = "Here", OptionRegions = ["x", "y", "z"] },
            ]);

        var folder = Path.Combine(_folder.Path, "new");
        ProbeSetWriter.Write(folder, pack);
        var read = ProbeSetReader.ReadPack(folder);

        read.Description.Should().BeEquivalentTo(pack.Description);
        read.Set.ItemsHash.Should().Be(pack.Set.ItemsHash);
        read.Set.In(german).Should().BeEquivalentTo(translated);
        read.Facts.Should().BeEquivalentTo(pack.Facts);
        File.ReadAllLines(Path.Combine(folder, "items.jsonl"))[0].Should().Be(
            """{"id":"1","relation":"fall","subject":{"en":"glass","de":"Glas \"水\""}}""", "English comes first, whatever order a pack had");
        File.ReadAllText(Path.Combine(folder, "de.jsonl")).Should().Contain("Ein Text: 水");
    }

    [Fact]
    public void A_folder_that_holds_something_is_left_alone()
    {
        var pack = ProbeSetReader.ReadPack(Packs.Write(_folder));

        FluentActions.Invoking(() => ProbeSetWriter.Write(Path.Combine(_folder.Path, "pack"), pack))
            .Should().Throw<InvalidInputException>().WithMessage("*already contains files*");
    }
}
