using System.Diagnostics;
using System.Text.RegularExpressions;
using CLiKA.Alignment.Tests;
using YamlDotNet.RepresentationModel;

namespace CLiKA.Packages.Tests.Workflows;

/// <summary>The workflows of the template, and those that the documentation shows beside them.</summary>
public sealed partial class WorkflowTests
{
    private static string Template { get; } = Path.Combine(Repository.Root, "src", "CLiKA.Templates", "suite");

    [Fact]
    public void The_workflows_are_sound()
    {
        var files = Files();
        files.Keys.Should().Contain([".github/workflows/train.yml", ".azure-pipelines/train.yml"], "the documentation shows them");

        new GitHubCheck(files).Faults().Concat(new AzureCheck(files).Faults()).Should().BeEmpty();
    }

    // Else the comment of an earlier run goes on saying that all is well; the gate's own steps must never go on.
    [Fact]
    public void Only_the_comments_go_on_without_a_report()
    {
        var files = Files();

        files[".github/workflows/alignment.yml"].Split("  comment:")[0].Should().NotContain("continue-on-error");
        files[".github/workflows/alignment.yml"].Split("  comment:")[1].Should().MatchRegex("download-artifact.*\n +continue-on-error: true");
        files[".azure-pipelines/alignment-comment.yml"].Should().MatchRegex("artifact: alignment-report\n +continueOnError: true");
        files[".azure-pipelines/alignment-steps.yml"].Should().NotContain("continueOnError");
        files[".github/actions/alignment/action.yml"].Should().NotContain("continue-on-error");
    }

    // A pipe or a list of commands ends with the exit code of its last one.
    [Fact]
    public void No_exit_code_of_the_suite_is_swallowed()
    {
        var asking = Files().Where(file => file.Key.EndsWith(".yml", StringComparison.Ordinal)).SelectMany(file => Scripts(Yaml.Read(file.Value)))
            .Where(script => script.Contains("dotnet test", StringComparison.Ordinal)).ToList();

        asking.Should().HaveCount(2, "one for each service");
        asking.Should().OnlyContain(script => !Swallowing.IsMatch(script) && script.StartsWith("dotnet test", StringComparison.Ordinal));
    }

    // Services take a job that was skipped for one that passed.
    [Theory]
    [InlineData("success", "skipped", true)]
    [InlineData("skipped", "success", true)]
    [InlineData("skipped", "skipped", false)]
    [InlineData("failure", "skipped", false)]
    [InlineData("skipped", "cancelled", false)]
    public async Task The_check_to_require_is_red_where_no_job_has_asked(string cpu, string gpu, bool passes)
    {
        var files = Files();
        var gate = Yaml.Read(files[".github/workflows/alignment.yml"]).At("jobs", "gate");
        (gate.At("if").Text(), string.Join(' ', gate.At("needs").Texts())).Should().Be(("${{ always() }}", "cpu gpu"));
        (await RunAsync(Scripts(gate!).Single(), ("CPU", cpu), ("GPU", gpu))).Should().Be(passes);

        var azure = Yaml.Read(files[".azure-pipelines/alignment.yml"]).AllEntries().SelectMany(entry => entry.Value.Items())
            .Single(job => job.At("job").Text() == "gate");
        (azure.At("condition").Text(), azure.At("dependsOn").Text()).Should().Be(("always()", "alignment"));
        var result = (cpu == "skipped" ? gpu : cpu) switch
        {
            "success" => "Succeeded",
            "failure" => "Failed",
            "cancelled" => "Canceled",
            _ => "Skipped",
        };
        (await RunAsync(Scripts(azure).Single(), ("RESULT", result))).Should().Be(passes);
    }

    [Theory]
    [InlineData("success", true)]
    [InlineData("failure", false)]
    [InlineData("cancelled", false)]
    [InlineData("skipped", false)]
    public async Task The_gate_of_shards_is_red_where_one_has_not_passed(string shards, bool passes)
    {
        var files = Files();
        var gate = Yaml.Read(files[".github/workflows/alignment-shards.yml"]).At("jobs", "gate");
        (gate.At("if").Text(), gate.At("needs").Text()).Should().Be(("${{ always() }}", "ask"));
        gate.At("name").Text().Should().NotBe(
            Yaml.Read(files[".github/workflows/alignment.yml"]).At("jobs", "gate", "name").Text(), "a branch requires checks by the names of jobs alone");

        var first = gate.At("steps").Items().First();
        first.At("env", "SHARDS").Text().Should().Be("${{ needs.ask.result }}");
        (await RunAsync(first.At("run").Text(), ("SHARDS", shards))).Should().Be(passes);
        gate.At("steps").Items().Where(step => step.At("if") is not null).Should().BeEmpty("no later step runs behind a red one");
    }

    // A job that runs out of time is cancelled. One that is run again finds what it has uploaded before, and must find it where the suite looks.
    [Fact]
    public void A_shard_that_is_run_again_goes_on_with_what_it_left()
    {
        var files = Files();
        var kept = Yaml.Read(files[".github/actions/alignment/action.yml"]).At("runs", "steps").Items().Last();
        (kept.At("if").Text(), kept.At("with", "overwrite").Text()).Should().Be(("${{ always() }}", "true"));

        var steps = Yaml.Read(files[".github/workflows/alignment-shards.yml"]).At("jobs", "ask", "steps").Items().ToList();
        var fetched = steps[^2].At("with");
        fetched.At("pattern").Text().Should().Be(steps[^1].At("with", "report").Text());
        (fetched.At("merge-multiple").Text(), fetched.At("path").Text()).Should().Be(("true", kept.At("with", "path").Text()));
        steps.Should().OnlyContain(step => step.At("continue-on-error") == null, "what was not fetched would be written over");
    }

    [Theory]
    [InlineData("alignment.yml", "needs: [cpu, gpu]", "needs: [cpu, gpus]", "comment needs gpus, which does not exist")]
    [InlineData("alignment.yml", "!cancelled() &&", "needs.train.result == 'success' &&", "comment reads needs.train without needing that job")]
    [InlineData("alignment.yml", "permissions: {}", "permissions: write-all", "the workflow as a whole has permissions")]
    [InlineData("alignment.yml", "  pull_request:\n", "  pull_request:\n  pull_request_target:\n", "pull_request_target runs with the rights of the repository")]
    [InlineData("alignment.yml", "concurrency:", "defaults:", "runs of one pull request do not take turns")]
    [InlineData("alignment.yml", "    permissions:\n      pull-requests: write\n", "", "comment does not say which permissions it needs")]
    [InlineData("alignment.yml", "    timeout-minutes: 10\n", "", "comment has no end")]
    [InlineData("alignment.yml", ".head.repo.full_name == github.repository", ".draft == false", "gpu runs for forks")]
    [InlineData("alignment.yml", "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "actions/checkout@v6", "actions/checkout@v6 is not pinned to a commit, with its version beside it")]
    [InlineData("alignment.yml", "./.github/actions/alignment", "./.github/actions/align", "there is no .github/actions/align/action.yml")]
    [InlineData("alignment.yml", "          gate: ${{ inputs.gate }}", "          gates: ${{ inputs.gate }}", ".github/actions/alignment/action.yml has no input gates")]
    [InlineData("alignment.yml", "inputs.model-name", "inputs.model", "there is no input model")]
    [InlineData("alignment.yml", "          name: ${{ env.REPORT }}", "          name: report", "no step uploads the artifact report")]
    [InlineData("train.yml", "model-artifact: my-model", "model-artifact: a-model", "no step uploads the artifact a-model")]
    [InlineData("action.yml", "working-directory: alignment", "working-directory: aligment", "there is no folder aligment")]
    [InlineData("action.yml", "${{ inputs.flavor }}", "${{ steps.flavor.outputs.name }}", "there is no step flavor")]
    [InlineData("action.yml", "${{ inputs.flavor }}", "${{ secrets.FLAVOR }}", "the secret FLAVOR is read")]
    [InlineData("action.yml", "-p:ClikaGate=", "-p:ClikaStrictness=", "no switch is called ClikaStrictness")]
    [InlineData("alignment-shards.yml", "          shard: ${{", "          part: ${{", ".github/actions/alignment/action.yml has no input part")]
    [InlineData("action.yml", "-p:ClikaShard=", "-p:ClikaPart=", "no switch is called ClikaPart")]
    public void A_broken_workflow_is_found(string file, string sound, string broken, string fault) =>
        new GitHubCheck(Broken(".github/", file, sound, broken)).Faults().Should().Contain(found => found.EndsWith(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("alignment.yml", "parameters.gpuPool", "parameters.gpu", "there is no parameter gpu")]
    [InlineData("alignment.yml", "template: alignment-steps.yml", "template: steps.yml", "there is no .azure-pipelines/steps.yml")]
    [InlineData("alignment.yml", "              flavor: Gpu", "              flavour: Gpu", ".azure-pipelines/alignment-steps.yml has no parameter flavour")]
    [InlineData("alignment.yml", "dependsOn: alignment", "dependsOn: alinement", "there is no job alinement")]
    [InlineData("alignment.yml", "System.PullRequest.IsFork", "System.PullRequest.IsDraft", "alignment runs code of forks on a machine of one's own")]
    [InlineData("alignment-comment.yml", "    timeoutInMinutes: 10\n", "", "comment has no end")]
    [InlineData("alignment-comment.yml", "artifact: alignment-report", "artifact: report", "no step publishes the artifact report")]
    [InlineData("alignment-steps.yml", "workingDirectory: alignment", "workingDirectory: aligment", "there is no folder aligment")]
    [InlineData("train.yml", "dependsOn: build", "dependsOn: train", "there is no job train")]
    public void A_broken_pipeline_is_found(string file, string sound, string broken, string fault) =>
        new AzureCheck(Broken(".azure-pipelines/", file, sound, broken)).Faults().Should().Contain(found => found.EndsWith(fault, StringComparison.Ordinal));

    [GeneratedRegex(@"```yaml\n# (\S+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shown { get; }

    [GeneratedRegex(@"\||&|;\s|set \+e|--no-build")]
    private static partial Regex Swallowing { get; }

    private static IEnumerable<string> Scripts(YamlNode node) =>
        node.AllEntries().Where(entry => entry.Key is "run" or "bash").Select(entry => entry.Value.Text());

    // As both services run it.
    private static async Task<bool> RunAsync(string script, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return (await Command.RunAsync(start, TimeSpan.FromMinutes(2))).ExitCode == 0;
    }

    private static Dictionary<string, string> Files()
    {
        var files = Directory.GetFiles(Template, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Template, path).Replace('\\', '/'), File.ReadAllText);
        // As its first line says, the recipe for shards goes beside them.
        files.Add(".github/workflows/alignment-shards.yml", File.ReadAllText(Path.Combine(Repository.Root, "docs", "recipes", "github.yml")));
        foreach (Match match in Shown.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "ci.md"))))
        {
            files.Add(match.Groups[1].Value, match.Groups[2].Value);
        }

        return files;
    }

    private static Dictionary<string, string> Broken(string folder, string file, string sound, string broken)
    {
        var files = Files();
        var path = files.Keys.Single(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith('/' + file, StringComparison.Ordinal));
        files[path].Should().Contain(sound);
        files[path] = files[path].Replace(sound, broken, StringComparison.Ordinal);
        return files;
    }
}
