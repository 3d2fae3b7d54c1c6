namespace CLiKA.Cli.Tests;

/// <summary>What is compared and cannot be, or is told wrongly.</summary>
public sealed class ComparedInputTests : IDisposable
{
    private readonly Cli _cli = new();

    public ComparedInputTests()
    {
        _cli.Write("before.json", Measurements.Json(0));
        _cli.Write("worse.json", Measurements.Json(20));
    }

    public void Dispose() => _cli.Dispose();

    // Before a model is asked: its sets are those that it is compared in, or will be asked.
    [Theory]
    [InlineData("before.json", "m=new", "before.json: has no probe set 'pakc', which --no-loss names; its probe sets are pack.")]
    [InlineData("m=old", "m=new", "clika.json: has no probe set 'pakc', which --no-loss names; its probe sets are mine.")]
    public async Task A_name_that_is_misspelt_is_looked_for_where_the_names_are(string baseline, string received, string expected)
    {
        WriteConfiguration("mine");

        var result = await _cli.RunAsync(["compare", baseline, received, "--no-loss", "pakc"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().EndWith(expected + "\n").And.NotStartWith("m=");
    }

    [Fact]
    public async Task A_configured_set_that_was_not_asked_need_not_be_readable()
    {
        WriteConfiguration("nowhere");

        var result = await _cli.RunAsync(["compare", "before.json", "worse.json"]);

        result.ExitCode.Should().Be(1, result.Errors);
    }

    [Fact]
    public async Task A_set_that_was_asked_and_cannot_be_read_is_an_error_behind_the_verdict()
    {
        WriteConfiguration("pack");

        var result = await _cli.RunAsync(["compare", "before.json", "worse.json"]);

        result.ExitCode.Should().Be(2);
        result.Output.Should().Contain("Verdict: regressed");
        result.Errors.Should().Contain("pack").And.NotContain("Verdict");
    }

    // Nothing is asked.
    [Theory]
    [InlineData("before.json", 0)]
    [InlineData("worse.json", 1)]
    public async Task A_variable_that_begins_as_ours_and_is_none_changes_no_comparison_of_measurements(string received, int exitCode)
    {
        WriteConfiguration("nowhere");

        var result = await _cli.RunAsync(["compare", "before.json", received, "--config", "clika.json"], ("CLIKA_VERSION", "1"));

        result.ExitCode.Should().Be(exitCode, result.Errors);
        result.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("--alpha", "2")]
    [InlineData("--alpha", "x")]
    [InlineData("--min-drop", "-1")]
    [InlineData("--tests", "all")]
    [InlineData("--unknown", "1")]
    public async Task A_bad_option_is_bad_input(string option, string value)
    {
        var result = await _cli.RunAsync(["compare", "before.json", "worse.json", option, value]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().NotBeEmpty();
        result.Output.Should().BeEmpty();
    }

    [Theory]
    [InlineData("missing.json", "missing.json: no such file.")]
    [InlineData("broken.json", "broken.json:1: not valid JSON")]
    public async Task A_bad_file_is_one_line_that_names_it(string file, string expected)
    {
        _cli.Write("broken.json", "{\"model\":");

        var result = await _cli.RunAsync(["compare", "before.json", file]);

        result.ExitCode.Should().Be(2);
        result.Errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().StartWith(expected);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named_before_the_other_sides_model_is_asked()
    {
        _cli.Write("model/config.json", "{}");

        var result = await _cli.RunAsync(["compare", "model", "missing.json"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Be("missing.json: no such file.\n");
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("gate alarms")]
    public async Task In_the_place_of_what_failed_tests_left_the_measurement_is_named(string command)
    {
        _cli.Write("artifacts/alignment/refused/m/pack.received.json", "{}");

        var result = await _cli.RunAsync([.. command.Split(' '), "before.json", "artifacts/alignment/refused/m"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Be(
            "artifacts/alignment/refused/m: has only the files of tests that failed, for a diff tool; expected the measurement of that run, "
            + "artifacts/alignment/received/m.json.\n");
    }

    [Theory]
    [InlineData("my-model", "no such file or folder")]
    [InlineData("baselines", "has no baseline (*.verified.json)")]
    public async Task What_is_neither_measurement_nor_baseline_nor_model_is_told_what_is(string received, string problem)
    {
        _cli.Write("baselines/m/pack.verified.json", "{}");

        var result = await _cli.RunAsync(["compare", "before.json", received]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Be(
            $"{received}: {problem}; expected a measurement such as artifacts/alignment/received/NAME.json, a model's folder in baselines/, or a model folder.\n");
    }

    [Fact]
    public async Task Two_measurements_of_nothing_do_not_pass()
    {
        _cli.Write("empty.json", """{"model":"m","probeSets":{}}""");

        var result = await _cli.RunAsync(["compare", "empty.json", "empty.json"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("empty.json: nothing was compared");
        (await _cli.RunAsync(["compare", "before.json", "empty.json"])).ExitCode.Should().Be(2);
        (await _cli.RunAsync(["compare", "empty.json", "before.json"])).ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task A_measurement_that_contradicts_its_answers_is_refused()
    {
        _cli.Write("edited.json", Measurements.Json(20).Replace("\"correct\": 80", "\"correct\": 90", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["compare", "before.json", "edited.json"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("'correct' is 90, but the answers make it 80");
    }

    private void WriteConfiguration(string probeSet) => _cli.Write("clika.json", $$"""
        { "models": { "m": { "folder": "m" } }, "probeSets": { "{{probeSet}}": "{{probeSet}}" }, "scoring": "letter", "baselines": "b", "artifacts": "a" }
        """);
}
