using System.Text.Json;
using System.Text.RegularExpressions;
using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Alignment.Tests;

/// <summary>What the suite makes of baselines that are missing, damaged, of something else, or nobody's.</summary>
public sealed class BaselineSuiteTests : IAsyncLifetime, IDisposable
{
    private readonly SuiteWorkspace _workspace = new();

    public Task InitializeAsync() => _workspace.KnowAnswersAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_language_that_is_asked_no_more_is_red_while_the_baseline_has_it()
    {
        _workspace.EditConfiguration("\"scoring\"", "\"languages\":[\"en\",\"de\"],\"scoring\"");

        var result = await _workspace.RunAsync();

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("the baseline has fr it ru pl ar he zh ja, which was not asked");
    }

    [Fact]
    public async Task Three_wordings_are_not_compared_with_a_baseline_of_one()
    {
        _workspace.EditConfiguration("\"scoring\"", "\"wordings\":3,\"scoring\"");

        var result = await _workspace.RunAsync("--filter Language=de");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("different number of wordings (baseline 1, received 3)").And.Contain("spread");
    }

    // The baseline has the German answers to two items in each other's place, of which one is right. They have the same right letter and fare alike
    // in English, so that no number changes.
    [Fact]
    public async Task One_item_that_is_lost_is_red_and_named_where_no_loss_is_let_pass_and_green_elsewhere()
    {
        var store = new BaselineStore(_workspace.BaselinesFolder);
        var set = store.ReadAccepted("micro-base", ["geo"])[0].Measurement;
        var german = set.In(Language.Parse("de"))!;
        var english = set.In(Language.Pivot)!.IsCorrect;
        var wrong = german.IsCorrect.IndexOf(false);
        var right = Enumerable.Range(0, german.Count)
            .First(item => german.IsCorrect[item] && set.Gold[item] == set.Gold[wrong] && english[item] == english[wrong]);
        var answers = german.Answers.SetItem(wrong, german.Answers[right]).SetItem(right, german.Answers[wrong]);
        var swapped = set.With(set.Languages.ToDictionary(cell => cell.Language, cell => cell == german ? answers : cell.Answers));
        store.Accept("micro-base", new AcceptedBaseline(swapped));

        var usual = await _workspace.RunAsync("--filter Language=de");
        var folder = JsonSerializer.Serialize(_workspace.ProbeSetFolder);
        _workspace.EditConfiguration(folder, $$"""{"folder":{{folder}},"gate":"no-loss"}""");
        var kept = await _workspace.RunAsync();
        var performance = await _workspace.RunAsync("--filter Level=Performance");
        var consistency = await _workspace.RunAsync("--filter Level=Consistency");

        BaselineText.Of("micro-base", swapped).Metrics.Should().Be(BaselineText.Of("micro-base", set).Metrics);
        usual.ExitCode.Should().Be(0, usual.Output);
        kept.ExitCode.Should().NotBe(0);
        kept.Output.Should().Contain("geo, de (German): regressed. 1 item lost, 1 won of 312 (0.0 points); no loss is allowed in this set.")
            .And.MatchRegex(@"Failed (with .*)?Knows\(micro-base, geo, de\)").And.MatchRegex(@"Failed (with .*)?Holds\(micro-base, geo, Performance\)")
            .And.Contain("No loss is allowed in geo: LOST 1 of geo de.")
            .And.MatchRegex(@"geo-\d+: .*\? Right answer: .*; was right, now chooses ");
        performance.ExitCode.Should().NotBe(0);
        performance.Output.Should().MatchRegex(@"Failed (with .*)?Holds\(micro-base, geo, Performance\)");
        consistency.ExitCode.Should().NotBe(0);
        consistency.Output.Should().MatchRegex(@"Failed (with .*)?Holds\(micro-base, geo, Consistency\)");
    }

    // As after a merge of two branches that both accepted.
    [Fact]
    public async Task A_baseline_with_merge_markers_fails_the_rows_of_its_set_and_no_others()
    {
        _workspace.AddProbeSet("people");
        var path = Path.Combine(_workspace.BaselinesFolder, "micro-base", "geo.verified.json");
        var lines = await File.ReadAllLinesAsync(path);
        await File.WriteAllLinesAsync(path, [.. lines[..3], "<<<<<<< HEAD", .. lines[3..5], "=======", .. lines[3..5], ">>>>>>> other", .. lines[5..]]);

        var result = await _workspace.RunAsync(environment: ("GITHUB_ACTIONS", "true"));

        const string Problem = "baselines/micro-base/geo.verified.json:4: holds merge conflict markers; resolve the merge.";
        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain($"\nFailed Knows(micro-base, geo, en)\nNot comparable with the baseline. {Problem}\n\n")
            .And.Contain("\nFailed with the same message as Knows(micro-base, geo, en): Knows(micro-base, geo, de)").And.Contain(" and 6 more.")
            .And.Contain($"\nFailed Guards(micro-base, geo)\n{Problem}\n")
            .And.NotContain("(micro-base, people").And.MatchRegex("Failed: +13,")
            .And.Contain("Verdict: not comparable (cells: 0 regressed, 0 improved, 10 identical).")
            .And.Contain("\nNext: mend baselines/micro-base/geo.verified.json, or restore what version control has ")
            .And.Contain($"\n::error file={path},line=4,title=micro-base%2C geo%3A not comparable::holds merge conflict markers; resolve the merge.");
    }

    [Fact]
    public async Task A_damaged_baseline_leaves_what_was_received_for_review()
    {
        await File.AppendAllTextAsync(Path.Combine(_workspace.BaselinesFolder, "micro-base", "geo.answers.verified.txt"), "xx A\n");

        var result = await _workspace.RunAsync();

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("geo.answers.verified.txt: its last line is not the sha256 of the lines before it").And.NotContain("were not measured");
        File.Exists(Path.Combine(_workspace.RefusedFolder, "geo.answers.received.txt")).Should().BeTrue();
        MeasurementJson.Read(_workspace.ReceivedFile).Cells.Should().Be(10);
    }

    [Fact]
    public async Task Answers_that_are_the_verified_ones_do_not_pass_beside_damaged_metrics()
    {
        await File.AppendAllTextAsync(Path.Combine(_workspace.BaselinesFolder, "micro-base", "geo.verified.json"), "x");

        var result = await _workspace.RunAsync("--filter Level=Consistency");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("Not comparable with the baseline.").And.Contain("geo.verified.json").And.Contain("Judged in part: ");
    }

    [Fact]
    public async Task A_set_that_is_not_asked_in_English_has_no_row_of_Consistency_and_its_answers_are_held_to_Performance()
    {
        _workspace.EditConfiguration("\"scoring\"", "\"languages\":[\"ru\",\"ar\"],\"scoring\"");
        Directory.Delete(_workspace.BaselinesFolder, recursive: true);
        await _workspace.RunAsync();
        new BaselineStore(_workspace.BaselinesFolder).Accept(
            "micro-base", new AcceptedBaseline(MeasurementJson.Read(_workspace.ReceivedFile).ProbeSets.Single()));

        var consistency = await _workspace.RunAsync("--filter Level=Consistency");
        var same = await _workspace.RunAsync("--filter Level=Performance");
        var worse = await _workspace.RunAsync("", candidate: Repository.ModelFolder("micro-chinese"));

        consistency.ExitCode.Should().NotBe(0, "what is not there is not green");
        same.ExitCode.Should().Be(0, same.Output);
        worse.ExitCode.Should().NotBe(0);
        worse.Output.Should().Contain("geo, ru (Russian): regressed.").And.MatchRegex(@"Failed (with .*)?Holds\(micro-base, geo, Performance\)")
            .And.NotContain("Holds(micro-base, geo, Consistency)");
        File.Exists(Path.Combine(_workspace.RefusedFolder, "geo.answers.received.txt")).Should().BeTrue("they are there to be reviewed");
    }

    [Fact]
    public async Task Without_a_baseline_the_run_is_red_and_says_how_to_accept()
    {
        Directory.Delete(Path.Combine(_workspace.BaselinesFolder, "micro-base"), recursive: true);

        var result = await _workspace.RunAsync();

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("geo: no baseline for micro-base.")
            .And.Contain("\nNext: check the numbers, make them the baseline with 'clika accept --reason \"First baseline\"', and commit baselines/micro-base.\n")
            .And.Contain("\nAlignment of micro-base: model at model\n").And.Contain("reused from the journal artifacts/journal.db\n")
            .And.MatchRegex("Failed: +13,", "every language, both levels and the gate").And.NotContain("geo.answers", "the judge has said that there is no baseline");
        File.Exists(Path.Combine(_workspace.RefusedFolder, "geo.answers.received.txt")).Should().BeTrue("they are there to be reviewed");
        Regex.Count(result.Output, "First baseline").Should().Be(1, "the end of the run says it");
        BaselineStore.Read(Path.Combine(_workspace.BaselinesFolder, "micro-base")).Should().BeNull("nothing accepts itself");
    }

    [Theory]
    [InlineData("", "true", "run the whole suite on your machine")]
    [InlineData("--filter Language=de", "", "run the whole suite without a filter")]
    [InlineData("--filter Language=de", "true", "run the whole suite on your machine")]
    public async Task In_a_pipeline_or_a_part_of_a_run_whoever_accepts_is_told_to_run_the_suite_first(string arguments, string ci, string first)
    {
        Directory.Delete(Path.Combine(_workspace.BaselinesFolder, "micro-base"), recursive: true);

        var result = await _workspace.RunAsync(arguments, environment: [("CI", ci)]);

        result.ExitCode.Should().NotBe(0);
        result.Output.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("Next: ", StringComparison.Ordinal)).Distinct()
            .Should().ContainSingle().Which.Should().StartWith($"Next: {first}, check the numbers, make them the baseline with 'clika accept ");
    }

    [Fact]
    public async Task A_baseline_that_no_test_owns_is_red_whatever_ran()
    {
        var orphan = Path.Combine(_workspace.BaselinesFolder, "micro-base", "old.verified.json");
        await File.WriteAllTextAsync(orphan, "{}");

        var result = await _workspace.RunAsync("--filter Baselines_have_owners");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("old.verified.json");
    }

    [Fact]
    public async Task A_run_that_a_baseline_without_owner_fails_does_not_pass_in_its_report()
    {
        await File.WriteAllTextAsync(Path.Combine(_workspace.BaselinesFolder, "micro-base", "old.verified.json"), "{}");

        var result = await _workspace.RunAsync("--filter \"Language=de|FullyQualifiedName~Baselines_have_owners\"");

        result.ExitCode.Should().NotBe(0);
        (await File.ReadAllTextAsync(Path.Combine(_workspace.ArtifactsFolder, "summary.md"))).Should().StartWith("**Alignment: not measured.** 1 model")
            .And.Contain("**micro-base** was left with a baseline that clika.json does not ask for: ").And.Contain("old.verified.json").And.Contain("Delete the files, or restore what they belong to in the configuration.")
            .And.NotContain("was not measured");
    }
}
