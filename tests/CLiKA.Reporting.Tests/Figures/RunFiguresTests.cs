using System.Globalization;
using System.Xml.Linq;
using CLiKA.Measurements;
using CLiKA.Reporting.Figures;
using CLiKA.Tests;
using SkiaSharp;
using static CLiKA.Reporting.Tests.Pages.PageSamples;

namespace CLiKA.Reporting.Tests.Figures;

public sealed class RunFiguresTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-figures-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_level_that_was_measured_is_drawn_twice()
    {
        File.WriteAllText(Path.Combine(_folder, "earlier.png"), "of a model that is gone");

        RunFigures.Write(_folder, [Losing(12), Report(null, Samples.Measurement(0) with { Model = "new" })]);

        Directory.GetFiles(_folder).Select(Path.GetFileName).Should().BeEquivalentTo(
            "m.performance.svg", "m.performance.png", "m.consistency.svg", "m.consistency.png", "m.changes.svg", "m.changes.png",
            "new.performance.svg", "new.performance.png", "new.consistency.svg", "new.consistency.png");
    }

    // As of the LM Evaluation Harness, which names a model by all of its arguments.
    [Fact]
    public void Names_that_no_file_can_have_are_shortened_and_told_apart()
    {
        var name = $"pretrained=/{new string('m', 300)},dtype=";

        RunFigures.Write(_folder, [.. ((string[])["float16", "float32"]).Select(type => Report(null, Samples.Measurement(0) with { Model = name + type }))]);

        var files = Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)!).ToList();
        files.Should().HaveCount(8).And.OnlyContain(file => file.StartsWith("pretrained~3d~~2f~mmm", StringComparison.Ordinal) && file.Length < 120);
    }

    [Fact]
    public void Heat_maps_have_the_numbers_of_the_page()
    {
        RunFigures.Write(_folder, [Report(Samples.Measurement(0), Samples.Measurement(12, hebrewSaysA: true))]);

        Texts("m.performance.svg").Should().Contain(["m: RA", "pack", "en", "de", "he", "1.00", "0.60"]);
        Texts("m.consistency.svg").Should().Contain(["m: en-CO", "0.70", "A 100%"]).And.NotContain("en");
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(60, true)]
    public void Heat_maps_of_many_languages_are_tall_and_not_wide(int languages, bool isTall)
    {
        var measurement = Samples.InManyLanguages(languages);

        RunFigures.Write(_folder, [Report(null, measurement)]);

        Texts("m.performance.svg").Should().Contain(measurement.ProbeSets[0].Languages.Select(cell => cell.Language.Code)).And.Contain("pack");
        var drawing = XDocument.Load(Path.Combine(_folder, "m.performance.svg")).Root!;
        ((int)drawing.Attribute("height")! > (int)drawing.Attribute("width")!).Should().Be(isTall);
    }

    // Skia writes the places of all glyphs of a text.
    [Theory]
    [InlineData(3)]
    [InlineData(25)]
    public void Long_names_stand_whole_and_beside_one_another(int languages)
    {
        var named = Samples.InManyLanguages(languages, "commonsense-of-many-languages", "relations-of-neighbouring-countries", "x") with
        {
            Model = "a-model-with-a-name-as-long-as-those-that-are-published-7b-instruct",
        };

        RunFigures.Write(_folder, [Report(named, named)]);

        foreach (var path in Directory.GetFiles(_folder, "*.svg"))
        {
            var drawing = XDocument.Load(path).Root!;
            var texts = drawing.Descendants().Where(element => element.Name.LocalName == "text" && element.Value.Trim().Length > 0)
                .Select(text => (Text: text.Value.Trim(), Columns: Places(text, "x", 0), Line: Places(text, "y", 1)[0])).ToList();
            texts.Should().OnlyContain(text => text.Columns.Min() >= 0 && text.Columns.Max() < (double)drawing.Attribute("width")!, path);
            foreach (var line in texts.GroupBy(text => text.Line))
            {
                var ordered = line.OrderBy(text => text.Columns.Min()).ToList();
                ordered.Zip(ordered.Skip(1)).Should().NotContain(pair => pair.First.Columns.Max() >= pair.Second.Columns.Min(), path);
            }
        }

        // Some are written where they stand, others from a place that they are moved to.
        static double[] Places(XElement text, string name, int axis)
        {
            var moved = text.Attribute("transform")?.Value is { } transform && transform.StartsWith("translate(", StringComparison.Ordinal)
                ? Numbers(transform["translate(".Length..].TrimEnd(')'))[axis]
                : 0;
            return [.. Numbers(text.Attribute(name)!.Value).Select(place => place + moved)];
        }

        static double[] Numbers(string text) =>
            [.. text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void The_font_has_every_character_of_the_figures_and_a_loss_is_no_gain()
    {
        RunFigures.Write(_folder, [Losing(12), KnowingNothing()]);

        using var file = typeof(RunFigures).Assembly.GetManifestResourceStream("NotoSans-Latin.ttf");
        using var font = SKTypeface.FromStream(file);
        var texts = Directory.GetFiles(_folder, "*.svg").SelectMany(path => Texts(Path.GetFileName(path))).ToList();
        texts.Where(text => !font.ContainsGlyphs(text)).Should().BeEmpty();
        texts.Should().Contain("–50");
    }

    [Fact]
    public void What_is_undefined_is_a_dash()
    {
        RunFigures.Write(_folder, [KnowingNothing()]);

        Texts("m.consistency.svg").Should().Contain("–").And.NotContain("0.00");
    }

    [Fact]
    public void Conductivity_has_no_number_for_what_was_not_taught()
    {
        var world = Teachings.World(
            Teachings.Cell("de", Teachings.Retrieved(13)),
            Teachings.Cell("ru", Teachings.Teaching(new string('1', 20), new string('1', 20), namesRight: 5)));

        RunFigures.Write(_folder, [Report(Teachings.Measurement(world), Teachings.Measurement(world))]);

        Directory.GetFiles(_folder).Select(Path.GetFileName).Should().BeEquivalentTo("model.conductivity.isles.svg", "model.conductivity.isles.png");
        string.Join('\n', Texts("model.conductivity.isles.svg")).Should().Contain("de").And.Contain("ru").And.Contain("not taught");
    }

    // 0.9 before and 0.3 now.
    [Fact]
    public void What_was_known_before_is_within_the_figure()
    {
        RunFigures.Write(_folder, [Report(World(18), World(6))]);

        Texts("model.conductivity.isles.svg").Should().Contain("1.00");

        static Measurement World(int right) => Teachings.Measurement(Teachings.World(Teachings.Cell("de", Teachings.Retrieved(right))));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../up")]
    [InlineData("/etc/up")]
    [InlineData("a\0b\nc")]
    [InlineData(Hostile)]
    public void A_name_leads_nowhere_and_is_no_markup(string name)
    {
        var inner = Path.Combine(_folder, "inner");

        RunFigures.Write(inner, [Report(null, Samples.Measurement(0) with { Model = name })]);

        Directory.GetFileSystemEntries(_folder).Should().Equal(inner);
        var files = Directory.GetFiles(inner, "*.svg");
        files.Should().HaveCount(2);
        files.Should().OnlyContain(file => !XDocument.Load(file).Descendants().Any(element => element.Name.LocalName == "script"));
    }

    [Fact]
    public void The_same_run_draws_the_same_files()
    {
        RunFigures.Write(_folder, [Losing(12)]);
        var first = Directory.GetFiles(_folder).ToDictionary(file => file, File.ReadAllBytes);

        RunFigures.Write(_folder, [Losing(12)]);

        foreach (var (file, bytes) in first)
        {
            File.ReadAllBytes(file).Should().Equal(bytes, "{0}", Path.GetFileName(file));
        }
    }

    [Fact]
    public void Pictures_have_twice_the_points()
    {
        RunFigures.Write(_folder, [Losing(12)]);

        using var picture = SKBitmap.Decode(Path.Combine(_folder, "m.changes.png"));
        var drawing = XDocument.Load(Path.Combine(_folder, "m.changes.svg")).Root!;
        (picture.Width, picture.Height).Should().Be((2 * (int)drawing.Attribute("width")!, 2 * (int)drawing.Attribute("height")!));
    }

    private List<string> Texts(string file) =>
    [
        .. XDocument.Load(Path.Combine(_folder, file)).Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value.Trim()),
    ];
}
