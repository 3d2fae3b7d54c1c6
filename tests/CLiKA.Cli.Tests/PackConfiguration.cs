using System.Text.Json;

namespace CLiKA.Cli.Tests;

/// <summary>A configuration that asks the embedded model one probe set, in the folder <c>pack</c>.</summary>
internal static class PackConfiguration
{
    public static string Of(string set, string[] languages) => JsonSerializer.Serialize(new
    {
        models = new { m = new { folder = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "models", "micro-base") } },
        probeSets = new Dictionary<string, string> { [set] = "pack" },
        languages,
        scoring = "likelihood",
        device = "cpu",
        baselines = "baselines",
        artifacts = "artifacts",
    });
}
