namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Every format that CLiKA reads with code of its own.</summary>
internal static class AllTargets
{
    private static readonly Dictionary<string, Func<FuzzTarget>> Makers = new[]
    {
        ProbeTargets.All, ConfigurationTargets.All, RecordingTargets.All, BaselineTargets.All, TokenizerTargets.All, ModelFolderTargets.All,
        WeightTargets.All, TeachingTargets.All, ImportTargets.All, ServerTargets.All, JournalTargets.All,
    }.SelectMany(all => all).ToDictionary(entry => entry.Name, entry => entry.Make);

    public static IEnumerable<string> Names => Makers.Keys;

    public static FuzzTarget Make(string name) => Makers[name]();
}
