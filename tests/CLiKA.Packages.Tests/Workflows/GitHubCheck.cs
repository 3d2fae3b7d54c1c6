using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CLiKA.Packages.Tests.Workflows;

/// <summary>
/// What the workflows of a repository get wrong that GitHub would say only when they run: names that lead nowhere, actions that can change
/// under us, rights that a job does not need.
/// </summary>
/// <param name="files">The files of the repository by their paths, with slashes.</param>
internal sealed partial class GitHubCheck(IReadOnlyDictionary<string, string> files)
{
    private const string SameRepository = "github.event.pull_request.head.repo.full_name == github.repository";

    public IEnumerable<string> Faults() => files.Keys.Where(path => path.StartsWith(".github/", StringComparison.Ordinal))
        .SelectMany(path => FaultsOf(path, Yaml.Read(files[path])).Select(fault => $"{path}: {fault}"));

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")]
    private static partial Regex Pinned { get; }

    [GeneratedRegex(@"\b(inputs|needs|steps|secrets)\.([\w-]+)")]
    private static partial Regex Reference { get; }

    [GeneratedRegex(@"^\$\{\{ inputs\.([\w-]+) \}\}$")]
    private static partial Regex HandedIn { get; }

    [GeneratedRegex(@"-p:(\w+)=")]
    private static partial Regex Property { get; }

    private IEnumerable<string> FaultsOf(string path, YamlNode file)
    {
        var isWorkflow = path.Contains("/workflows/", StringComparison.Ordinal);
        var jobs = file.At("jobs").Entries().ToList();
        var inputs = file.At("inputs").Keys().Concat(file.At("on", "workflow_call", "inputs").Keys()).ToList();
        return (isWorkflow ? RightsOf(file) : [])
            .Concat(jobs.SelectMany(job => FaultsOf(job.Key, job.Value, jobs.Select(entry => entry.Key))))
            .Concat(StepsOf(file).SelectMany(steps => References(steps, inputs)))
            .Concat(jobs.SelectMany(job => References(job.Value.At("if"), inputs)))
            .Concat(file.AllEntries().Where(entry => entry.Key == "uses").SelectMany(entry => Uses(path, entry.Value.Text())))
            .Concat(file.AllEntries().Where(entry => entry.Key == "working-directory" && !HasFolder(entry.Value.Text()))
                .Select(entry => $"there is no folder {entry.Value.Text()}"))
            .Concat(Artifacts(file))
            .Concat(Property.Matches(files[path]).Where(match => match.Groups[1].Value is not ("ClikaModel" or "ClikaGate" or "ClikaShard"))
                .Select(match => $"no switch is called {match.Groups[1].Value}"));
    }

    // Code of a fork must not meet a token that writes, nor a secret.
    private static IEnumerable<string> RightsOf(YamlNode workflow)
    {
        if (workflow.At("permissions") is not YamlMappingNode { Children.Count: 0 })
        {
            yield return "the workflow as a whole has permissions";
        }

        if (workflow.At("on", "pull_request_target") is not null)
        {
            yield return "pull_request_target runs with the rights of the repository";
        }

        if (workflow.At("on", "pull_request") is not null && workflow.At("concurrency", "group") is null)
        {
            yield return "runs of one pull request do not take turns";
        }
    }

    private static IEnumerable<string> FaultsOf(string name, YamlNode job, IEnumerable<string> jobs)
    {
        var needs = job.At("needs").Texts().ToList();
        foreach (var missing in needs.Except(jobs))
        {
            yield return $"{name} needs {missing}, which does not exist";
        }

        foreach (var match in job.AllEntries().SelectMany(entry => Reference.Matches(entry.Value.Text()))
            .Where(match => match.Groups[1].Value == "needs" && !needs.Contains(match.Groups[2].Value)))
        {
            yield return $"{name} reads {match.Value} without needing that job";
        }

        if (job.At("permissions") is null)
        {
            yield return $"{name} does not say which permissions it needs";
        }

        var writes = job.At("permissions").Entries().Any(entry => entry.Value.Text() == "write") && job.At("uses") is null;
        var isOwnMachine = job.At("runs-on").Texts().Contains("self-hosted");
        if ((writes || isOwnMachine) && !job.At("if").Text().Contains(SameRepository, StringComparison.Ordinal))
        {
            yield return $"{name} runs for forks";
        }

        if (job.At("uses") is null && job.At("timeout-minutes") is null)
        {
            yield return $"{name} has no end";
        }
    }

    private static IEnumerable<YamlNode> StepsOf(YamlNode file) =>
        file.AllEntries().Where(entry => entry.Key == "steps").Select(entry => entry.Value);

    private static IEnumerable<string> References(YamlNode? part, List<string> inputs)
    {
        var ids = part.Items().Select(step => step.At("id").Text()).ToHashSet();
        foreach (var match in part.AllEntries().Select(entry => entry.Value).Append(part)
            .SelectMany(node => Reference.Matches(node.Text())))
        {
            var name = match.Groups[2].Value;
            switch (match.Groups[1].Value)
            {
                case "inputs" when !inputs.Contains(name):
                    yield return $"there is no input {name}";
                    break;
                case "steps" when !ids.Contains(name):
                    yield return $"there is no step {name}";
                    break;
                case "secrets":
                    yield return $"the secret {name} is read";
                    break;
            }
        }
    }

    private IEnumerable<string> Uses(string path, string action)
    {
        if (!action.StartsWith("./", StringComparison.Ordinal))
        {
            return Pinned.IsMatch(action) && files[path].Contains($"{action} # v", StringComparison.Ordinal)
                ? []
                : [$"{action} is not pinned to a commit, with its version beside it"];
        }

        var target = action[2..].EndsWith(".yml", StringComparison.Ordinal) ? action[2..] : $"{action[2..]}/action.yml";
        if (!files.TryGetValue(target, out var text))
        {
            return [$"there is no {target}"];
        }

        var called = Yaml.Read(text);
        var known = called.At("inputs").Keys().Concat(called.At("on", "workflow_call", "inputs").Keys()).ToList();
        return Yaml.Read(files[path]).AllEntries().Select(entry => entry.Value).Concat(Yaml.Read(files[path]).AllEntries().SelectMany(entry => entry.Value.Items()))
            .Where(step => step.At("uses").Text() == action)
            .SelectMany(step => step.At("with").Keys()).Except(known)
            .Select(input => $"{target} has no input {input}");
    }

    // What a run downloads, or hands to the gate, a step of the same workflow uploads; what is handed in was uploaded by who called.
    private IEnumerable<string> Artifacts(YamlNode file)
    {
        var uploaded = StepsOf(file).SelectMany(steps => steps.Items()).SelectMany(UploadedByAction)
            .Concat(NamesOf(file, "actions/upload-artifact")).ToList();
        return NamesOf(file, "actions/download-artifact").Concat(file.At("jobs").Entries().Select(job => job.Value.At("with", "model-artifact").Text()))
            .Where(name => name.Length > 0 && !HandedIn.IsMatch(name) && !uploaded.Contains(name))
            .Select(name => $"no step uploads the artifact {name}");
    }

    private IEnumerable<string> UploadedByAction(YamlNode step)
    {
        var action = step.At("uses").Text();
        return action.StartsWith("./", StringComparison.Ordinal) && files.TryGetValue($"{action[2..]}/action.yml", out var text)
            ? NamesOf(Yaml.Read(text), "actions/upload-artifact")
                .Select(name => HandedIn.Match(name) is { Success: true } input ? step.At("with", input.Groups[1].Value).Text() : name)
            : [];
    }

    private static IEnumerable<string> NamesOf(YamlNode file, string action) => StepsOf(file).SelectMany(steps => steps.Items())
        .Where(step => step.At("uses").Text().StartsWith(action + '@', StringComparison.Ordinal)).Select(step => step.At("with", "name").Text());

    private bool HasFolder(string folder) => files.Keys.Any(path => path.StartsWith(folder + '/', StringComparison.Ordinal));
}
