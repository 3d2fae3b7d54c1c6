using System.Text.RegularExpressions;
using CLiKA.Alignment.Tests;
using YamlDotNet.RepresentationModel;

namespace CLiKA.Packages.Tests.Workflows;

/// <summary>The recipes that docs/ci.md shows for GitLab CI and Jenkins, which have no template: they name the files that a suite writes.</summary>
public sealed partial class OtherServiceTests
{
    private const string Command = "dotnet test alignment --logger junit --results-directory ";

    private static string Documentation { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ci.md"));

    private static YamlNode GitLab { get; } = Yaml.Read(GitLabBlock.Match(Documentation).Groups[1].Value);

    private static string Jenkins { get; } = JenkinsBlock.Match(Documentation).Groups[1].Value;

    // Of the template, as seen from the repository.
    private static string Artifacts { get; } = "alignment/" + ArtifactsProperty
        .Match(File.ReadAllText(Path.Combine(Repository.Root, "src", "CLiKA.Templates", "suite", "alignment", "clika.json"))).Groups[1].Value;

    [GeneratedRegex("\"artifacts\": \"([^\"]+)\"")]
    private static partial Regex ArtifactsProperty { get; }

    [GeneratedRegex("GitLab, in `.gitlab-ci.yml`:\n\n```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex GitLabBlock { get; }

    [GeneratedRegex("Jenkins, in a `Jenkinsfile`.*?```groovy\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JenkinsBlock { get; }

    [GeneratedRegex("^ *sh '([^']*)'", RegexOptions.Multiline)]
    private static partial Regex Shell { get; }

    [Fact]
    public void The_job_of_GitLab_that_asks_fails_with_the_suite_and_keeps_its_report()
    {
        var gate = GitLab.At("alignment");

        var results = ResultsOf(gate.At("script").Texts().Should().ContainSingle().Subject);
        gate.At("allow_failure").Should().BeNull();
        gate.At("artifacts", "when").Text().Should().Be("always", "a red run is the one to read");
        gate.At("artifacts", "reports", "junit").Text().Should().Be($"{results}/TestResults.xml");
        var kept = gate.At("artifacts", "paths").Texts().Should().ContainSingle().Subject;
        $"{Artifacts}/".Should().StartWith($"{kept}/");
        gate.At("artifacts", "exclude").Texts().Should().Equal($"{Artifacts}/journal.db*");
    }

    [Fact]
    public void The_note_of_GitLab_is_the_summary_of_the_job_that_it_needs()
    {
        var note = GitLab.At("alignment-note");

        GitLab.Keys().Should().Contain(note.At("needs").Texts());
        note.At("script").Texts().Should().ContainSingle().Which.Should().Contain($" body@{Artifacts}/summary.md ");
        note.At("rules").Items().Should().ContainSingle().Which.At("when").Text().Should().Be("always", "it is to say what was lost");
    }

    [Fact]
    public void Jenkins_runs_the_command_of_GitLab_and_keeps_the_same_files()
    {
        var scripts = Shell.Matches(Jenkins).Select(match => match.Groups[1].Value).ToList();

        var results = ResultsOf(scripts[^1]);
        scripts.Should().Equal($"rm -rf {results}", GitLab.At("alignment", "script").Texts().Single());
        Jenkins.Should().Contain($"junit '{results}/TestResults.xml'")
            .And.Contain($"archiveArtifacts artifacts: '{GitLab.At("alignment", "artifacts", "paths").Texts().Single()}/**', excludes: '**/journal.db*'");
        Jenkins.Count(letter => letter == '{').Should().Be(Jenkins.Count(letter => letter == '}'));
    }

    // Nothing comes after the command whose exit code would count in its place.
    private static string ResultsOf(string script)
    {
        script.Should().StartWith(Command);
        return script[Command.Length..].Should().MatchRegex("^[a-z/-]+$").And.Subject;
    }
}
