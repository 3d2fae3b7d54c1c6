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
        (await _cli.RunAsync(["accept"])).Output.Should().EndWith("unchanged.\n", "there is nothing to commit");
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

    [Fact]
    public async Task Losses_since_a_release_are_shown_with_the_reasons_kept_beside_the_numbers()
    {
        await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        (await _cli.RunAsync(["accept", "--release", "2.0"])).ExitCode.Should().Be(0, "nothing changed but the mark");
        _cli.Write("artifacts/received/m.json", Measurements.Json(1));
        await _cli.RunAsync(["accept", "--reason", "Smaller vocabulary"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(2));

        var result = await _cli.RunAsync(["accept", "--reason", "Int4 weights"]);

        result.Output.Should().Contain("pack since release 2.0 (1 accepted change since)\n")
            .And.MatchRegex(@"points +0\.0 +-2\.0\n").And.MatchRegex(@"lost +-0 +-2\n").And.Contain("Performance over 2 languages: -1.0 points")
            .And.Contain("Since release 2.0, over 1 accepted change: nothing regressed in 1 cells and 2 pooled tests.");
        File.ReadAllText(_cli.PathOf("baselines/m/pack.verified.json")).Should().Contain(
            """
              "accepted": [
                { "release": "2.0" },
                { "reason": "Smaller vocabulary" },
                { "reason": "Int4 weights" }
              ],
            """);
        File.Exists(_cli.PathOf("baselines/m/pack.release.verified.json")).Should().BeTrue();
    }

    [Fact]
    public async Task A_known_loss_moves_its_reference_and_says_so()
    {
        await _cli.RunAsync(["accept", "--reason", "First baseline", "--release", "2.0"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));

        var result = await _cli.RunAsync(["accept", "--reason", "Int4 weights"]);

        result.Output.Should().Contain("pack: accepting this moves the reference of en de from release 2.0 to here: later losses add up from here.");
        File.ReadAllText(_cli.PathOf("baselines/m/pack.verified.json")).Should().Contain(
            "{ \"reason\": \"Int4 weights\", \"references\": [\"en\", \"de\"] }");
        (await _cli.RunAsync(["accept"])).Output.Should().Contain("unchanged.", "what was accepted is not red again");
    }

    [Fact]
    public async Task A_reference_that_moved_before_moves_from_there_and_sets_without_a_release_are_named()
    {
        (await _cli.RunAsync(["accept", "--reason", "First baseline"])).Output.Should().Contain("No release is marked for pack, so small losses ");
        await _cli.RunAsync(["accept", "--release", "2.0"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));
        await _cli.RunAsync(["accept", "--reason", "Int4 weights"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(50));

        var result = await _cli.RunAsync(["accept", "--reason", "Half the data"]);

        result.Output.Should().Contain("moves the reference of en de from where \"Int4 weights\" was accepted, after release 2.0 to here: later losses add up from here.")
            .And.NotContain("No release is marked");
    }

    [Fact]
    public async Task Of_a_set_that_is_held_against_no_release_nothing_is_said_of_one()
    {
        var pack = "\"pack\":\"pack\"";
        _cli.Write(
            "clika.json",
            File.ReadAllText(_cli.PathOf("clika.json")).Replace(pack, "\"pack\":{\"folder\":\"pack\",\"gate\":\"no-loss\"}", StringComparison.Ordinal));
        var first = await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        await _cli.RunAsync(["accept", "--release", "2.0"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));

        var result = await _cli.RunAsync(["accept", "--reason", "Repealed"]);

        first.Output.Should().NotContain("release");
        result.Output.Should().Contain("No loss is allowed in pack: LOST 20 of pack de.").And.NotContain("moves the reference");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_baseline_takes_no_other_sets_history_with_it(bool isOneAccepted)
    {
        var sets = "\"pack\":\"pack\"";
        _cli.Write(
            "clika.json",
            File.ReadAllText(_cli.PathOf("clika.json")).Replace(sets, sets + ",\"people\":\"people\"", StringComparison.Ordinal));
        _cli.Write("artifacts/received/m.json", Measurements.Json(0, sets: ["pack", "people"]));
        await _cli.RunAsync(["accept", "--reason", "First baseline", "--release", "2.0"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(1, sets: ["pack", "people"]));
        await _cli.RunAsync(["accept", "--reason", "Smaller vocabulary"]);
        _cli.Write("baselines/m/people.verified.json", "{");
        _cli.Write("artifacts/received/m.json", Measurements.Json(2, sets: ["pack", "people"]));

        var result = await _cli.RunAsync(["accept", "--reason", "Int4 weights", .. isOneAccepted ? (string[])["--probe-set", "pack"] : []]);

        // Accepting over what cannot be read would lose why it was accepted.
        result.ExitCode.Should().Be(isOneAccepted ? 0 : 2, result.Errors);
        (isOneAccepted ? result.Output : result.Errors).Should().Contain(isOneAccepted
            ? "The baseline of people could not be read. baselines/m/people.verified.json:1: not valid JSON"
            : "baselines/m/people.verified.json:1: not valid JSON (byte 2); the file may be truncated or damaged. Nothing was accepted, since that would lose what was accepted before and why. ");
        var accepted = File.ReadAllText(_cli.PathOf("baselines/m/pack.verified.json"));
        accepted.Should().Contain("\"release\": \"2.0\"");
        accepted.Contains("Int4 weights", StringComparison.Ordinal).Should().Be(isOneAccepted);
        File.Exists(_cli.PathOf("baselines/m/pack.release.verified.json")).Should().BeTrue();
        File.Exists(_cli.PathOf("baselines/m/people.release.verified.json")).Should().BeTrue();
    }
}
