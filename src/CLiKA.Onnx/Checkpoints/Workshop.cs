using CLiKA.Input;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// A folder beside the one that is to be made, which gets its name when it is whole: nobody takes half of it for the whole. What a process
/// that was killed left of such a folder goes when the same one is made again.
/// </summary>
internal sealed class Workshop : IDisposable
{
    // It is held as long as the folder is worked in, by which others know that it is not abandoned.
    private const string LockName = ".exporting";

    private readonly string _target;
    private readonly FolderLock _lock;

    private Workshop(string target)
    {
        _target = target;
        Path = $"{target}.partial-{Guid.NewGuid():N}";
        Directory.CreateDirectory(Path);
        try
        {
            _lock = FolderLock.TryTake(Path, LockName) ?? throw new IOException($"another process takes {Path} for abandoned.");
        }
        catch
        {
            Directory.Delete(Path, recursive: true);
            throw;
        }
    }

    /// <summary>Path of the folder.</summary>
    public string Path { get; }

    /// <summary>Names of the files that were made in it.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.GetFiles(Path).Select(path => System.IO.Path.GetFileName(path)).Where(name => name != LockName).Order(StringComparer.Ordinal)];

    /// <summary>Makes the folder.</summary>
    /// <param name="target">Path of the folder that it is to become.</param>
    /// <exception cref="IOException">It cannot be made there.</exception>
    public static Workshop For(string target)
    {
        target = System.IO.Path.GetFullPath(System.IO.Path.TrimEndingDirectorySeparator(target));
        RemoveAbandoned(target);
        return new(target);
    }

    /// <summary>Gives it its name, in the place of an empty folder that has it.</summary>
    /// <exception cref="IOException">It cannot be.</exception>
    public void Finish()
    {
        _lock.Dispose();
        if (Directory.Exists(_target))
        {
            Directory.Delete(_target);
        }

        Directory.Move(Path, _target);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static void RemoveAbandoned(string target)
    {
        var parent = System.IO.Path.GetDirectoryName(target)!;
        var beginning = $"{System.IO.Path.GetFileName(target)}.partial-";
        foreach (var folder in Directory.Exists(parent) ? Directory.GetDirectories(parent) : [])
        {
            var name = System.IO.Path.GetFileName(folder);
            if (!name.StartsWith(beginning, StringComparison.Ordinal) || !Guid.TryParseExact(name[beginning.Length..], "N", out _))
            {
                continue;
            }

            try
            {
                // Held by nobody, though the process that made it may have been killed before it could hold it, or after it let go.
                if (FolderLock.TryTake(folder, LockName) is { } held)
                {
                    held.Dispose();
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is not ours to remove.
            }
        }
    }
}
