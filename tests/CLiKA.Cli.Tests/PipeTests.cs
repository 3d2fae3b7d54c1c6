using System.Diagnostics;

namespace CLiKA.Cli.Tests;

/// <summary>A pipe in the place of a file, from which nobody can read to the end until somebody writes, is named and never waited for.</summary>
public sealed class PipeTests : IDisposable
{
    private static readonly string Suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("clika.json")]
    [InlineData("m/config.json")]
    [InlineData("m/tokenizer.json")]
    [InlineData("m/model.onnx")]
    [InlineData("m/SHA256SUMS")]
    [InlineData("causes/en.jsonl")]
    [InlineData("causes/probe-set.json")]
    [InlineData("journal.db", "the journal cannot be read or written")]
    public async Task A_pipe_among_the_files_of_a_run_is_named(string name, string problem = "is a pipe or a terminal; expected a file.")
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Copy(Path.Combine(Suite, "models", "micro-base"), "m");
        Copy(Path.Combine(Suite, "probes", "causes"), "causes");
        _cli.Write("clika.json", """
            {
              "models": { "m": { "folder": "m" } }, "probeSets": { "causes": "causes" }, "languages": ["en"], "scoring": "likelihood",
              "device": "cpu", "journal": "journal.db", "baselines": "baselines", "artifacts": "artifacts"
            }
            """);
        File.Delete(_cli.PathOf(name));
        using (var pipe = Process.Start("mkfifo", [_cli.PathOf(name)]))
        {
            await pipe.WaitForExitAsync();
            pipe.ExitCode.Should().Be(0);
        }

        var run = _cli.RunAsync(["measure"]);
        using var end = new CancellationTokenSource();
        var first = await Task.WhenAny(run, Task.Delay(TimeSpan.FromMinutes(5), end.Token));
        if (first != run)
        {
            // Whoever waits for it is let go.
            await using var writer = File.OpenWrite(_cli.PathOf(name));
        }

        first.Should().Be(run, "nobody waits for a pipe");
        await end.CancelAsync();
        var result = await run;
        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain($"{name}: {problem}");
    }

    private void Copy(string source, string target)
    {
        Directory.CreateDirectory(_cli.PathOf(target));
        foreach (var file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(_cli.PathOf(target), Path.GetFileName(file)));
        }
    }
}
