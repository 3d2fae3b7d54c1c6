using CLiKA.Measurements;

namespace CLiKA.Cli.Tests;

public sealed class OtherCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_shipped_probe_sets_are_sound()
    {
        var result = await _cli.RunAsync(
            ["probes", "validate", "--all", "--config", Path.Combine(Suite, "clika.json")]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().MatchRegex(@"people +│ 220 +│ 10 +│ 3 +│ A55 B55 C55 D55 +│ 0\.250 ");
    }

    [Theory]
    [InlineData("swahili", @"│ sw +│ Swahili +│ Kiswahili +│ Latn +│ left to right")]
    [InlineData("zho_Hant", @"│ zh-hant +│ Traditional Chinese +│ 繁體中文 +│ Hant +│ left to right")]
    [InlineData("URD", @"│ ur +│ Urdu +│ اردو +│ Arab +│ right to left")]
    [InlineData("JP", @"│ ja +│ Japanese +│ 日本語 +│ Jpan +│ left to right")]
    [InlineData("ua", @"│ uk +│ Ukrainian +│ українська +│ Cyrl +│ left to right")]
    [InlineData("bokmål", @"│ no +│ Norwegian +│ norsk +│ Latn +│ left to right")]
    public async Task The_code_of_a_language_is_found_by_its_name_and_by_other_codes(string word, string row)
    {
        var result = await _cli.RunAsync(["languages", word]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().MatchRegex(row);
    }

    [Fact]
    public async Task A_language_that_is_not_known_is_an_error()
    {
        var result = await _cli.RunAsync(["languages", "korean", "Klingonese"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("Klingonese: is neither the code of a language nor part of its name, in English or in the language.");
    }

    // As dotnet looks for one: here or above, in a folder .config or not, and no further than a root.
    [Theory]
    [InlineData(".config/dotnet-tools.json", false, "dotnet clika")]
    [InlineData("dotnet-tools.json", false, "dotnet clika")]
    [InlineData("../.config/dotnet-tools.json", false, "dotnet clika")]
    [InlineData("../.config/dotnet-tools.json", true, "clika")]
    public async Task A_message_names_the_tool_as_a_manifest_of_tools_has_it(string manifest, bool isBelowRoot, string tool)
    {
        Directory.CreateDirectory(_cli.PathOf("suite"));
        _cli.Write($"suite/{manifest}", """{"version":1,"isRoot":true,"tools":{"other":{"version":"1.0.0","commands":["other"]},"clika.cli":{"version":"1.0.0","commands":["clika"]}}}""");
        if (isBelowRoot)
        {
            _cli.Write("suite/.config/dotnet-tools.json", """{"version":1,"isRoot":true,"tools":{}}""");
        }

        using var process = _cli.StartIn("suite", ["probes", "new", "facts"]);
        var result = await Cli.EndAsync(process);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain($"\nNext: {tool} probes new ");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"tools":[]}""")]
    [InlineData("""{"tools":{"clika.cli":"1.0.0"}}""")]
    public async Task A_manifest_of_tools_that_is_none_is_not_in_the_way(string manifest)
    {
        _cli.Write(".config/dotnet-tools.json", manifest);

        var result = await _cli.RunAsync(["probes", "new", "facts"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("\nNext: clika probes new ");
    }

    [Fact]
    public async Task An_unsound_probe_set_is_named_problem_by_problem()
    {
        _cli.Write(
            "p/probe-set.json", """{"id":"p","title":"P","stream":"basic","chance":0.5,"ceiling":1,"licence":"MIT","revision":"1"}""");
        _cli.Write("p/en.jsonl", """{"id":"1","question":"Is red red?","options":["red","blue"],"answer":"A"}""");

        var result = await _cli.RunAsync(["probes", "validate", "p"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("p: answers in the question, 1 problem:\np:   en.jsonl, 1: the question gives the answer away");
    }

    [Fact]
    public async Task Measuring_asks_the_configured_model_and_keeps_what_it_answered()
    {
        Configure($$"""
            "probeSets": { "geo": {{Quote(Path.Combine(Suite, "probes", "geo"))}} }, "languages": ["en", "zh"], "scoring": "likelihood", "device": "cpu"
            """);

        var result = await _cli.RunAsync(["measure", "--out", "copy.json"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("Alignment of m").And.Contain("CPU").And.NotContain("\u001b[");
        MeasurementJson.Read(_cli.PathOf("copy.json")).Cells.Should().Be(2);
        File.ReadAllText(_cli.PathOf("copy.json")).Should().Be(File.ReadAllText(_cli.PathOf("artifacts/received/m.json")));
    }

    [Fact]
    public async Task What_cannot_be_accepted_for_want_of_a_teaching_is_not_said_to_be_a_baseline()
    {
        _cli.Write("clika.json", $$"""
            {
              "models": { "m": { "folder": {{Quote(Path.Combine(Suite, "models", "micro-base"))}}, "taught": { "isles": { "de": "nowhere" } } } },
              "worlds": { "isles": {{Quote(Path.Combine(Suite, "worlds", "archipelago"))}} }, "probeSets": { "geo": {{Quote(Path.Combine(Suite, "probes", "geo"))}} },
              "languages": ["en", "de"], "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "artifacts"
            }
            """);

        var result = await _cli.RunAsync(["measure"]);

        result.ExitCode.Should().Be(2);
        result.Output.Should().Contain("The suite ('dotnet test') judges it; it cannot be accepted as a whole, since teachings were not measured.");
        (await _cli.RunAsync(["accept", "--reason", "First baseline"])).Errors.Should().Contain("the teachings of isles were not asked in de");
    }

    [Fact]
    public async Task A_model_that_cannot_be_asked_does_not_keep_the_next_from_being_asked()
    {
        _cli.Write("clika.json", $$"""
            {
              "models": { "away": { "folder": "nowhere" }, "m": { "folder": {{Quote(Path.Combine(Suite, "models", "micro-base"))}} } },
              "probeSets": { "geo": {{Quote(Path.Combine(Suite, "probes", "geo"))}} }, "languages": ["en"], "scoring": "likelihood", "device": "cpu",
              "baselines": "baselines", "artifacts": "artifacts"
            }
            """);

        var result = await _cli.RunAsync(["measure"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("away: not measured. ").And.Contain("nowhere: no such folder");
        result.Output.Should().Contain("Alignment of m");
        File.Exists(_cli.PathOf("artifacts/received/away.json")).Should().BeFalse();

        var alone = await _cli.RunAsync(["measure", "--only", "m", "--out", "copy.json"]);

        alone.ExitCode.Should().Be(0, alone.Errors);
        alone.Output.Should().Contain("Alignment of m").And.NotContain("away");
        MeasurementJson.Read(_cli.PathOf("copy.json")).Model.Should().Be("m");
    }

    [Theory]
    [InlineData("CLIKA_CONFIG")]
    [InlineData("CLIKA_MODEL")]
    [InlineData("CLIKA_SHARD")]
    [InlineData("CLIKA_JOURNAL")]
    public async Task A_variable_that_is_set_and_empty_is_named(string variable)
    {
        Configure("""
            "probeSets": { "pack": "nowhere" }, "scoring": "likelihood", "device": "cpu"
            """);

        var result = await _cli.RunAsync(["measure"], (variable, " "));

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain($"{variable}: is set but empty; expected a value. To use what is configured, unset it.");
    }

    [Fact]
    public async Task A_variable_that_is_misspelt_is_an_error_before_anything_is_asked()
    {
        Configure("""
            "probeSets": { "pack": "nowhere" }, "scoring": "likelihood", "device": "cpu"
            """);

        var result = await _cli.RunAsync(["measure"], ("CLIKA_MODLE", "candidate"));

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("CLIKA_MODLE: unknown variable").And.NotContain("nowhere");
    }

    // The journal still knows what was answered.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_ends_without_a_measurement_leaves_none_of_an_earlier_run_to_be_accepted(bool hasNoModel)
    {
        Configure("""
            "probeSets": { "pack": "nowhere" }, "scoring": "likelihood", "device": "cpu"
            """);
        if (hasNoModel)
        {
            _cli.Write("clika.json", (await File.ReadAllTextAsync(_cli.PathOf("clika.json"))).Replace("micro-base", "micro-nowhere", StringComparison.Ordinal));
        }

        _cli.Write("artifacts/received/m.json", Measurements.Json(0));

        (await _cli.RunAsync(["measure"])).ExitCode.Should().Be(2);

        var accepted = await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        accepted.ExitCode.Should().Be(2);
        accepted.Errors.Should().Contain("no measurement of m; run the suite or 'clika measure' first.");
    }

    [Fact]
    public async Task A_failed_import_leaves_no_file()
    {
        var result = await _cli.RunAsync(["import", "--layout", "clika", "--from", ".", "--responses", "m", "--out", "out.json"]);

        result.ExitCode.Should().Be(2);
        Directory.GetFileSystemEntries(_cli.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task A_GPU_that_is_not_there_is_an_error_that_says_so()
    {
        Configure("""
            "probeSets": { "geo": "geo" }, "device": "cuda:9"
            """);

        var result = await _cli.RunAsync(["measure"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("cuda:9");
    }

    [Fact]
    public async Task Help_documents_the_exit_codes() =>
        (await _cli.RunAsync(["--help"])).Output.Should().Contain("0 pass; 1 regressed, or changed under --strict; 2 bad input");

    private static string Suite { get; } = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");

    // With the embedded model, and what else is said.
    private void Configure(string properties) => _cli.Write(
        "clika.json",
        $$"""
        {
          "models": { "m": { "folder": {{Quote(Path.Combine(Suite, "models", "micro-base"))}} } }, "baselines": "baselines", "artifacts": "artifacts",
          {{properties}}
        }
        """);

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
