using System.Xml.Linq;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
using CLiKA.Reporting.Families;
using CLiKA.Tests;

namespace CLiKA.Reporting.Tests;

public sealed class FamilyReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-family-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // 30 of 40 right at chance 0.25: re-scaled (0.75 - 0.25) / 0.75. English says the same where German is right: 30 of 40.
    [Fact]
    public void Models_are_compared_level_by_level_and_a_level_without_values_is_left_out()
    {
        var (table, files) = FamilyReport.Write(_folder, [Named("base", 0), Named("tuned", 10)]);

        Lines(table).Should().ContainMatch("PF:*en*de*he*mean")
            .And.ContainMatch("base*1.00*1.00*1.00*1.00").And.ContainMatch("tuned*1.00*0.67*1.00*0.89")
            .And.ContainMatch("CT:*de*he*mean").And.ContainMatch("tuned*0.75*1.00*0.88");
        table.Should().NotContain("CD:");
        files.Should().Equal("family.txt", "performance.svg", "consistency.svg");
        File.ReadAllText(Path.Combine(_folder, "family.txt")).Should().Be(table);
    }

    [Fact]
    public void Conductivity_says_which_teaching_did_not_take_and_has_a_figure()
    {
        var world = Teachings.World(
            Teachings.Cell("de", Teachings.Retrieved(13)),
            Teachings.Cell("ru", Teachings.Teaching(new string('1', 20), new string('1', 20), namesRight: 5)));

        var (table, files) = FamilyReport.Write(_folder, [Named("base", 0) with { Worlds = [world] }, Named("tuned", 10)]);

        Lines(table).Should().ContainMatch("CD:*de*ru*mean").And.ContainMatch("base*0.65*not taught*0.65").And.ContainMatch("tuned*–*–*–");
        files.Should().Contain("conductivity.svg");

        File.ReadAllText(Path.Combine(_folder, "conductivity.svg")).Should().Contain("<svg");
    }

    [Fact]
    public void What_was_asked_by_likelihood_alone_has_no_conductivity_by_generation()
    {
        var answers = Teachings.Retrieved(13);
        var cell = new ConductivityCell(
            Language.Parse("de"), Teachings.Set, Teachings.Facts(20), [answers with { Facts = answers.Facts.Remove(RetrievalWay.Generation) }]);
        var other = Teachings.World(Teachings.Cell("de", answers));

        var (table, _) = FamilyReport.Write(_folder, [Named("base", 0) with { Worlds = [other] }, Named("tuned", 10) with { Worlds = [World(cell)] }]);

        Lines(table).Should().ContainMatch("base*0.65*0.65").And.ContainMatch("tuned*–*–");

        static ConductivityMeasurement World(ConductivityCell cell) =>
            new("isles", new ConductivityFingerprint("prompt", 0.9, "cpu"), Teachings.Facts(20), new PriorFacts(10, 40), [cell]);
    }

    // All right, at chance 0.25 and a ceiling of 0.5: (1 - 0.25) / 0.25.
    [Fact]
    public void A_value_above_the_ceiling_is_drawn_whole()
    {
        var set = Samples.Measurement(0).ProbeSets[0];
        var easy = new ProbeSetMeasurement(
            set.ProbeSet, set.Fingerprint, set.Chance, 0.5, set.ItemIds, set.Gold, set.Languages.ToDictionary(cell => cell.Language, cell => cell.Answers));

        var (table, _) = FamilyReport.Write(_folder, [new Measurement("base", [easy])]);

        Lines(table).Should().ContainMatch("base*3.00*3.00*3.00*3.00");
        XDocument.Load(Path.Combine(_folder, "performance.svg")).Descendants().Where(element => element.Name.LocalName == "text")
            .Select(text => text.Value.Trim()).Should().Contain("3");
    }

    [Fact]
    public void A_long_name_takes_no_room_from_the_bars()
    {
        FamilyReport.Write(_folder, [Named("base", 0)]);
        var width = Width();

        FamilyReport.Write(_folder, [Named("base", 0), Named(new string('m', 80), 0)]);

        (Width() - width).Should().BeGreaterThan(700, "80 letters m of 12 points are 11 points wide each");

        int Width() => (int)XDocument.Load(Path.Combine(_folder, "performance.svg")).Root!.Attribute("width")!;
    }

    [Fact]
    public void A_figure_of_an_earlier_comparison_is_not_left_for_one_of_this()
    {
        var world = Teachings.World(Teachings.Cell("de", Teachings.Retrieved(13)));
        FamilyReport.Write(_folder, [Named("base", 0) with { Worlds = [world] }]);

        var (_, files) = FamilyReport.Write(_folder, [Named("base", 0)]);

        Directory.GetFiles(_folder).Select(Path.GetFileName).Should().BeEquivalentTo(files);
    }

    [Fact]
    public void Figures_are_lettered_in_the_font_that_comes_along_and_the_same_models_draw_the_same()
    {
        FamilyReport.Write(_folder, [Named("base", 0), Named("tuned", 10)]);
        var first = File.ReadAllText(Path.Combine(_folder, "performance.svg"));

        FamilyReport.Write(_folder, [Named("base", 0), Named("tuned", 10)]);

        File.ReadAllText(Path.Combine(_folder, "performance.svg")).Should().Be(first);
        XDocument.Parse(first).Descendants().Where(element => element.Name.LocalName == "text").Select(text => (string?)text.Attribute("font-family"))
            .Should().NotBeEmpty().And.OnlyContain(font => font == "Noto Sans");
    }

    private static Measurement Named(string name, int wrongInGerman) => Samples.Measurement(wrongInGerman) with { Model = name };

    private static List<string> Lines(string table) => [.. table.Split('\n').Select(line => line.Trim())];
}
