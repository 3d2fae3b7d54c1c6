using CLiKA.Measurements;
using CLiKA.Runs;

namespace CLiKA.Cli.Tests;

public sealed class AcceptCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public AcceptCommandTests()
    {
        _cli.Write(
            "clika.json",
            """{"models":{"m":{"folder":"m"}},"probeSets":{"pack":"pack"},"languages":["en","de"],"baselines":"baselines","artifacts":"artifacts"}""");
        _cli.Write("artifacts/received/m.json", Measurements.Json(0));
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_was_received_becomes_the_baseline_and_compares_as_equal()
    {
        var accepted = await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        accepted.ExitCode.Should().Be(0, accepted.Errors);
        accepted.Output.Should().Contain("no baseline → m").And.EndWith("\nbaselines/m/pack: accepted.\nNext: commit what changed in baselines/m.\n").And.NotContain("CANNOT FAIL");

        (await _cli.RunAsync(["compare", "baselines/m", "artifacts/received/m.json"])).ExitCode.Should().Be(0);
        (await _cli.RunAsync(["accept"])).Output.Should().Be("Unchanged: m.\n", "there is nothing to review and nothing to commit");
    }

    [Fact]
    public async Task Where_a_candidates_answers_become_the_baseline_the_model_still_has_to_be_replaced()
    {
        _cli.Write("artifacts/received/m.json", Measurements.Json(0).Replace(
            "\"model\": \"m\",", "\"model\": \"m\", \"place\": \"models/rc\", \"standsInFor\": \"models/m\",", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["accept", "--reason", "New model"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("no baseline → m\n").And.EndWith(
            "Next: commit what changed in baselines/m.\n"
            + "The new baseline is that of models/rc: put it in place of models/m, or name it in clika.json. Until then, a run still asks the old model.\n");
    }

    // Of the suite's rows, Guards would be red from now on.
    [Fact]
    public async Task A_baseline_whose_gate_cannot_fail_is_accepted_and_says_so()
    {
        _cli.Write(
            "clika.json",
            File.ReadAllText(_cli.PathOf("clika.json")).Replace("\"artifacts\":", "\"gate\":{\"alpha\":1e-40},\"artifacts\":", StringComparison.Ordinal));
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));

        var result = await _cli.RunAsync(["accept", "--reason", "First baseline"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("\npack: this gate CANNOT FAIL: even a model that answers nothing would pass. ").And.Contain("baselines/m/pack: accepted.");
        result.Output.Should().EndWith("The next run will fail in Guards(m, ...): the gate of pack cannot fail. What to change is said above.\n");
    }

    [Fact]
    public async Task Of_what_does_not_change_only_the_names_are_shown()
    {
        _cli.Write(
            "clika.json",
            """
            { "models": { "m": { "folder": "m" }, "n": { "folder": "n" } }, "probeSets": { "pack": "pack", "people": "people" }, "languages": ["en", "de"],
              "baselines": "baselines", "artifacts": "artifacts" }
            """);
        _cli.Write("artifacts/received/m.json", Measurements.Json(0, sets: ["pack", "people"]));
        _cli.Write("artifacts/received/n.json", Measurements.Json(0, model: "n", sets: ["pack", "people"]));
        (await _cli.RunAsync(["accept", "--reason", "First baseline"])).ExitCode.Should().Be(0);
        var (before, worse) = (MeasurementJson.Read(_cli.PathOf("artifacts/received/n.json")), MeasurementJson.Read(_cli.Write("worse.json", Measurements.Json(20))));
        _cli.Write("artifacts/received/n.json", MeasurementJson.Write(before with { ProbeSets = [worse.In("pack")!, before.In("people")!] }));

        var result = await _cli.RunAsync(["accept", "--reason", "Int4 weights"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().StartWith("n: the measurement does not say where its model was.\nUnchanged: people.\nn → n\n")
            .And.Contain("(cells: 1 regressed, 0 improved, 1 identical)").And.NotContain("people  ")
            .And.Contain("\nUnchanged: m.\nbaselines/n/pack: accepted.\n").And.NotContain("m → m");
    }

    [Fact]
    public async Task A_loss_is_shown_before_it_is_accepted()
    {
        await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));

        var result = await _cli.RunAsync(["accept", "--model", "m", "--probe-set", "pack", "--reason", "Half the data"]);

        result.ExitCode.Should().Be(0);
        result.Output.Should().MatchRegex(@"pack +de +100 +1\.000 +0\.800 +-20\.0 +20 +0 .* regressed");
        (await _cli.RunAsync(["compare", "baselines/m", "artifacts/received/m.json"])).ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("\"place\": \"models/rc\",", "m: model at models/rc.")]
    [InlineData("\"place\": \"models/rc\", \"standsInFor\": \"models/m\",", "m: candidate at models/rc, in place of models/m.")]
    [InlineData("", "m: the measurement does not say where its model was.")]
    public async Task Whose_answers_become_the_baseline_is_said_before_they_do(string origin, string said)
    {
        _cli.Write("artifacts/received/m.json", Measurements.Json(0).Replace("\"model\": \"m\",", $"\"model\": \"m\", {origin}", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["accept"]);

        result.ExitCode.Should().Be(2, "a reason is missing");
        result.Output.Should().StartWith(said);
    }

    [Theory]
    [InlineData("accept")]
    [InlineData("measure")]
    public async Task Beside_a_run_nothing_is_accepted_and_nothing_measured(string command)
    {
        // What an earlier accepting left is not put in its place either: the run reads what is there.
        var interrupted = _cli.Write("baselines/m/pack.accepting.json", "half");
        using (RunLock.Take(_cli.PathOf("artifacts")))
        {
            var result = await _cli.RunAsync([command]);

            result.ExitCode.Should().Be(2);
            result.Errors.Should().Contain($"another run writes here (process {Environment.ProcessId}, since ");
            File.Exists(_cli.PathOf("artifacts/received/m.json")).Should().BeTrue("it is the other run's");
        }

        File.Delete(interrupted);
        (await _cli.RunAsync(["accept", "--reason", "It ended"])).ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("CI", "true")]
    [InlineData("CI", "1")]
    [InlineData("TF_BUILD", "True")]
    [InlineData("TEAMCITY_VERSION", "2026.1")]
    [InlineData("BUILD_TAG", "jenkins-model-gate-17")]
    [InlineData("GITHUB_ACTIONS", "true")]
    [InlineData("GITLAB_CI", "true")]
    [InlineData("BUILDKITE", "true")]
    public async Task In_CI_nothing_is_accepted(string variable, string value)
    {
        var result = await _cli.RunAsync(["accept", "--reason", "First baseline"], (variable, value));

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain($"{variable} is set: a baseline is accepted by a person, not by a pipeline. Run the suite and accept on your machine.");
        Directory.Exists(_cli.PathOf("baselines")).Should().BeFalse();
    }

    // Whoever takes CI back on a build server is still on one.
    [Theory]
    [InlineData("true", 2)]
    [InlineData("false", 0)]
    public async Task CI_that_is_taken_back_counts_only_where_nothing_else_says_so(string actions, int exitCode) =>
        (await _cli.RunAsync(["accept", "--reason", "First baseline"], ("CI", "false"), ("GITHUB_ACTIONS", actions))).ExitCode.Should().Be(exitCode);

    [Theory]
    [InlineData(0)]
    [InlineData(0, "BUILD_TAG", "")]
    [InlineData(2, "BUILD_TAG", "17")]
    [InlineData(2, "BUILD_ID", "17")]
    [InlineData(2, "BUILD_NUMBER", "17")]
    [InlineData(2, "BUILD_URL", "http://jenkins/job/gate/17/")]
    [InlineData(2, "JOB_NAME", "gate")]
    [InlineData(2, "EXECUTOR_NUMBER", "0")]
    [InlineData(2, "WORKSPACE", "/var/jenkins/workspace/gate")]
    public async Task The_address_of_a_Jenkins_counts_in_its_builds_and_not_at_a_desk(int exitCode, string? variable = null, string? value = null)
    {
        string[] others = ["BUILD_TAG", "BUILD_ID", "BUILD_NUMBER", "BUILD_URL", "JOB_NAME", "EXECUTOR_NUMBER", "WORKSPACE"];
        var build = others.Select(name => (name, name == variable ? value! : string.Empty)).Prepend(("JENKINS_URL", "http://jenkins/")).ToArray();

        (await _cli.RunAsync(["accept", "--reason", "First baseline"], build)).ExitCode.Should().Be(exitCode);
    }

    [Fact]
    public async Task A_filtered_run_cannot_be_accepted()
    {
        _cli.Write("clika.json", File.ReadAllText(_cli.PathOf("clika.json")).Replace("\"de\"]", "\"de\",\"ja\"]", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["accept"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("pack was not asked in ja");
        Directory.Exists(_cli.PathOf("baselines")).Should().BeFalse();
    }

    [Fact]
    public async Task A_language_that_a_model_is_asked_in_no_more_is_named_before_it_goes()
    {
        await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        _cli.Write("clika.json", File.ReadAllText(_cli.PathOf("clika.json")).Replace("\"folder\":\"m\"", "\"folder\":\"m\",\"languages\":[\"en\"]", StringComparison.Ordinal));
        (await _cli.RunAsync(["accept", "--reason", "English alone"])).Errors.Should().Contain("pack was asked in de, which is no longer configured");
        _cli.Write("artifacts/received/m.json", Measurements.Json(0, languages: ["en"]));

        (await _cli.RunAsync(["accept"])).Errors.Should().Contain("a reason is missing");
        var result = await _cli.RunAsync(["accept", "--reason", "English alone"]);

        result.Output.Should().Contain("  pack: asked before and not now: de.\n").And.Contain("accepted.").And.NotContain("No metric differs");
        File.ReadAllText(_cli.PathOf("baselines/m/pack.verified.json")).Should().NotContain("\"de\"");
    }

    [Theory]
    [InlineData("--model", "x", "has no 'x'; its models are m.")]
    [InlineData("--probe-set", "x", "has no 'x'; its probe sets are pack.")]
    public async Task An_unknown_name_is_answered_with_the_known_ones(string option, string value, string expected)
    {
        var result = await _cli.RunAsync(["accept", option, value]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(expected);
    }

    [Fact]
    public async Task A_change_without_a_reason_is_shown_and_not_accepted()
    {
        var result = await _cli.RunAsync(["accept"]);

        result.ExitCode.Should().Be(2);
        result.Output.Should().Contain("no baseline → m");
        result.Errors.Should().Contain("Nothing was accepted: a reason is missing. Give one with --reason");
        Directory.Exists(_cli.PathOf("baselines")).Should().BeFalse();
        (await _cli.RunAsync(["accept", "--reason", " "])).Errors.Should().Contain("--reason is blank");
    }
}
