namespace CLiKA.Alignment.Tests;

/// <summary>Where things are in the repository that these tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Suite { get; } = Path.Combine(Root, "tests", "CLiKA.Alignment");

    public static string Baselines { get; } = Path.Combine(Root, "baselines");

    public static string ModelFolder(string name) => Path.Combine(Suite, "models", name);

    public static string ProbeSetFolder(string id) => Path.Combine(Suite, "probes", id);

    public static string WorldFolder(string id) => Path.Combine(Suite, "worlds", id);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CLiKA.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No CLiKA.sln above {AppContext.BaseDirectory}.");
    }
}
