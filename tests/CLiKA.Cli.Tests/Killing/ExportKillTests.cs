using System.Diagnostics;
using CLiKA.Journal.Tests.Killing;
using Xunit.Abstractions;

namespace CLiKA.Cli.Tests.Killing;

/// <summary><c>clika export</c> is killed with SIGKILL while it writes, and begun again.</summary>
public sealed class ExportKillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = KillSettings.Kills(otherwise: 3);

    private readonly Cli _cli = new();
    private readonly Random _random = new(KillSettings.Seed);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_no_model_or_a_whole_one_and_begun_again_nothing_else()
    {
        Checkpoints.WriteEmbedded(_cli, "hf");
        var changes = 0;
        using (var watch = new FolderWatch(_cli.Folder, 0, () => { }))
        {
            (await ExportAsync()).ExitCode.Should().Be(0);
            changes = watch.Changes;
        }

        var (whole, partial, none) = (Files(), 0, 0);
        whole.Keys.Should().Contain(["model.onnx", "SHA256SUMS"]);
        for (var kill = 0; kill < Kills; kill++)
        {
            Directory.Delete(_cli.PathOf("model"), recursive: true);
            var wasKilled = await KillAsync(1 + _random.Next(Math.Max(1, changes)), _random.Next(2_000));
            partial += Directory.GetDirectories(_cli.Folder, "model.partial-*").Length;
            none += wasKilled && !Directory.Exists(_cli.PathOf("model")) ? 1 : 0;
            if (Directory.Exists(_cli.PathOf("model")))
            {
                Files().Should().BeEquivalentTo(whole, "whatever is called so is whole");
                continue;
            }

            var result = await ExportAsync();

            result.ExitCode.Should().Be(0, result.Errors);
            Files().Should().BeEquivalentTo(whole);
            Directory.GetFileSystemEntries(_cli.Folder).Select(Path.GetFileName).Should().BeEquivalentTo("hf", "model");
        }

        output.WriteLine($"{Kills} kills, {none} before there was a model; {partial} left a part of one.");
    }

    private Task<CliResult> ExportAsync() => _cli.RunAsync(["export", "hf", "--out", "model"]);

    private async Task<bool> KillAsync(int change, int microseconds)
    {
        Process? process = null;
        using var watch = new FolderWatch(_cli.Folder, change, () =>
        {
            KillSettings.Spin(microseconds);
            process?.Kill();
        });
        process = _cli.Start(["export", "hf", "--out", "model"], ("DOTNET_EnableDiagnostics", "0"));
        using (process)
        {
            return (await Cli.EndAsync(process)).ExitCode == 128 + 9;
        }
    }

    private Dictionary<string, string> Files() => Directory.GetFiles(_cli.PathOf("model"))
        .ToDictionary(path => Path.GetFileName(path), path => Convert.ToBase64String(File.ReadAllBytes(path)));
}
