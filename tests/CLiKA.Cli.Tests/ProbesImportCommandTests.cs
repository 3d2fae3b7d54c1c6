using CLiKA.Import.Tests;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Cli.Tests;

/// <summary>Probe sets that are made from public ones.</summary>
public sealed class ProbesImportCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public static TheoryData<string> Formats => [.. PublicSamples.Languages.Keys];

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_public_set_is_imported_validated_and_measured(string format)
    {
        var from = PublicSamples.Write(format, _cli.PathOf("public"));

        var imported = await _cli.RunAsync(["probes", "import", format, "--from", from, "--out", "pack", "--id", "mine", "--languages", "all"]);

        imported.ExitCode.Should().Be(0, imported.Errors);
        imported.Output.Should().Contain($"pack: mine, 4 items in {string.Join(' ', PublicSamples.Languages[format])}; 0 left out.");

        var validated = await _cli.RunAsync(["probes", "validate", "pack"]);
        validated.ExitCode.Should().Be(0, validated.Errors);

        var languages = PublicSamples.Languages[format];
        _cli.Write("clika.json", PackConfiguration.Of("mine", languages));
        var measured = await _cli.RunAsync(["measure", "--out", "measured.json"]);
        measured.ExitCode.Should().Be(0, measured.Errors);
        var set = MeasurementJson.Read(_cli.PathOf("measured.json")).ProbeSets.Single();
        set.ProbeSet.Should().Be("mine");
        languages.Should().OnlyContain(language => set.In(Language.Parse(language))!.Count == 4);
    }

    [Fact]
    public async Task What_is_left_out_is_counted_on_the_console_and_listed_in_a_file()
    {
        PublicSamples.Write("xcopa", _cli.PathOf("public"));
        var path = _cli.PathOf("public/data/zh/test.zh.jsonl");
        File.WriteAllLines(path, File.ReadAllLines(path)[..3]);

        var result = await _cli.RunAsync(["probes", "import", "xcopa", "--from", "public", "--out", "pack"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("pack: xcopa, 3 items in it zh; 1 left out.").And.Contain("  missing: 1 in zh (3)");
        File.ReadAllText(_cli.PathOf("pack/left-out.jsonl")).Should().Contain("\"id\":\"3\"");
        ProbeSetReader.ReadPack(_cli.PathOf("pack")).Set.Count.Should().Be(3);
    }

    [Fact]
    public async Task One_language_can_be_chosen()
    {
        PublicSamples.Write("xcopa", _cli.PathOf("public"));

        var result = await _cli.RunAsync(["probes", "import", "xcopa", "--from", "public", "--out", "pack", "--languages", "zh"]);

        result.ExitCode.Should().Be(0, result.Errors);
        ProbeSetReader.ReadPack(_cli.PathOf("pack")).Set.Languages.Should().Equal(Language.Parse("zh"));
    }

    [Theory]
    [InlineData("xcopa", "--languages", "xx", "--languages: 'xx' is no language; expected a BCP-47 code")]
    [InlineData("xcopa", "--languages", "en", "public: has no en; its languages are it zh sw.")]
    [InlineData("xcopa", "--split", "train", "--split is 'train'; expected test or dev.")]
    [InlineData("nothing", "--id", "x", "nothing")]
    public async Task An_import_that_fails_says_why_and_leaves_no_pack(string format, string option, string value, string expected)
    {
        PublicSamples.Write("xcopa", _cli.PathOf("public"));

        var result = await _cli.RunAsync(["probes", "import", format, "--from", "public", "--out", "pack", option, value]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(expected);
        Directory.Exists(_cli.PathOf("pack")).Should().BeFalse();
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_not_imported_into()
    {
        PublicSamples.Write("xcopa", _cli.PathOf("public"));
        _cli.Write("pack/mine.txt", "mine");

        var result = await _cli.RunAsync(["probes", "import", "xcopa", "--from", "public", "--out", "pack"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("pack: already contains files");
    }
}
