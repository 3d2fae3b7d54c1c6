using System.Diagnostics;

namespace CLiKA.Alignment.Tests;

/// <summary>Ways in which a run could pass without having measured (docs/reliability.md), beside those that other tests show.</summary>
public sealed class NeverGreenTests : IDisposable
{
    private readonly SuiteWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_gate_that_would_let_a_model_pass_that_answers_nothing_is_red()
    {
        await _workspace.KnowAnswersAsync();
        _workspace.EditConfiguration("\"scoring\"", "\"gate\":{\"minimumDrop\":0.99},\"scoring\"");

        var result = await _workspace.RunAsync("--filter \"FullyQualifiedName~Guards|Language=de\"");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().MatchRegex(@"Failed (with .*)?Guards\(micro-base, geo\)").And.MatchRegex("Failed: +1,")
            .And.Contain("geo: this gate CANNOT FAIL: even a model that answers nothing would pass. Its alpha is 0.05, its minimumDrop 0.99,")
            .And.Contain("The margin is wider than losing all of them: set a smaller \"minimumDrop\" in \"gate\".")
            .And.Contain("The run failed: micro-base was guarded by a gate that cannot fail: geo: this gate CANNOT FAIL");
        (await File.ReadAllTextAsync(Path.Combine(_workspace.ArtifactsFolder, "summary.md"))).Should().StartWith("**Alignment: not measured.**");
    }

    [Fact]
    public async Task A_gate_without_a_baseline_guards_nothing_and_is_red()
    {
        Directory.Delete(_workspace.BaselinesFolder, recursive: true);

        var result = await _workspace.RunAsync("--filter FullyQualifiedName~Guards");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("geo: no baseline for micro-base, so nothing is guarded.");
    }

    [Fact]
    public async Task A_gate_whose_noise_cannot_be_read_is_red_and_names_the_file()
    {
        await File.WriteAllTextAsync(Path.Combine(_workspace.BaselinesFolder, "micro-base", "geo.noise.verified.json"), "{");

        var result = await _workspace.RunAsync("--filter FullyQualifiedName~Guards");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("\nFailed Guards(micro-base, geo)\nbaselines/micro-base/geo.noise.verified.json:1: not valid JSON");
    }

    [Fact]
    public async Task A_run_of_a_part_says_so_and_names_the_models_that_were_not_asked()
    {
        await _workspace.KnowAnswersAsync();
        _workspace.EditConfiguration("\"micro-base\":", "\"other\":{\"folder\":\"nowhere\"},\"micro-base\":");

        var result = await _workspace.RunAsync("--filter Language=de", candidate: "micro-base=model");

        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Should().Contain("Asked in part: 1 of 10 cells, since the run was filtered. Only the whole run is the gate.")
            .And.Contain("Only the candidate named by ClikaModel or CLIKA_MODEL was asked. Not asked: other.")
            .And.Contain(", named by CLIKA_CONFIG.");
    }

    // Without a name, 'accept' would miss the measurement of the other model.
    [Fact]
    public async Task Where_only_a_candidate_was_asked_the_command_to_accept_it_names_its_model()
    {
        await _workspace.KnowAnswersAsync();
        _workspace.EditConfiguration("\"micro-base\":", "\"other\":{\"folder\":\"nowhere\"},\"micro-base\":");
        Directory.Delete(_workspace.BaselinesFolder, recursive: true);

        var result = await _workspace.RunAsync("--filter Language=de", candidate: "micro-base=model");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("make them the baseline with 'clika accept --model micro-base --reason \"First baseline\"'");
    }

    // As where a pipeline hands on a variable of its own that is not set.
    [Theory]
    [InlineData("ClikaModel is empty", "-p:ClikaModel=")]
    [InlineData("ClikaGate is empty", "-p:ClikaGate=")]
    [InlineData("ClikaShard is empty", "-p:ClikaShard=")]
    [InlineData("CLIKA_MODEL: is set but empty", "", "")]
    [InlineData("Unknown option ClikaModle", "-p:ClikaModle=candidate")]
    [InlineData("Unknown option clikagates", "\"-p:A=1;clikagates=strict\"")]
    public async Task A_switch_that_is_empty_or_misspelt_is_an_error_and_the_configured_model_is_not_asked(string expected, string argument, string? candidate = null)
    {
        var result = await _workspace.RunAsync(argument, candidate);

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain($"{expected}; expected ").And.NotContain("Alignment of");
    }

    [Fact]
    public async Task A_variable_that_is_misspelt_is_an_error_and_the_configured_model_is_not_asked()
    {
        var result = await _workspace.RunAsync("--filter Language=de", environment: [("CLIKA_MODLE", "candidate")]);

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("CLIKA_MODLE: unknown variable; expected ").And.Contain("The nearest is CLIKA_MODEL.").And.NotContain("Alignment of");
    }

    // The rows before have passed; those after are never run.
    [Fact]
    public async Task A_run_whose_process_dies_is_red()
    {
        var run = _workspace.RunAsync();
        await KillAsync(run);

        var result = await run;

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().NotContain("Passed!").And.NotContain("Verdict: pass");
    }

    // The process that runs the tests is the one with the workspace in its environment that is called so.
    private async Task KillAsync(Task run)
    {
        while (!run.IsCompleted)
        {
            var host = Directory.Exists(_workspace.ArtifactsFolder) ? Process.GetProcesses().FirstOrDefault(IsHost) : null;
            host?.Kill();
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private bool IsHost(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains("testhost.dll", StringComparison.Ordinal)
                && File.ReadAllText($"/proc/{process.Id}/environ").Contains(_workspace.Root, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or is another user's.
            return false;
        }
    }
}
