using System.Collections.Immutable;
using System.Text.Json;

namespace CLiKA.TestLogger;

/// <summary>What the suite leaves for the logger, in the file that <see cref="FileVariable"/> names.</summary>
/// <param name="Table">What is printed, in which a build server finds no order.</param>
/// <param name="Summary">The run in Markdown.</param>
/// <param name="SummaryFile">Full path of a file with the same, which stays; null where there is none.</param>
/// <param name="Annotations">What a person has to look at, the worst first.</param>
public sealed record RunHandOver(string Table, string Summary, string? SummaryFile, ImmutableArray<Annotation> Annotations)
{
    /// <summary>The environment variable with the path of the file.</summary>
    public const string FileVariable = "CLIKA_HANDOVER_FILE";

    /// <summary>Leaves it where the logger looks; nowhere where no logger asked for it.</summary>
    public void Leave()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } path)
        {
            // A suite that is killed while it writes leaves nothing, and not half of it.
            File.WriteAllText(path + ".part", JsonSerializer.Serialize(this));
            File.Move(path + ".part", path, overwrite: true);
        }
    }

    /// <summary>Reads what was left.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The run.</returns>
    public static RunHandOver Read(string path) => JsonSerializer.Deserialize<RunHandOver>(File.ReadAllText(path))!;
}
