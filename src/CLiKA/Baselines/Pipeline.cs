using System.Collections.Immutable;

namespace CLiKA.Baselines;

/// <summary>Detects build pipelines, where nobody is watching: no diff tool opens and no baseline is accepted.</summary>
public static class Pipeline
{
    /// <summary>
    /// Environment variables that indicate a pipeline: CI, which most build servers set, and the variables of those that do not set it, or where it
    /// may have been cleared: Azure Pipelines, TeamCity, Jenkins (two), Bamboo, GoCD, CodeBuild; GitHub, GitLab, Buildkite, CircleCI, Travis,
    /// AppVeyor, Bitbucket, Drone.
    /// </summary>
    public static ImmutableArray<string> Variables { get; } =
    [
        "CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL", "BUILD_TAG", "bamboo_buildKey", "GO_PIPELINE_NAME", "CODEBUILD_BUILD_ID",
        "GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "CIRCLECI", "TRAVIS", "APPVEYOR", "BITBUCKET_BUILD_NUMBER", "DRONE",
    ];

    // Jenkins sets these in each of its builds (jenkins.model.CoreEnvironmentContributor); hardly anyone sets them together with its address on a
    // workstation.
    private static readonly string[] OfJenkinsBuilds =
        ["BUILD_ID", "BUILD_NUMBER", "BUILD_TAG", "BUILD_URL", "JOB_NAME", "EXECUTOR_NUMBER", "WORKSPACE"];

    /// <summary>
    /// The first variable that indicates a pipeline: one that is set to anything but false or 0. JENKINS_URL counts only beside another variable of
    /// Jenkins, since its command line reads it on workstations; BUILD_TAG counts where it begins with jenkins-. Null where none indicates one.
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

    /// <summary>Whether the environment indicates a pipeline.</summary>
    public static bool IsRunning => Sign is not null;
}
