using System.Collections.Immutable;

namespace CLiKA.Baselines;

/// <summary>Whether nobody is watching: in a pipeline no diff tool opens and no baseline is accepted.</summary>
public static class Pipeline
{
    /// <summary>
    /// Variables of the environment by which a pipeline is known: CI, which most build servers set, and what those say that do not set it, or
    /// whose CI somebody took back: Azure Pipelines, TeamCity, Jenkins (two), Bamboo, GoCD, CodeBuild; GitHub, GitLab, Buildkite, CircleCI,
    /// Travis, AppVeyor, Bitbucket, Drone.
    /// </summary>
    public static ImmutableArray<string> Variables { get; } =
    [
        "CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL", "BUILD_TAG", "bamboo_buildKey", "GO_PIPELINE_NAME", "CODEBUILD_BUILD_ID",
        "GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "CIRCLECI", "TRAVIS", "APPVEYOR", "BITBUCKET_BUILD_NUMBER", "DRONE",
    ];

    // What Jenkins sets in each of its builds (jenkins.model.CoreEnvironmentContributor), and hardly anybody beside its address at a desk.
    private static readonly string[] OfJenkinsBuilds =
        ["BUILD_ID", "BUILD_NUMBER", "BUILD_TAG", "BUILD_URL", "JOB_NAME", "EXECUTOR_NUMBER", "WORKSPACE"];

    /// <summary>
    /// The first variable that says that this is a pipeline: one that is set, to anything but false or 0. JENKINS_URL says so only beside
    /// another of Jenkins' own, since its command line reads it at a desk; BUILD_TAG where it begins with jenkins-. Null where none does.
    /// </summary>
    public static string? Sign => Variables.FirstOrDefault(variable => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        && !value.Equals("false", StringComparison.OrdinalIgnoreCase)
        && value != "0"
        && variable switch
        {
            "JENKINS_URL" => Array.Exists(OfJenkinsBuilds, other => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(other))),
            "BUILD_TAG" => value.StartsWith("jenkins-", StringComparison.Ordinal),
            _ => true,
        });

    /// <summary>Whether the environment says so.</summary>
    public static bool IsRunning => Sign is not null;
}
