namespace CLiKA.Input;

/// <summary>
/// A folder beside the one that is to be made, which gets its name when it is whole: nobody takes half of it for the whole. What a process
/// that was killed left of such a folder goes when the same one is made again, or takes its place if it was whole.
/// </summary>
public sealed class AtomicFolder : IDisposable
{
    private const string Unfinished = ".partial-";
    private const string Whole = ".finished-";
    private const string Aside = ".replaced-";

    // It is held as long as the folder is worked in, by which others know that it is not abandoned.
    private const string LockName = ".exporting";

    private readonly string _target;
    private readonly FolderLock _lock;

    private AtomicFolder(string target)
    {
        _target = target;
        Path = $"{target}{Unfinished}{Guid.NewGuid():N}";
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
    /// <returns>The folder.</returns>
    /// <exception cref="IOException">It cannot be made there.</exception>
    public static AtomicFolder For(string target)
    {
        target = System.IO.Path.GetFullPath(System.IO.Path.TrimEndingDirectorySeparator(target));
        Complete(target);
        ForEachAbandoned(target, Unfinished, folder => Directory.Delete(folder, recursive: true));
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

    /// <summary>
    /// Gives it its name, in the place of an older folder that has it, which goes once this stands there. Who is killed in between leaves both,
    /// and <see cref="Complete"/> ends it.
    /// </summary>
    /// <exception cref="IOException">It cannot be.</exception>
    public void Replace()
    {
        _lock.Dispose();
        Directory.Move(Path, $"{_target}{Whole}{Guid.NewGuid():N}");
        Complete(_target);
    }

    /// <summary>Puts a folder in its place that was whole when its process was killed, and removes what it replaces.</summary>
    /// <param name="target">Path of the place.</param>
    public static void Complete(string target)
    {
        target = System.IO.Path.GetFullPath(System.IO.Path.TrimEndingDirectorySeparator(target));
        ForEachAbandoned(target, Whole, folder =>
        {
            if (Directory.Exists(target))
            {
                Directory.Move(target, $"{target}{Aside}{Guid.NewGuid():N}");
            }

            Directory.Move(folder, target);
        });
        if (Directory.Exists(target))
        {
            ForEachAbandoned(target, Aside, folder => Directory.Delete(folder, recursive: true));
        }
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

    private static void ForEachAbandoned(string target, string kind, Action<string> use)
    {
        var parent = System.IO.Path.GetDirectoryName(target)!;
        var beginning = $"{System.IO.Path.GetFileName(target)}{kind}";
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
                    use(folder);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is not ours.
            }
        }
    }
}
