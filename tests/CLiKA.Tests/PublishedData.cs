namespace CLiKA.Tests;

/// <summary>The published probe sets and responses, which lie beside some checkouts and are never part of one.</summary>
internal static class PublishedData
{
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CLIKATEST_PUBLISHED_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CLiKA.sln")))
        {
            root = root.Parent;
        }

        var folder = root is null ? null : Path.GetFullPath(Path.Combine(root.FullName, "..", "shared", "clika"));
        return Directory.Exists(folder) ? folder : null;
    }
}
