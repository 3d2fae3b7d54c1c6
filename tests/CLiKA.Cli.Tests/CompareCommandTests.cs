using System.Text.Json;

namespace CLiKA.Cli.Tests;

public sealed class CompareCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public CompareCommandTests()
    {
        _cli.Write("before.json", Measurements.Json(0));
        _cli.Write("worse.json", Measurements.Json(20));
        _cli.Write("other.json", Measurements.Json(0, "other"));
    }

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("before.json", "before.json", 0, "Verdict: pass")]
    [InlineData("before.json", "worse.json", 1, "Verdict: regressed (cells: 1 regressed, 0 improved, 1 identical).")]
    [InlineData("worse.json", "before.json", 0, "Verdict: pass (cells: 0 regressed, 1 improved, 1 identical).")]
    [InlineData("before.json", "other.json", 2, "pack: different items")]
    public async Task The_exit_code_is_the_verdict(string baseline, string received, int exitCode, string expected)
    {
        var result = await _cli.RunAsync(["compare", baseline, received]);

        result.ExitCode.Should().Be(exitCode, result.Errors);
        result.Output.Should().Contain(expected);
    }

    // Of a hundred items twenty, or eighty, are there to be lost.
    [Theory]
    [InlineData(80, true)]
    [InlineData(20, false)]
    public async Task A_gate_that_could_not_have_failed_is_no_pass(int wrong, bool isBlind)
    {
        _cli.Write("baseline.json", Measurements.Json(wrong, languages: ["de"]));

        var result = await _cli.RunAsync(["compare", "baseline.json", "baseline.json", "--min-drop", "0.7"]);

        result.ExitCode.Should().Be(isBlind ? 2 : 0, result.Errors);
        result.Output.Should().Contain(isBlind ? "Verdict: not comparable" : "Verdict: pass");
        result.Output.Contains("pack: this gate CANNOT FAIL: even a model that answers nothing would pass.", StringComparison.Ordinal).Should().Be(isBlind);
        result.Output.Contains("The margin is wider than losing all of them: set a smaller --min-drop.", StringComparison.Ordinal).Should().Be(isBlind);
    }

    [Fact]
    public async Task A_set_that_could_not_have_failed_is_named_beside_one_that_could()
    {
        _cli.Write("baseline.json", Measurements.Json(80, languages: ["de"], sets: ["laws", "pack"]));

        var result = await _cli.RunAsync(["compare", "baseline.json", "baseline.json", "--min-drop", "0.7", "--no-loss", "laws"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("Verdict: pass").And.Contain("pack: this gate CANNOT FAIL").And.NotContain("laws: this gate");
    }

    [Fact]
    public async Task On_GitHub_the_job_is_given_a_summary_and_annotations_but_not_where_a_script_reads()
    {
        (string, string)[] server = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", _cli.PathOf("job.md"))];

        var json = await _cli.RunAsync(["compare", "before.json", "worse.json", "--format", "json"], server);
        JsonDocument.Parse(json.Output).Dispose();
        File.Exists(_cli.PathOf("job.md")).Should().BeFalse();

        var worse = await _cli.RunAsync(["compare", "before.json", "worse.json"], server);
        var same = await _cli.RunAsync(["compare", "before.json", "before.json"], server);

        worse.ExitCode.Should().Be(1, worse.Errors);
        worse.Output.Should().Contain("Verdict: regressed").And.Contain("\n::error title=m%2C pack%2C de%3A regressed::pack, de (German): regressed. 20 items lost");
        same.Output.Should().NotContain("::error");
        File.ReadAllText(_cli.PathOf("job.md")).Should().StartWith("**Alignment: regressed.**").And.Contain("i000").And.Contain("**Alignment: pass.**")
            .And.Contain("`--report DIR` writes a report with more.");
    }

    [Fact]
    public async Task On_Azure_the_summary_is_uploaded_from_the_report_or_from_the_folder_that_the_agent_clears()
    {
        (string, string)[] server = [("TF_BUILD", "True"), ("AGENT_TEMPDIRECTORY", _cli.PathOf("temporary"))];

        var without = await _cli.RunAsync(["compare", "before.json", "worse.json"], server);
        var with = await _cli.RunAsync(["compare", "before.json", "worse.json", "--report", "report"], server);

        without.Output.Should().Contain("##vso[task.logissue type=error]m, pack, de: regressed: ").And.MatchRegex(@"\n##vso\[task\.uploadsummary\].*temporary.*summary\.md\r?\n");
        File.ReadAllText(Directory.GetFiles(_cli.PathOf("temporary"), "summary.md", SearchOption.AllDirectories).Single())
            .Should().StartWith("**Alignment: regressed.**").And.NotContain("index.html");
        with.Output.Should().MatchRegex(@"\n##vso\[task\.uploadsummary\].*report.summary\.md\r?\n");
        File.ReadAllText(_cli.PathOf("report/summary.md")).Should().Contain("index.html");
    }

    [Fact]
    public async Task On_Azure_a_summary_that_cannot_be_left_changes_no_verdict()
    {
        _cli.Write("file", string.Empty);

        var result = await _cli.RunAsync(["compare", "before.json", "before.json"], ("TF_BUILD", "True"), ("AGENT_TEMPDIRECTORY", _cli.PathOf("file")));

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().NotContain("uploadsummary");
        result.Errors.Should().Contain("summary.md: cannot be written: ");
    }

    [Fact]
    public async Task A_build_server_is_told_the_full_path_of_the_baseline_that_was_not_kept()
    {
        foreach (var file in (string[])["geo.verified.json", "geo.answers.verified.txt"])
        {
            _cli.Write($"base/{file}", await File.ReadAllTextAsync(Path.Combine(Cli.RepositoryRoot, "baselines", "micro-base", file)));
        }

        var other = Path.Combine(Cli.RepositoryRoot, "baselines", "micro-chinese");
        var result = await _cli.RunAsync(["compare", "base", other], ("TF_BUILD", "True"));

        result.ExitCode.Should().Be(1, result.Errors);
        result.Output.Should().MatchRegex(@"sourcepath=(/|[A-Z]:\\)[^;]*base.geo\.verified\.json;linenumber=\d");
    }

    // One of a hundred, which no test could tell from chance; there are no texts.
    [Fact]
    public async Task A_single_item_fails_where_no_loss_is_let_pass_and_is_named()
    {
        _cli.Write("one.json", Measurements.Json(1));

        var usual = await _cli.RunAsync(["compare", "before.json", "one.json"]);
        var kept = await _cli.RunAsync(["compare", "before.json", "one.json", "--no-loss", "pack"]);
        var misspelt = await _cli.RunAsync(["compare", "before.json", "one.json", "--no-loss", "pakc"]);

        usual.ExitCode.Should().Be(0, usual.Errors);
        kept.ExitCode.Should().Be(1, kept.Errors);
        kept.Output.Should().Contain("No loss is allowed in pack: LOST 1 of pack de.").And.Contain("i000: Right answer: A; was right, now chooses B").And.EndWith("\nVerdict: regressed.\n");
        misspelt.ExitCode.Should().Be(2);
        misspelt.Errors.Should().Contain("one.json: has no probe set 'pakc', which --no-loss names; its probe sets are pack.");
    }

    [Fact]
    public async Task A_report_is_left_behind_where_one_is_asked_for()
    {
        var result = await _cli.RunAsync(["compare", "before.json", "worse.json", "--report", "report"]);

        result.ExitCode.Should().Be(1, result.Errors);
        File.ReadAllText(_cli.PathOf("report/index.html")).Should().Contain("m regressed").And.Contain("i019");
        File.Exists(_cli.PathOf("report/figures/m.changes.png")).Should().BeTrue();
    }

    [Fact]
    public async Task The_JSON_has_the_verdict_and_every_cell()
    {
        var result = await _cli.RunAsync(["compare", "before.json", "worse.json", "--format", "json", "--tests", "cells"]);

        using var json = JsonDocument.Parse(result.Output);
        json.RootElement.GetProperty("verdict").GetString().Should().Be("regressed");
        var cell = json.RootElement.GetProperty("cells").EnumerateArray().Single(row => row.GetProperty("language").GetString() == "de");
        cell.GetProperty("probeSet").GetString().Should().Be("pack");
        cell.GetProperty("n").GetInt32().Should().Be(100);
        cell.GetProperty("lost").GetInt32().Should().Be(20);
        cell.GetProperty("won").GetInt32().Should().Be(0);
        cell.GetProperty("verdict").GetString().Should().Be("regressed");

        // 2 / 2^20, and twice that over two cells.
        cell.GetProperty("p").GetDouble().Should().BeApproximately(1.9073486328125e-6, 1e-15);
        cell.GetProperty("pHolm").GetDouble().Should().BeApproximately(3.814697265625e-6, 1e-15);
    }

    [Fact]
    public async Task Every_lost_item_is_listed_where_that_is_asked_for()
    {
        var result = await _cli.RunAsync(["compare", "before.json", "worse.json", "--items"]);

        result.ExitCode.Should().Be(1, result.Errors);
        result.Output.Should().Contain("pack: 20 answers lost, 0 won\n").And.Contain("  de lost i019: Right answer: D; was right, now chooses A  [in English: Right answer: D; right before and now]\n");
    }

    [Fact]
    public async Task They_are_listed_in_words_where_a_configured_probe_set_has_the_same_items()
    {
        var (baselines, suite) = (Path.Combine(Cli.RepositoryRoot, "baselines"), Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "clika.json"));

        var result = await _cli.RunAsync(
            ["compare", Path.Combine(baselines, "micro-base"), Path.Combine(baselines, "micro-tuned"), "--items", "--config", suite]);

        result.Output.Should().Contain("geo (factual): ").And.Contain("  capital: ").And.MatchRegex(@"    de (lost|won ) geo-\d{3}: .+\? Right answer: .+; .+  \[in English: .+\? Right answer: .+; right before and now\]\n");
    }

    [Fact]
    public async Task The_JSON_has_the_tests_over_all_languages()
    {
        var result = await _cli.RunAsync(["compare", "before.json", "worse.json", "--format", "json"]);

        using var json = JsonDocument.Parse(result.Output);
        var pool = json.RootElement.GetProperty("pools")[0];
        pool.GetProperty("level").GetString().Should().Be("Performance");
        pool.GetProperty("now").GetDouble().Should().BeApproximately(0.9, 1e-12);
        pool.GetProperty("verdict").GetString().Should().Be("regressed");
        json.RootElement.GetProperty("cells")[1].GetProperty("detectableLoss").GetDouble().Should().BeInRange(0.01, 0.2);
    }

    [Theory]
    [InlineData("slightly.json", 0, "Verdict: pass (cells: 0 regressed, 0 improved, 1 inconclusive, 1 identical).")]
    [InlineData("slightly.json", 1, "Verdict: changed (cells: 0 regressed, 0 improved, 1 changed, 1 identical).", "--strict")]
    [InlineData("before.json", 0, "Verdict: pass", "--strict")]
    public async Task Strict_fails_on_any_change(string received, int exitCode, string expected, params string[] options)
    {
        _cli.Write("slightly.json", Measurements.Json(1));

        var result = await _cli.RunAsync(["compare", "before.json", received, .. options]);

        result.ExitCode.Should().Be(exitCode, result.Errors);
        result.Output.Should().Contain(expected);
    }

    [Fact]
    public async Task Several_models_are_compared_at_all_levels()
    {
        _cli.Write("other.json", Measurements.Json(20, model: "other"));

        var result = await _cli.RunAsync(["family", "before.json", "other.json", "--out", "report"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("PF: re-scaled accuracy").And.Contain("other").And.EndWith("report: family.txt, performance.svg, consistency.svg\n");
        result.Output.Should().StartWith(File.ReadAllText(_cli.PathOf("report/family.txt")));
        (await _cli.RunAsync(["family", "missing.json"])).Errors.Should().Contain("missing.json: no such file.");
    }

    [Fact]
    public async Task A_larger_minimum_drop_lets_the_loss_pass() =>
        (await _cli.RunAsync(["compare", "before.json", "worse.json", "--min-drop", "0.21"])).ExitCode.Should().Be(0);

    [Fact]
    public async Task A_smaller_alpha_lets_the_loss_pass() =>
        (await _cli.RunAsync(["compare", "before.json", "worse.json", "--alpha", "1e-6"])).ExitCode.Should().Be(0);

    [Fact]
    public async Task Metrics_that_differ_are_shown_in_the_columns_of_a_baseline()
    {
        var result = await _cli.RunAsync(["compare", "before.json", "worse.json"]);

        result.Output.Should().MatchRegex(
            @"pack +correct +accuracy +ra +enCo +kappa\n  - de +100 +1\.00 +1\.00 +1\.00 +null\n  \+ de +80 +0\.80 +0\.73 +0\.80 +0\.00\n\n");
        result.Output.Should().NotContain("- en");
        (await _cli.RunAsync(["compare", "before.json", "before.json"])).Output.Should().Contain("No metric differs.");
    }

    [Fact]
    public async Task A_models_folder_is_asked_what_the_configuration_asks_and_its_lost_items_are_shown()
    {
        var models = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "models");
        _cli.Write("clika.json", JsonSerializer.Serialize(new
        {
            models = new { m = new { folder = Path.Combine(models, "micro-base") } },
            probeSets = new { geo = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "probes", "geo") },
            languages = (string[])["en", "de"],
            scoring = "likelihood",
            device = "cpu",
            baselines = "baselines",
            artifacts = "artifacts",
        }));

        var result = await _cli.RunAsync(["compare", Path.Combine(models, "micro-base"), Path.Combine(models, "micro-chinese")]);

        // The reviewed baselines of the two models have 273 and 230 of 312 right in German.
        result.ExitCode.Should().Be(1, result.Errors);
        result.Output.Should().StartWith($"m → {Path.Combine(models, "micro-chinese")}\n", "the configured one has a name").And.MatchRegex(@"- de +273 +0\.875 .*\n  \+ de +230 +0\.737 ");
        result.Output.Should().Contain("geo, de (German): regressed. 46 items lost, 3 won of 312").And.MatchRegex(@"geo-\d+: .*\? Right answer: .*; was right, now chooses .*  \[in English: ");
        Directory.GetFiles(_cli.PathOf("artifacts"), "*", SearchOption.AllDirectories).Should().OnlyContain(
            path => Path.GetFileName(path).StartsWith("journal.db", StringComparison.Ordinal), "a comparison is nothing to accept");

        // An answer that the journal lacks would be an error.
        var again = await _cli.RunAsync(["compare", Path.Combine(models, "micro-base"), Path.Combine(models, "micro-chinese")], ("CLIKA_KNOWN", "1"));
        again.Output.Should().Be(result.Output, again.Errors);
    }
}
