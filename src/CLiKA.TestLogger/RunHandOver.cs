using System.Collections.Immutable;
using System.Text.Json;

namespace CLiKA.TestLogger;

/// <summary>The data that the suite hands over to the logger, in the file named by <see cref="FileVariable"/>.</summary>
/// <param name="Table">The text to print, free of build server commands.</param>
/// <param name="Summary">The run in Markdown.</param>
/// <param name="SummaryFile">Full path of a permanent file with the same text; null for none.</param>
/// <param name="Annotations">Findings that need attention, worst first.</param>
public sealed record RunHandOver(string Table, string Summary, string? SummaryFile, ImmutableArray<Annotation> Annotations)
{
    /// <summary>The environment variable that holds the path of the file.</summary>
    public const string FileVariable = "CLIKA_HANDOVER_FILE";

    /// <summary>Writes the file where the logger expects it; does nothing if no logger asked for it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Leave()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } path)
        {
            return;
        }

        // If the suite is killed while it writes, there is no file rather than half of one.
        var part = path + ".part";
        try
        {
            File.WriteAllText(part, JsonSerializer.Serialize(this));
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The run.</returns>
    public static RunHandOver Read(string path) => JsonSerializer.Deserialize<RunHandOver>(File.ReadAllText(path))!;
}
