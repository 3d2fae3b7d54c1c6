namespace CLiKA.Fuzzing.Tests;

/// <summary>
/// Where a reader could leave something though nobody named the place: the folder for temporary files and the current one, which are this
/// process's own meanwhile, so that what is found there is nobody else's.
/// </summary>
public sealed class Surroundings : IDisposable
{
    // What .NET asks for the temporary folder, here and on Windows.
    private static readonly string[] Variables = ["TMPDIR", "TMP", "TEMP"];

    private readonly string _root = Directory.CreateTempSubdirectory("clika-fuzzing-").FullName;
    private readonly string _current = Directory.GetCurrentDirectory();
    private readonly Dictionary<string, string?> _variables = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public Surroundings()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(_root, "temporary")).FullName;
        foreach (var name in Variables)
        {
            Environment.SetEnvironmentVariable(name, temporary);
        }

        Directory.SetCurrentDirectory(Directory.CreateDirectory(Path.Combine(_root, "current")).FullName);
    }

    /// <summary>What is there.</summary>
    public static IReadOnlyList<string> Entries =>
        [.. Directory.EnumerateFileSystemEntries(Path.GetTempPath()).Concat(Directory.EnumerateFileSystemEntries(Directory.GetCurrentDirectory()))];

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_current);
        foreach (var (name, value) in _variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(_root, recursive: true);
    }
}
