using System.Text;
using CLiKA.Alignment.Tests;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Finds real inputs.</summary>
internal static class Seeds
{
    public static FuzzSeed Text(string file, string text) => new(file, Encoding.UTF8.GetBytes(text));

    /// <summary>A file of the repository, under a name.</summary>
    public static FuzzSeed Of(string file, params ReadOnlySpan<string> path) => new(file, File.ReadAllBytes(PathOf(path)));

    /// <summary>The first lines of a file of the repository.</summary>
    public static FuzzSeed Lines(string file, int count, params ReadOnlySpan<string> path) =>
        Text(file, string.Concat(File.ReadLines(PathOf(path)).Take(count).Select(line => line + "\n")));

    /// <summary>All files that somebody wrote into a folder.</summary>
    public static IReadOnlyList<FuzzSeed> Written(Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("clika-seeds-").FullName;
        try
        {
            write(folder);
            return
            [
                .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                    .Select(path => new FuzzSeed(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllBytes(path))),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string PathOf(ReadOnlySpan<string> path) => Path.Combine([Repository.Root, .. path]);
}
