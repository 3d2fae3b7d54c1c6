using CLiKA.Measurements;
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

    private static Measurement Named(string name, int wrongInGerman) => Samples.Measurement(wrongInGerman) with { Model = name };

    private static List<string> Lines(string table) => [.. table.Split('\n').Select(line => line.Trim())];
}
