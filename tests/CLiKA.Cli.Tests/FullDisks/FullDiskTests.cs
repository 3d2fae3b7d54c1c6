using System.Text.Json;

namespace CLiKA.Cli.Tests.FullDisks;

/// <summary>A disk that is full is one clear error that names the file, and what was there stays as it was.</summary>
public sealed class FullDiskTests : IDisposable
{
    private static readonly string Suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");

    private readonly Cli _cli = new();

    public FullDiskTests() => Directory.CreateDirectory(_cli.PathOf("disk"));

    public void Dispose() => _cli.Dispose();

    [SmallDiskFact]
    public async Task A_measurement_that_does_not_fit_is_named_and_none_of_an_earlier_run_is_left_to_be_accepted()
    {
        Configure(artifacts: "disk", journal: "false");
        _cli.Write("disk/received/m.json", Measurements.Json(0));

        var result = await SmallDisk.RunAsync(_cli, 1, "measure");

        RequireError(result, "disk/received/m.json: ");
        FilesIn("after").Keys.Should().NotContain(file => !Path.GetFileName(file).StartsWith(".lock", StringComparison.Ordinal));
    }

    [SmallDiskFact]
    public async Task A_copy_that_does_not_fit_is_named()
    {
        Configure(artifacts: "artifacts", journal: "false");
        _cli.Write("disk/copy.json", Measurements.Json(0));

        var result = await SmallDisk.RunAsync(_cli, 1, "measure", "--out", "disk/copy.json");

        RequireError(result, "disk/copy.json: ");
        RequireAsBefore();
    }

    [SmallDiskFact]
    public async Task A_journal_that_does_not_fit_is_named_and_goes_on_where_there_is_room()
    {
        Configure(artifacts: "artifacts", journal: "\"disk/journal.db\"");

        // Not enough for what SQLite keeps beside the file; and for the tables, but not for the answers.
        foreach (var pages in (int[])[8, 10])
        {
            RequireError(await SmallDisk.RunAsync(_cli, pages, "measure"), "disk/journal.db: ", "What was committed is kept");
            PutBack();
        }

        var result = await _cli.RunAsync(["measure"]);

        result.ExitCode.Should().Be(0, result.Errors);
        Directory.GetFiles(_cli.PathOf("disk")).Should().Equal(_cli.PathOf("disk/journal.db"));
    }

    [SmallDiskFact]
    public async Task A_baseline_that_does_not_fit_leaves_the_old_one()
    {
        await AcceptFirstAsync();

        var result = await SmallDisk.RunAsync(_cli, 0, "accept", "--reason", "Half the data");

        RequireError(result, "disk/baselines/m/pack.accepting.json: ");
        RequireAsBefore();
    }

    [SmallDiskFact]
    public async Task A_baseline_of_which_some_files_do_not_fit_is_read_by_no_gate_and_completed_where_there_is_room()
    {
        await AcceptFirstAsync();

        var result = await SmallDisk.RunAsync(_cli, 1, "accept", "--reason", "Half the data");

        RequireError(result, "disk/baselines/m/pack.");
        PutBack();
        var compared = await _cli.RunAsync(["compare", "disk/baselines/m", "artifacts/received/m.json"]);
        compared.ExitCode.Should().Be(2);
        compared.Errors.Should().Contain("accepting pack was interrupted. Complete it with 'clika accept'");
        var completed = await _cli.RunAsync(["accept"]);
        completed.ExitCode.Should().Be(0, completed.Errors);
        completed.Output.Should().Contain("pack: an interrupted acceptance was completed.").And.Contain("Unchanged: m.");
        Directory.GetFiles(_cli.PathOf("disk/baselines/m")).Should().HaveCount(2);
        (await _cli.RunAsync(["compare", "disk/baselines/m", "artifacts/received/m.json"])).ExitCode.Should().Be(0);
    }

    [SmallDiskFact]
    public async Task A_report_that_does_not_fit_leaves_the_old_one()
    {
        var (old, now) = (_cli.Write("old.json", Measurements.Json(0)), _cli.Write("now.json", Measurements.Json(20)));
        await _cli.RunAsync(["compare", old, old, "--report", "disk/report"]);
        File.Exists(_cli.PathOf("disk/report/index.html")).Should().BeTrue();

        var result = await SmallDisk.RunAsync(_cli, 0, "compare", old, now, "--report", "disk/report");

        RequireError(result, "disk/report/results.json: ");
        RequireAsBefore();
    }

    [SmallDiskFact]
    public async Task A_report_of_which_some_files_do_not_fit_holds_nothing_of_the_old_one()
    {
        var (old, now) = (_cli.Write("old.json", Measurements.Json(0)), _cli.Write("now.json", Measurements.Json(20)));

        await _cli.RunAsync(["compare", old, now, "--report", "whole"]);
        var verdict = new FileInfo(_cli.PathOf("whole/results.json")).Length;

        var result = await SmallDisk.RunAsync(_cli, (int)(verdict / SmallDisk.Page) + 3, "compare", old, now, "--report", "disk/report");

        RequireError(result, "disk/report/");
        Directory.GetFiles(_cli.PathOf("after"), "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Should().Contain("results.json").And.NotContain(name => name!.EndsWith(".tmp", StringComparison.Ordinal)).And.NotContain("index.html");
    }

    // As a batch system sets one. The runtime itself needs a larger one for code that it may write to.
    [SmallDiskFact]
    public async Task A_limit_to_the_size_of_files_is_the_same_error()
    {
        var (old, now) = (_cli.Write("old.json", Measurements.Json(0)), _cli.Write("now.json", Measurements.Json(20)));

        // .NET lets the signal pass, but not to its last moment: what it writes for itself then may end it with the signal's exit code.
        using var process = _cli.StartProgram(
            ["sh", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "sh", .. _cli.CommandLine(["compare", old, now, "--report", "report"])],
            ("DOTNET_EnableWriteXorExecute", "0"));

        RequireError(await Cli.EndAsync(process), "report/results.json: ");

        Directory.GetFileSystemEntries(_cli.PathOf("report")).Should().BeEmpty();
    }

    [SmallDiskFact]
    public async Task Output_that_does_not_fit_into_the_file_that_it_is_redirected_to_is_an_error()
    {
        var result = await RedirectedAsync(">/dev/full", "languages", "German");

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Be("standard output: cannot be written: No space left on device\n");
    }

    [SmallDiskFact]
    public async Task Errors_that_do_not_fit_leave_the_output_and_the_exit_code()
    {
        (await RedirectedAsync("2>/dev/full", "languages", "German")).Should().Match<CliResult>(result => result.ExitCode == 0 && result.Output.Contains("de"));
        (await RedirectedAsync(">/dev/full 2>/dev/full", "languages", "German")).ExitCode.Should().Be(2);
    }

    [SmallDiskFact]
    public async Task A_model_that_does_not_fit_leaves_nothing()
    {
        Checkpoints.WriteEmbedded(_cli, "hf");

        var result = await SmallDisk.RunAsync(_cli, 100, "export", "hf", "--out", "disk/model");

        RequireError(result, "disk/model");
        Directory.GetFileSystemEntries(_cli.PathOf("after")).Should().BeEmpty();
    }

    [SmallDiskFact]
    public async Task Journals_that_do_not_fit_together_are_merged_where_there_is_room()
    {
        Configure(artifacts: "artifacts", journal: "\"a.db\"");
        await _cli.RunAsync(["measure"]);

        var result = await SmallDisk.RunAsync(_cli, 6, "journal", "merge", "disk/all.db", "a.db");

        RequireError(result, "disk/all.db: ", "journal");
        PutBack();
        var merged = await _cli.RunAsync(["journal", "merge", "disk/all.db", "a.db"]);
        merged.ExitCode.Should().Be(0, merged.Errors);
        merged.Output.Should().Contain("248 answers added, 0 were there");
    }

    private static void RequireError(CliResult result, string file, string problem = "cannot be written: ")
    {
        result.ExitCode.Should().Be(2, result.Errors);
        result.Errors.Should().Contain(file).And.Contain(problem).And.NotContain("   at ");
        result.Errors.Trim().Split('\n').Should().ContainSingle();
    }

    private async Task<CliResult> RedirectedAsync(string redirection, params string[] arguments)
    {
        using var process = _cli.StartProgram(["sh", "-c", $"exec \"$@\" {redirection}", "sh", .. _cli.CommandLine(arguments)]);
        return await Cli.EndAsync(process);
    }

    // As what a full disk holds is there when somebody has made room.
    private void PutBack()
    {
        Directory.Delete(_cli.PathOf("disk"), recursive: true);
        Directory.Delete(_cli.PathOf("before"), recursive: true);
        Directory.Move(_cli.PathOf("after"), _cli.PathOf("disk"));
    }

    private void RequireAsBefore() => FilesIn("after").Should().Equal(FilesIn("disk"));

    private SortedDictionary<string, string> FilesIn(string folder) => new(Directory
        .GetFiles(_cli.PathOf(folder), "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(_cli.PathOf(folder), path), path => Convert.ToBase64String(File.ReadAllBytes(path))));

    private async Task AcceptFirstAsync()
    {
        _cli.Write(
            "clika.json",
            """{"models":{"m":{"folder":"m"}},"probeSets":{"pack":"pack"},"languages":["en","de"],"baselines":"disk/baselines","artifacts":"artifacts"}""");
        _cli.Write("artifacts/received/m.json", Measurements.Json(0));
        (await _cli.RunAsync(["accept", "--reason", "First baseline"])).ExitCode.Should().Be(0);
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));
    }

    private void Configure(string artifacts, string journal) => _cli.Write(
        "clika.json",
        $$"""
        {
          "models": { "m": { "folder": {{JsonSerializer.Serialize(Path.Combine(Suite, "models", "micro-base"))}} } },
          "probeSets": { "causes": {{JsonSerializer.Serialize(Path.Combine(Suite, "probes", "causes"))}} }, "languages": ["en", "de"],
          "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "{{artifacts}}", "journal": {{journal}}
        }
        """);
}
