using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Alignment.Tests;

/// <summary>The suite from outside, as its users meet it.</summary>
public sealed class SuiteTests : IDisposable
{
    private readonly SuiteWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_accepted_model_passes_shows_the_table_and_changes_no_baseline()
    {
        await _workspace.KnowAnswersAsync();
        var before = Contents(_workspace.BaselinesFolder);

        // A relative path means the folder in which the user typed it.
        var result = await _workspace.RunAsync(candidate: "model");

        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Should().Contain("Alignment of micro-base: model at ").And.Contain("on CPU").And.Contain("en-CO");
        result.Output.Should().Contain("0 questions asked, 3,120 answers reused from the journal ")
            .And.Contain("Verdict: pass (cells: 0 regressed, 0 improved, 10 identical).");
        Contents(_workspace.BaselinesFolder).Should().BeEquivalentTo(before);
        MeasurementJson.Read(_workspace.ReceivedFile).Cells.Should().Be(10);
    }

    [Fact]
    public async Task A_model_that_gained_Chinese_and_lost_the_others_is_red_and_the_losses_are_named()
    {
        await _workspace.KnowAnswersAsync();
        var jobSummary = Path.Combine(_workspace.Root, "job.md");

        var result = await _workspace.RunAsync(
            candidate: Repository.ModelFolder("micro-chinese"),
            environment: [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", jobSummary), ("GITHUB_WORKSPACE", _workspace.Root)]);

        result.ExitCode.Should().NotBe(0);
        var marks = result.Output.Split('\n').Single(line => line.Contains("▼ regressed:", StringComparison.Ordinal));
        marks.Trim().Should().Be("▼ regressed: en de fr it ru pl ar he ja");
        result.Output.Should().Contain("▲ improved: zh").And.Contain("▼ geo, Performance over 10 languages: regressed.");
        result.Output.Should().Contain("geo, de (German): regressed.").And.MatchRegex(@"geo-\d+: .*\? Right answer: .*; was right, now chooses .*  \[in English: .*\? Right answer: ");
        File.Exists(Path.Combine(_workspace.RefusedFolder, "geo.received.json")).Should().BeTrue("it is there to be reviewed");
        Directory.GetFiles(_workspace.BaselinesFolder, "*.received.*", SearchOption.AllDirectories).Should().BeEmpty("another run may share this folder");

        // What the run leaves behind, and what GitHub makes of it.
        (await File.ReadAllTextAsync(Path.Combine(_workspace.ArtifactsFolder, "results.json"))).Should().Contain("\"verdict\": \"regressed\"");
        File.Exists(Path.Combine(_workspace.ArtifactsFolder, "results.parquet")).Should().BeTrue();
        (await File.ReadAllTextAsync(jobSummary)).Should().StartWith("**Alignment: regressed.**").And.Contain("| geo, ");
        var annotations = result.Output.Split('\n').Where(line => line.StartsWith("::error ", StringComparison.Ordinal)).ToList();
        annotations.Should().HaveCount(10, "GitHub shows no more, and they are printed once");
        annotations.Should().ContainMatch(
            "::error file=baselines/micro-base/geo.verified.json,line=*,title=micro-base%2C geo%2C ru%3A regressed::geo, ru (Russian): *");
    }

    // The release answered 25 German questions right that are wrong now; what was accepted last, one of them.
    [Fact]
    public async Task What_was_lost_since_the_release_is_red_in_its_rows_though_the_last_step_was_small()
    {
        await _workspace.KnowAnswersAsync();
        var store = new BaselineStore(_workspace.BaselinesFolder);
        var german = Language.Parse("de");
        var now = store.ReadAccepted("micro-base", ["geo"])[0].Measurement;
        store.Accept("micro-base", new AcceptedBaseline(WithMoreRight(now, 1, german.Equals))
        {
            Changes = [new AcceptedChange(null) { Release = "2.0" }, new AcceptedChange("Smaller vocabulary")],
            AtRelease = WithMoreRight(now, 25, german.Equals),
        });

        var result = await _workspace.RunAsync();

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain(
            "geo, de (German): regressed since release 2.0, over 1 accepted change and this run together. 25 items lost, 0 won of 312 (-8.0 points)");
        result.Output.Should().Contain("▽ regressed since release 2.0, over 1 accepted change and this run together: de (-8.0 points)")
            .And.Contain("Verdict: regressed (cells: 0 regressed,").And.Contain("Since release 2.0, over 1 accepted change: REGRESSED in geo de");
        result.Output.Should().MatchRegex(@"Failed (with .*)?Knows\(.*, de\)").And.MatchRegex(@"Failed (with .*)?Holds\(.*Performance\)");
        result.Output.Should().NotMatchRegex(@"Failed (with .*)?Knows\(.*, fr\)");
        File.ReadAllText(Path.Combine(_workspace.RefusedFolder, "geo.received.json"))
            .Should().Contain("{ \"reason\": \"Smaller vocabulary\" }", "what differs from the verified file are the numbers");
    }

    // As the files say after a merge by hand, or an acceptance under another gate.
    [Fact]
    public async Task What_all_languages_lost_since_the_release_is_red_though_the_answers_are_the_verified_ones()
    {
        await _workspace.KnowAnswersAsync();
        var store = new BaselineStore(_workspace.BaselinesFolder);
        var now = store.ReadAccepted("micro-base", ["geo"])[0].Measurement;
        store.Accept("micro-base", new AcceptedBaseline(now)
        {
            Changes = [new AcceptedChange(null) { Release = "2.0" }, new AcceptedChange("Smaller vocabulary")],
            AtRelease = WithMoreRight(now, 20, _ => true),
        });

        var result = await _workspace.RunAsync();

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().MatchRegex(@"Failed (with .*)?Holds\(.*Performance\)");
    }

    // At such an alpha no test finds anything.
    [Theory]
    [InlineData("\"gate\":{\"alpha\":1e-300},", false)]
    [InlineData("\"gate\":{\"alpha\":1e-300,\"strict\":true},", true)]
    public async Task A_strict_gate_is_red_where_a_metric_changed_by_whatever_amount(string gate, bool isRed)
    {
        await _workspace.KnowAnswersAsync();
        _workspace.EditConfiguration("\"scoring\"", gate + "\"scoring\"");

        var result = await _workspace.RunAsync("--filter Language=de", Repository.ModelFolder("micro-chinese"));

        (result.ExitCode != 0).Should().Be(isRed, result.Output);
        result.Output.Should().Contain(isRed ? "geo, de (German): changed." : "1 inconclusive");
    }

    // Chinese is what this model gained.
    [Theory]
    [InlineData(false, "", false)]
    [InlineData(false, "-p:ClikaGate=strict", true)]
    [InlineData(false, "-p:ClikaGate=strict -- RunConfiguration.MaxCpuCount=1", true)]
    [InlineData(true, "", true)]
    [InlineData(true, "-p:ClikaGate=significant", false)]
    public async Task A_gain_fails_a_strict_gate_and_the_build_property_wins_over_the_file(bool isStrictInFile, string arguments, bool isRed)
    {
        await _workspace.KnowAnswersAsync();
        _workspace.EditConfiguration("\"scoring\"", $"\"gate\":{{\"strict\":{(isStrictInFile ? "true" : "false")}}},\"scoring\"");

        var result = await _workspace.RunAsync(
            $"--filter Language=zh \"-p:ClikaModel=micro-base={Repository.ModelFolder("micro-chinese")}\" {arguments}");

        (result.ExitCode != 0).Should().Be(isRed, result.Output);
        result.Output.Should().Contain("candidate at ").And.Contain(isRed ? "geo, zh (Chinese): changed." : "improved: zh");
        result.Output.Contains($"Gate: {(isRed ? "strict" : "significant")}, set by ClikaGate or CLIKA_GATE.", StringComparison.Ordinal)
            .Should().Be(arguments.Length > 0);
    }

    // MSBuild drops an item with an asterisk that matches no file: the configured model would be asked, and pass.
    [Fact]
    public async Task A_candidate_whose_path_has_an_asterisk_is_asked_and_not_the_configured_model()
    {
        var result = await _workspace.RunAsync("--filter Language=de \"-p:ClikaModel=micro-base=/nowhere/step-*\"");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("/nowhere/step-*").And.NotContain("Verdict: pass");
    }

    [Fact]
    public async Task A_gate_that_is_none_is_an_error_before_anything_is_asked()
    {
        var result = await _workspace.RunAsync("-p:ClikaGate=loose");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("ClikaGate is 'loose'; expected strict or significant.").And.NotContain("Alignment of");
    }

    // MSBuild takes what was restored last, whatever the switch says.
    [Fact]
    public async Task A_GPU_package_that_was_not_restored_is_an_error_before_anything_is_asked()
    {
        var assets = Path.Combine(_workspace.Root, "project.assets.json");
        File.WriteAllText(assets, """{ "libraries": { "Microsoft.ML.OnnxRuntime/1.0.0": {}, "Microsoft.ML.OnnxRuntime.Managed/1.0.0": {} } }""");

        var result = await _workspace.RunAsync($"-p:OnnxRuntimeFlavor=Gpu \"-p:ProjectAssetsFile={assets}\"");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("OnnxRuntimeFlavor is Gpu, but Microsoft.ML.OnnxRuntime.Gpu was not restored").And.NotContain("Alignment of");
    }

    [Fact]
    public async Task A_language_filter_asks_that_language_only_and_ends_with_its_table()
    {
        var result = await _workspace.RunAsync("--filter Language=de");

        result.ExitCode.Should().Be(0, result.Output);
        var received = MeasurementJson.Read(_workspace.ReceivedFile);
        received.ProbeSets.Single().Languages.Select(cell => cell.Language.Code).Should().Equal("de");
        result.Output.Should().Contain("Alignment of micro-base");
    }

    [Fact]
    public async Task A_run_that_knows_answers_says_so_and_another_model_is_asked()
    {
        (await _workspace.RunAsync("--filter Language=de")).Output.Should().Contain("312 questions asked, 0 answers reused from the journal ");

        var again = await _workspace.RunAsync();
        var other = await _workspace.RunAsync("--filter Language=de", Repository.ModelFolder("micro-chinese"));

        again.ExitCode.Should().Be(0, again.Output);
        again.Output.Should().Contain("2,808 questions asked, 312 answers reused from the journal artifacts/journal.db");
        other.ExitCode.Should().NotBe(0);
        other.Output.Should().Contain("312 questions asked, 0 answers reused").And.Contain("geo, de (German): regressed.");
    }

    [Theory]
    [InlineData("--filter Language=xx")]
    [InlineData("--filter Language=xx --settings other.runsettings")]
    [InlineData("--filter Language=xx -- RunConfiguration.MaxCpuCount=1")]
    public async Task A_filter_that_matches_nothing_is_red_and_named(string arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(_workspace.Root, "other.runsettings"), "<RunSettings></RunSettings>");

        var result = await _workspace.RunAsync(arguments);

        result.ExitCode.Should().NotBe(0, result.Output);
        result.Output.Should().Contain("No test matches the given testcase filter `Language=xx`");
    }

    [Fact]
    public async Task The_table_is_shown_once_beside_loggers_of_the_users_own_and_their_rows_have_names_to_read()
    {
        await _workspace.KnowAnswersAsync();
        var result = await _workspace.RunAsync($"--filter Language=de --logger trx --logger junit --results-directory \"{_workspace.Root}\"");

        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Split("Alignment of micro-base").Should().HaveCount(2);
        (await File.ReadAllTextAsync(Directory.GetFiles(_workspace.Root, "*.trx").Should().ContainSingle().Subject))
            .Should().Contain("testName=\"Knows(micro-base, geo, de)\"");
        (await File.ReadAllTextAsync(Path.Combine(_workspace.Root, "TestResults.xml"))).Should().Contain("name=\"Knows(micro-base, geo, de)\"");
    }

    [Theory]
    [InlineData("model/model.onnx")]
    [InlineData("model/tokenizer.json")]
    [InlineData("geo/de.jsonl")]
    [InlineData("baselines/micro-base/geo.verified.json")]
    [InlineData("baselines/micro-base/geo.answers.verified.txt")]
    public async Task One_corrupted_byte_is_a_clear_error(string file)
    {
        var path = Path.Combine(_workspace.Root, file);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] = 0xFF;
        await File.WriteAllBytesAsync(path, bytes);

        var result = await _workspace.RunAsync("--filter Language=de");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain($" {file}", "the error names the file");
    }

    [Fact]
    public async Task A_probe_file_with_another_letter_in_a_word_is_not_comparable()
    {
        var path = Path.Combine(_workspace.ProbeSetFolder, "de.jsonl");
        var text = await File.ReadAllTextAsync(path);
        var word = text.IndexOf("welche", StringComparison.OrdinalIgnoreCase);
        await File.WriteAllTextAsync(path, text.Remove(word, 1).Insert(word, "x"));

        var result = await _workspace.RunAsync("--filter Language=de");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("Not comparable with the baseline. geo: different items").And.Contain("): still 312 with the same right options, but ids, texts, ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("--filter Language=de")]
    public async Task A_mistake_in_the_configuration_is_named_under_a_filter_too(string arguments)
    {
        _workspace.EditConfiguration("\"scoring\"", "\"scorign\"");

        var result = await _workspace.RunAsync(arguments, environment: ("GITHUB_ACTIONS", "true"));

        result.ExitCode.Should().NotBe(0);
        Regex.Count(result.Output, "^\\S*clika.json:1: unknown property 'scorign'", RegexOptions.Multiline).Should().Be(1, "one row says it");
        result.Output.Should().Contain($"\nNothing was asked. clika.json:1: unknown property 'scorign'")
            .And.Contain($"\n::error file={_workspace.ConfigurationFile},line=1,title=clika.json%3A nothing was asked::unknown property 'scorign'");
        result.Output.Should().MatchRegex(@"\nFailed with the same message as \S+: (\S+, ){4}\S+" + (arguments.Length == 0 ? @" and 1 more\." : @"\."), "the others are named");
    }

    private static Dictionary<string, string> Contents(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllText);

    private static ProbeSetMeasurement WithMoreRight(ProbeSetMeasurement now, int items, Predicate<Language> isIn) =>
        now.With(now.Languages.ToDictionary(
            cell => cell.Language,
            cell =>
            {
                var wrong = cell.IsCorrect.Index().Where(item => !item.Item).Select(item => item.Index).Take(isIn(cell.Language) ? items : 0).ToHashSet();
                return cell.Answers.Select((answer, item) => wrong.Contains(item) ? new Answer(now.Gold[item]) : answer).ToImmutableArray();
            }));
}
