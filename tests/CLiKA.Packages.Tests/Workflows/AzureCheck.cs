using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CLiKA.Packages.Tests.Workflows;

/// <summary>What the pipelines of a repository get wrong that Azure would say only when they run.</summary>
/// <param name="files">The files of the repository by their paths, with slashes.</param>
internal sealed partial class AzureCheck(IReadOnlyDictionary<string, string> files)
{
    private const string Folder = ".azure-pipelines/";

    public IEnumerable<string> Faults() => files.Keys.Where(path => path.StartsWith(Folder, StringComparison.Ordinal))
        .SelectMany(path => FaultsOf(path, Yaml.Read(files[path])).Select(fault => $"{path}: {fault}"));

    [GeneratedRegex(@"parameters\.(\w+)")]
    private static partial Regex Parameter { get; }

    private IEnumerable<string> FaultsOf(string path, YamlNode file)
    {
        var parameters = ParametersOf(file).ToList();
        var jobs = Jobs(file).ToList();
        var names = jobs.Select(job => job.At("job").Text()).ToList();
        return Parameter.Matches(files[path]).Select(match => match.Groups[1].Value).Except(parameters)
            .Select(name => $"there is no parameter {name}")
            .Concat(Templates(path, file))
            .Concat(file.AllEntries().Where(entry => entry.Key == "dependsOn").SelectMany(entry => entry.Value.Texts())
                .Where(name => !name.StartsWith("${{", StringComparison.Ordinal)).Except(names).Select(name => $"there is no job {name}"))
            .Concat(file.AllEntries().Where(entry => entry.Key == "workingDirectory" && !HasFolder(entry.Value.Text()))
                .Select(entry => $"there is no folder {entry.Value.Text()}"))
            .Concat(jobs.Where(job => job.At("pool", "name") is not null
                    && !job.At("condition").Text().Contains("ne(variables['System.PullRequest.IsFork'], 'True')", StringComparison.Ordinal))
                .Select(job => $"{job.At("job").Text()} runs code of forks on a machine of one's own"))
            .Concat(jobs.Where(job => job.At("timeoutInMinutes") is null).Select(job => $"{job.At("job").Text()} has no end"))
            .Concat(Artifacts(file));
    }

    private static IEnumerable<YamlNode> Jobs(YamlNode file) =>
        file.AllEntries().SelectMany(entry => entry.Value.Items()).Where(item => item.At("job") is not null);

    private static IEnumerable<string> ParametersOf(YamlNode file) => file.At("parameters").Items().Select(item => item.At("name").Text());

    private IEnumerable<string> Templates(string path, YamlNode file)
    {
        var calls = file.AllEntries().SelectMany(entry => entry.Value.Items()).Where(item => item.At("template") is not null);
        foreach (var call in calls)
        {
            var target = Folder + call.At("template").Text();
            if (!files.TryGetValue(target, out var text))
            {
                yield return $"there is no {target}";
                continue;
            }

            foreach (var name in call.At("parameters").Keys().Except(ParametersOf(Yaml.Read(text))))
            {
                yield return $"{target} has no parameter {name}";
            }

            // A template's dependsOn is a job of the pipeline that calls it.
            var depends = call.At("parameters", "dependsOn").Texts();
            foreach (var job in depends.Except(Jobs(file).Select(entry => entry.At("job").Text())))
            {
                yield return $"there is no job {job}";
            }
        }
    }

    private IEnumerable<string> Artifacts(YamlNode file)
    {
        var published = files.Where(entry => entry.Key.StartsWith(Folder, StringComparison.Ordinal))
            .SelectMany(entry => Steps(Yaml.Read(entry.Value), "publish")).Select(step => step.At("artifact").Text());
        return Steps(file, "download").Select(step => step.At("artifact").Text())
            .Where(name => !name.StartsWith("${{", StringComparison.Ordinal)).Except(published)
            .Select(name => $"no step publishes the artifact {name}");
    }

    private static IEnumerable<YamlNode> Steps(YamlNode file, string kind) =>
        file.AllEntries().SelectMany(entry => entry.Value.Items()).Where(item => item.At(kind) is not null);

    private bool HasFolder(string folder) => files.Keys.Any(path => path.StartsWith(folder + '/', StringComparison.Ordinal));
}
