using System.Diagnostics;
using System.Globalization;

namespace CLiKA.Alignment.Tests;

/// <summary>What <c>.ci/run</c> makes of what <c>dotnet test</c> leaves: a <c>dotnet</c> of these tests leaves it.</summary>
public sealed class ContinuousRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _root = Directory.CreateTempSubdirectory("clika-ci-").FullName;

    public ContinuousRunTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".ci"));
        File.Copy(Path.Combine(Repository.Root, ".ci", "run"), Path.Combine(_root, ".ci", "run"));
        Directory.CreateDirectory(Path.Combine(_root, "tests", "One.Tests"));
        Directory.CreateDirectory(Path.Combine(_root, "tests", "Two.Tests"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task What_ran_and_passed_is_green_and_counted()
    {
        var result = await RunAsync(0, (Total: 5, Executed: 4, Passed: 4), (3, 3, 3));

        result.Should().Be(new CommandResult(0, "7 passed, 0 failed, 1 skipped\n"));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(0, "5/5/5")]
    [InlineData(0, "5/5/5 4/0/0")]
    [InlineData(0, "0/0/0 0/0/0")]
    [InlineData(0, "5/5/5 4/4/3")]
    [InlineData(1, "5/5/5 4/4/4")]
    public async Task Nothing_a_project_too_few_one_that_was_skipped_and_a_failure_are_red(int exitCode, string counts)
    {
        var results = counts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(project => project.Split('/').Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToArray())
            .Select(count => (count[0], count[1], count[2]));

        (await RunAsync(exitCode, [.. results])).ExitCode.Should().Be(1);
    }

    private async Task<CommandResult> RunAsync(int exitCode, params (int Total, int Executed, int Passed)[] results)
    {
        var files = results.Select((count, index) =>
            $"echo '<Counters total=\"{count.Total}\" executed=\"{count.Executed}\" passed=\"{count.Passed}\" failed=\"{count.Executed - count.Passed}\" />' > artifacts/test-results/{index}.trx\n");
        var program = Path.Combine(_root, "dotnet.sh");
        await File.WriteAllTextAsync(program, $"dotnet() {{\nmkdir -p artifacts/test-results\n{string.Concat(files)}return {exitCode}\n}}\n");

        // What this variable names, a shell reads before its script.
        var start = new ProcessStartInfo("bash", [Path.Combine(_root, ".ci", "run")]);
        start.Environment["BASH_ENV"] = program;
        return await Command.RunAsync(start, Patience);
    }
}
