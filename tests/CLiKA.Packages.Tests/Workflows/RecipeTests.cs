using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CLiKA.Alignment.Tests;
using YamlDotNet.RepresentationModel;

namespace CLiKA.Packages.Tests.Workflows;

/// <summary>
/// The recipes for clusters, run with a stand-in for <c>dotnet</c> that notes what it is told and writes a line into the journal. What the
/// switches do is tested where the suite is.
/// </summary>
public sealed partial class RecipeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("clika-recipes-").FullName;

    public RecipeTests()
    {
        foreach (var file in Directory.GetFiles(Recipes))
        {
            File.Copy(file, PathOf(Path.GetFileName(file)));
        }

        File.WriteAllText(PathOf("clika.json"), Configuration);
        Directory.CreateDirectory(PathOf("bin"));
        File.WriteAllText(PathOf("bin/dotnet"), """
            #!/bin/bash
            echo "$@" >> told
            if [ -n "$CLIKA_CONFIG" ]; then
              cat "$CLIKA_CONFIG" > configured
            fi
            if [ "$1" = clika ]; then
              cat "${@:5}" > "$4"
            elif [ -n "$UNTIL_KILLED" ]; then
              bash -c 'trap "sleep 0.5; echo last >> $CLIKA_JOURNAL; exit 1" TERM; touch asking; while true; do sleep 0.1; done' &
              wait
            else
              echo "known $CLIKA_KNOWN: $(cat "$CLIKA_JOURNAL" 2> /dev/null | paste -sd,)" >> told
              echo "$2 $3" >> "$CLIKA_JOURNAL"
              exit "$EXIT_CODE"
            fi
            """);
        using var chmod = Process.Start("chmod", ["+x", PathOf("bin/dotnet")]);
        chmod.WaitForExit();
    }

    private static string Configuration { get; } =
        File.ReadAllText(Path.Combine(Repository.Root, "src", "CLiKA.Templates", "suite", "alignment", "clika.json"));

    private static string Recipes { get; } = Path.Combine(Repository.Root, "docs", "recipes");

    [GeneratedRegex(@"^#SBATCH --array=1-(\d+)$", RegexOptions.Multiline)]
    private static partial Regex SlurmArray { get; }

    [GeneratedRegex("\"artifacts\": \"([^\"]+)\"")]
    private static partial Regex Artifacts { get; }

    private string[] Told => File.ReadAllLines(PathOf("told"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_shard_is_asked_keeps_its_journal_however_it_ends_and_goes_on_with_it()
    {
        (await BashAsync("shard.sh 3 16 kept -v quiet", ("EXIT_CODE", "7"))).ExitCode.Should().Be(7);
        (await BashAsync("shard.sh 3 16 kept")).ExitCode.Should().Be(0);

        Told.Should().Equal(
            "test --no-build -p:ClikaShard=3/16 -v quiet",
            "known : ",
            "test --no-build -p:ClikaShard=3/16",
            "known : --no-build -p:ClikaShard=3/16");
        Directory.GetFileSystemEntries(PathOf("kept"), "*", SearchOption.AllDirectories).Should().Equal(PathOf("kept/3"), PathOf("kept/3/journal.db"));
        (await File.ReadAllLinesAsync(PathOf("kept/3/journal.db"))).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_shard_that_is_told_to_end_keeps_what_was_written_until_all_that_asks_has_ended()
    {
        (await TellToEndAsync("asking", () => { }, ("UNTIL_KILLED", "1"))).Should().NotBe(0);

        (await File.ReadAllLinesAsync(PathOf("kept/3/journal.db"))).Should().Equal("last");
    }

    [Fact]
    public async Task A_shard_that_is_told_to_end_while_its_journal_is_kept_keeps_it()
    {
        await BashAsync("shard.sh 3 16 kept");
        await File.WriteAllTextAsync(PathOf("bin/cp"), """
            #!/bin/bash
            if [[ ${!#} == *.new/ ]]; then
              touch keeping
              until [ -e told-to-end ]; do sleep 0.1; done
            fi
            PATH=${PATH#*:} exec cp "$@"
            """);
        await BashAsync("-c \"chmod +x bin/cp\"");

        (await TellToEndAsync("keeping", () => File.WriteAllText(PathOf("told-to-end"), string.Empty))).Should().Be(0, "it had answered all");

        (await File.ReadAllLinesAsync(PathOf("kept/3/journal.db"))).Should().HaveCount(2);
        Directory.GetFileSystemEntries(PathOf("kept")).Should().Equal(PathOf("kept/3"));
    }

    [Fact]
    public async Task A_shard_whose_machine_was_lost_between_two_journals_goes_on_with_the_newer()
    {
        foreach (var (folder, line) in (IEnumerable<(string, string)>)[("kept/.3.old", "older"), ("kept/.3.new", "newer")])
        {
            Directory.CreateDirectory(PathOf(folder));
            await File.WriteAllTextAsync(PathOf($"{folder}/journal.db"), line + '\n');
        }

        (await BashAsync("shard.sh 3 16 kept")).ExitCode.Should().Be(0);

        (await File.ReadAllLinesAsync(PathOf("kept/3/journal.db"))).Should().Equal("newer", "--no-build -p:ClikaShard=3/16");
        Directory.GetFileSystemEntries(PathOf("kept")).Should().Equal(PathOf("kept/3"));
    }

    // On a file system that all machines see, they share the folder of the suite.
    [Fact]
    public async Task A_shard_writes_its_report_where_no_other_does_and_changes_nothing_else()
    {
        await BashAsync("shard.sh 3 16 kept");

        var configured = await File.ReadAllTextAsync(PathOf("configured"));
        var folder = Artifacts.Match(configured).Groups[1].Value;
        folder.Should().StartWith("/").And.NotStartWith(_folder);
        configured.Should().Be(Artifacts.Replace(Configuration, $"\"artifacts\": \"{folder}\""));
        Directory.GetFiles(_folder, ".clika*").Should().BeEmpty();
        (await File.ReadAllTextAsync(PathOf("clika.json"))).Should().Be(Configuration);
    }

    [Fact]
    public async Task A_shard_of_a_suite_whose_folder_for_reports_is_not_found_is_not_asked()
    {
        await File.WriteAllTextAsync(PathOf("clika.json"), "{}");

        var result = await BashAsync("shard.sh 3 16 kept");

        result.ExitCode.Should().Be(2);
        result.Output.Should().Contain("clika.json: expected a line with \"artifacts\": \"FOLDER\".");
        Directory.GetFileSystemEntries(_folder, ".clika*").Should().BeEmpty();
        File.Exists(PathOf("told")).Should().BeFalse();
    }

    [Fact]
    public async Task The_gate_merges_the_journals_and_judges_with_nothing_to_ask()
    {
        foreach (var number in (int[])[1, 2])
        {
            await BashAsync($"shard.sh {number} 2 kept");
        }

        (await BashAsync("gate.sh kept --filter Model=m", ("EXIT_CODE", "1"))).ExitCode.Should().Be(1, "a red gate is red");

        Told[^3].Should().MatchRegex(@"^clika journal merge (\S+)/journal\.db \1/shards/1/journal\.db \1/shards/2/journal\.db$");
        Told[^2..].Should().Equal("test --no-build --filter Model=m", "known 1: --no-build -p:ClikaShard=1/2,--no-build -p:ClikaShard=2/2");
    }

    [Fact]
    public async Task A_Slurm_array_asks_every_shard()
    {
        var count = SlurmArray.Match(await File.ReadAllTextAsync(PathOf("slurm.sh"))).Groups[1].Value;

        // A few that are asked again.
        foreach (var task in (string[])["1", count])
        {
            var result = await BashAsync("slurm.sh", ("SLURM_ARRAY_TASK_ID", task), ("SLURM_ARRAY_TASK_COUNT", "2"));
            result.ExitCode.Should().Be(0, result.Output);
        }

        Told.Where(line => line.StartsWith("test", StringComparison.Ordinal)).Should()
            .Equal($"test --no-build -p:ClikaShard=1/{count}", $"test --no-build -p:ClikaShard={count}/{count}");
        (await File.ReadAllTextAsync(PathOf("slurm.sh"))).Should().Contain("bash gate.sh artifacts/shards");
        Directory.GetDirectories(PathOf("artifacts/shards")).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_indexed_job_of_Kubernetes_asks_every_shard_and_the_gate_reads_what_it_keeps()
    {
        var ask = Yaml.Read(await File.ReadAllTextAsync(PathOf("kubernetes.yaml"))).At("spec");
        var gate = Yaml.Read(await File.ReadAllTextAsync(PathOf("kubernetes-gate.yaml"))).At("spec");
        var count = ask.At("completions").Text();
        ask.At("completionMode").Text().Should().Be("Indexed");
        ask.At("template", "spec", "restartPolicy").Text().Should().Be("Never", "a limit for each index takes nothing else");
        var container = ask.At("template", "spec", "containers").Items().Single();
        var variables = container.At("env").Items().Select(entry => (entry.At("name").Text(), entry.At("value").Text())).ToArray();
        var command = container.At("command").Texts().ToArray();
        command[..2].Should().Equal("bash", "-c");

        foreach (var index in (int[])[0, int.Parse(count, CultureInfo.InvariantCulture) - 1])
        {
            var start = Bash("-c", [("JOB_COMPLETION_INDEX", $"{index}"), .. variables]);
            start.Arguments = string.Empty;
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(command[2].Replace("/shared", PathOf("shared"), StringComparison.Ordinal));
            var result = await Command.RunAsync(start, Patience);
            result.ExitCode.Should().Be(0, result.Output);
        }

        Told.Where(line => line.StartsWith("test", StringComparison.Ordinal)).Should()
            .Equal($"test --no-build -p:ClikaShard=1/{count}", $"test --no-build -p:ClikaShard={count}/{count}");
        var judge = gate.At("template", "spec", "containers").Items().Single();
        judge.At("image").Text().Should().Be(container.At("image").Text(), "answers of another build are not known");
        Limits(judge).Should().BeEquivalentTo(Limits(container), "nor those of another class of device");
        judge.At("command").Texts().Should().Equal("bash", "gate.sh", "/shared/shards");
        command[2].Should().EndWith(" /shared/shards");
        Volumes(gate).Should().Equal(Volumes(ask));
    }

    private static List<(string, string)> Limits(YamlNode container) =>
        [.. container.At("resources", "limits").Entries().Select(entry => (entry.Key, entry.Value.Text()))];

    private static IEnumerable<string> Volumes(YamlNode? job) =>
        job.At("template", "spec", "volumes").Items().Select(volume => $"{volume.At("name").Text()}: {volume.At("persistentVolumeClaim", "claimName").Text()}")
            .Concat(job.At("template", "spec", "containers").Items().Single().At("volumeMounts").Items()
                .Select(mount => $"{mount.At("name").Text()} at {mount.At("mountPath").Text()}"));

    private ProcessStartInfo Bash(string arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("bash", arguments) { WorkingDirectory = _folder };
        start.Environment["PATH"] = $"{PathOf("bin")}:{start.Environment["PATH"]}";
        start.Environment["EXIT_CODE"] = "0";
        start.Environment["UNTIL_KILLED"] = string.Empty;
        start.Environment.Remove("CLIKA_KNOWN");
        start.Environment.Remove("CLIKA_CONFIG");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // The exit code of a shard that was told to end when a file was there.
    private async Task<int> TellToEndAsync(string file, Action afterwards, params (string Name, string Value)[] variables)
    {
        using var process = Process.Start(Bash("shard.sh 3 16 kept", variables))!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (!File.Exists(PathOf(file)))
            {
                process.HasExited.Should().BeFalse($"it has not come to {file}");
                await Task.Delay(50, patience.Token);
            }

            (await BashAsync($"-c \"kill -TERM {process.Id}\"")).ExitCode.Should().Be(0);
            afterwards();
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private Task<CommandResult> BashAsync(string arguments, params (string Name, string Value)[] variables) =>
        Command.RunAsync(Bash(arguments, variables), Patience);

    private string PathOf(string name) => Path.Combine(_folder, name);
}
