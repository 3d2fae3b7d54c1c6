using System.Text.Json;
using CLiKA.Alignment.Tests;

namespace CLiKA.Packages.Tests;

/// <summary>What a model team does with the packages, in a repository of its own.</summary>
[Collection(nameof(OnePacking))]
public sealed class TemplateTests : IDisposable
{
    private readonly Feed _feed;
    private readonly Machine _machine = new();

    public TemplateTests(Feed feed)
    {
        _feed = feed;
        Directory.CreateDirectory(Suite);

        // Our packages come from the folder; those of others are not fetched again.
        File.WriteAllText(
            Path.Combine(Team, "nuget.config"),
            $"""
            <configuration>
              <packageSources><add key="local" value="{feed.Folder}" /></packageSources>
              <fallbackPackageFolders><add key="shared" value="{Built.PackageFolder}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    private string Team => Path.Combine(_machine.Root, "team");

    private string Suite => Path.Combine(Team, "alignment");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task A_suite_of_the_template_gates_a_model()
    {
        await SucceedAsync(Team, "new", "install", Path.Combine(_feed.Folder, $"CLiKA.Templates.{_feed.Version}.nupkg"));
        await SucceedAsync(
            Team, "new", "clika-suite", "--model", Repository.ModelFolder("micro-base"), "--model-name", "micro", "--scoring", "likelihood");
        await SucceedAsync(Suite, "tool", "restore");
        LeaveOut("people", "commonsense", "causes");

        // As a developer types it who is at the root, where there is no tool.
        var first = await _machine.RunAsync(Team, "test", "alignment");
        first.ExitCode.Should().NotBe(0);
        first.Output.Should().Contain("geo: no baseline for micro.").And.Contain("make them the baseline with 'dotnet clika accept --reason \"First baseline\"' (in alignment), and commit ");

        if (!OperatingSystem.IsWindows())
        {
            Directory.GetFiles(Path.Combine(Suite, "bin"), "onnxruntime*.dll", SearchOption.AllDirectories).Should().BeEmpty("they are Windows' own");
        }

        await SucceedAsync(Suite, "clika", "accept", "--reason", "First baseline");
        var accepted = await TestAsync("--no-build");
        accepted.ExitCode.Should().Be(0, accepted.Output);
        accepted.Output.Should().Contain("Verdict: pass (cells: 0 regressed, 0 improved, 10 identical).", "the logger came with the package");

        File.Exists(Path.Combine(Suite, "artifacts", "alignment", "summary.md")).Should().BeTrue("workflows make a comment of it");

        // Trained on in Chinese, it lost the others.
        var candidate = $"-p:ClikaModel={Repository.ModelFolder("micro-chinese")}";
        var worse = await TestAsync("--no-build", candidate);
        worse.ExitCode.Should().NotBe(0);
        worse.Output.Should().Contain("▼ regressed:").And.Contain("▲ improved: zh");

        // A gain passes, and is a change.
        var gain = await TestAsync("--no-build", candidate, "--filter", "Language=zh");
        gain.ExitCode.Should().Be(0, gain.Output);
        var strict = await TestAsync("--no-build", candidate, "--filter", "Language=zh", "-p:ClikaGate=strict");
        strict.ExitCode.Should().NotBe(0);
        strict.Output.Should().Contain("geo, zh (Chinese): changed.");

        var nothing = await TestAsync("--no-build", "--filter", "Language=xx");
        nothing.ExitCode.Should().NotBe(0, "a filter that matches nothing is a mistake");

        // None of this came from, or went to, the packages that other builds use.
        Directory.Exists(Path.Combine(_machine.PackageFolder, "clika.xunit", _feed.Version)).Should().BeTrue();
        Directory.Exists(Path.Combine(Built.PackageFolder, "clika.xunit", _feed.Version)).Should().BeFalse();
    }

    [Theory]
    [InlineData("github", ".github/actions/alignment/action.yml", ".github/workflows/alignment.yml")]
    [InlineData("azure", ".azure-pipelines/alignment-comment.yml", ".azure-pipelines/alignment-steps.yml", ".azure-pipelines/alignment.yml")]
    [InlineData("none")]
    public async Task Workflows_are_written_for_the_service_that_is_asked_for(string service, params string[] workflows)
    {
        await SucceedAsync(Team, "new", "install", Path.Combine(_feed.Folder, $"CLiKA.Templates.{_feed.Version}.nupkg"));

        await SucceedAsync(Team, "new", "clika-suite", "--ci", service, "--model", "C:\\models\\\"m\"");

        Directory.GetFiles(Team, "*.yml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Team, path).Replace('\\', '/'))
            .Should().BeEquivalentTo(workflows);
        File.ReadAllText(Path.Combine(Suite, "clika.json")).Should().Contain("""
            "folder": "C:\\models\\\"m\""
            """);
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Suite, "clika.json"))).RootElement.GetProperty("$schema").GetString()
            .Should().Match(schema => File.Exists(Path.Combine(Suite, schema)), "editors resolve it as a path");
        var readme = File.ReadAllText(Path.Combine(Suite, "README.md"));
        readme.Should().Contain("\ngit add . " + service switch
        {
            "github" => "../.github && git commit",
            "azure" => "../.azure-pipelines && git commit",
            _ => "&& git commit",
        } + "\n```");
        readme.Contains("GitHub Actions", StringComparison.Ordinal).Should().Be(service == "github");
        readme.Contains("## In CI", StringComparison.Ordinal).Should().Be(service != "none");
    }

    [Fact]
    public async Task A_model_behind_a_server_has_an_endpoint_in_the_place_of_its_folder()
    {
        await SucceedAsync(Team, "new", "install", Path.Combine(_feed.Folder, $"CLiKA.Templates.{_feed.Version}.nupkg"));

        await SucceedAsync(Team, "new", "clika-suite", "--endpoint", "http://127.0.0.1:8000/v1", "--model", "org/My-8B", "--ci", "none");

        var model = JsonDocument.Parse(File.ReadAllText(Path.Combine(Suite, "clika.json"))).RootElement.GetProperty("models").GetProperty("my-model");
        JsonElement.DeepEquals(model, JsonSerializer.SerializeToElement(new
        {
            endpoint = new { url = "http://127.0.0.1:8000/v1", model = "org/My-8B" },
            scoring = "letter",
        })).Should().BeTrue(model.GetRawText());
        File.ReadAllText(Path.Combine(Suite, "README.md")).Should()
            .Contain("-p:ClikaModel=NAME-AT-THE-SERVER").And.NotContain("-p:ClikaModel=/models").And.NotContain("clika export");
    }

    private Task<CommandResult> TestAsync(params string[] arguments) => _machine.RunAsync(Suite, ["test", .. arguments]);

    private async Task SucceedAsync(string folder, params string[] arguments)
    {
        var result = await _machine.RunAsync(folder, arguments);
        result.ExitCode.Should().Be(0, result.Output);
    }

    // As a team does that has no use for a set.
    private void LeaveOut(params string[] probeSets)
    {
        var configuration = Path.Combine(Suite, "clika.json");
        var lines = File.ReadAllLines(configuration).Where(line => !probeSets.Any(set => line.Contains($"\"probes/{set}\"", StringComparison.Ordinal)));
        File.WriteAllText(configuration, string.Join('\n', lines).Replace("\"probes/geo\",", "\"probes/geo\"", StringComparison.Ordinal));
    }
}
