using CLiKA.Answers;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>The suite of this repository, whose model and questions benchmarks ask.</summary>
internal static class Suite
{
    /// <summary>Its folder.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "tests", "CLiKA.Alignment");

    /// <summary>The prompts of each of its probe sets, to be scored by likelihood, in all languages.</summary>
    public static List<(string Name, List<Prompt> Prompts)> Prompts() =>
        [.. Directory.GetDirectories(Path.Combine(Folder, "probes")).Order(StringComparer.Ordinal)
            .Select(folder => (Path.GetFileName(folder), Prompts(ProbeSetReader.ReadPack(folder).Set)))];

    private static List<Prompt> Prompts(ProbeSet set)
    {
        var protocol = new Protocol(Scoring.Likelihood, PromptWrapping.None);
        return [.. set.Languages.SelectMany(language => set.In(language)).SelectMany(protocol.Ask)];
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CLiKA.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout.");
        }

        return folder.FullName;
    }
}
