using System.Diagnostics;

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

    // It is held beside the place as long as one of these folders gets another name.
    private const string NamesLock = ".replacing";
    private static readonly TimeSpan NamesLockWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan NamesLockPoll = TimeSpan.FromMilliseconds(20);

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
    /// <exception cref="UnauthorizedAccessException">The place is not ours to write.</exception>
    public static AtomicFolder For(string target)
    {
        target = FullPath(target);
        Directory.CreateDirectory(ParentOf(target));
        using var held = HoldNames(target);
        CompleteHeld(target);
        ForEachLeft(target, Unfinished, DeleteAbandoned);
        return new(target);
    }

    /// <summary>Gives it its name, in the place of an empty folder that has it.</summary>
    /// <exception cref="IOException">It cannot be.</exception>
    /// <exception cref="UnauthorizedAccessException">The place is not ours to write.</exception>
    public void Finish()
    {
        using var held = HoldNames(_target);
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
    /// <exception cref="IOException">It cannot be. It is whole, and stands beside the place until <see cref="Complete"/> can end it.</exception>
    /// <exception cref="UnauthorizedAccessException">The place is not ours to write.</exception>
    public void Replace()
    {
        using var held = HoldNames(_target);

        // What another left goes first, or it would take the place of this.
        CompleteHeld(_target);
        _lock.Dispose();
        var whole = $"{_target}{Whole}{Guid.NewGuid():N}";
        Directory.Move(Path, whole);
        try
        {
            PutInPlace(whole, _target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{whole} is whole, but cannot take the place of {_target}: {error.Message}", error);
        }

        RemoveReplaced(_target);
    }

    /// <summary>
    /// Puts a folder in its place that was whole when its process was killed, and removes what it replaces. What cannot be moved or removed is
    /// left as it is.
    /// </summary>
    /// <param name="target">Path of the place.</param>
    public static void Complete(string target)
    {
        target = FullPath(target);
        try
        {
            // A place where nothing was left need not be ours to write.
            if (Left(target, Whole).Concat(Left(target, Aside)).Any())
            {
                using var held = HoldNames(target);
                CompleteHeld(target);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is not ours.
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

    private static string FullPath(string target) => System.IO.Path.GetFullPath(System.IO.Path.TrimEndingDirectorySeparator(target));

    private static string ParentOf(string target) => System.IO.Path.GetDirectoryName(target) ?? target;

    // All that gives or takes names beside a place does it while it holds this: of two that put a folder there, the second would move the
    // first one's aside. It is held for some moves, not for as long as a folder is worked in.
    private static FolderLock HoldNames(string target)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (FolderLock.TryTake(ParentOf(target), $"{System.IO.Path.GetFileName(target)}{NamesLock}") is { } held)
            {
                return held;
            }

            if (waited.Elapsed > NamesLockWait)
            {
                throw new IOException($"another process holds {target}{NamesLock}, and has not let go of it.");
            }

            Thread.Sleep(NamesLockPoll);
        }
    }

    private static void CompleteHeld(string target)
    {
        ForEachLeft(target, Whole, folder => PutInPlace(folder, target));
        RemoveReplaced(target);
    }

    private static void PutInPlace(string whole, string target)
    {
        // The older one stays where it is if there is nothing to take its place.
        if (!Directory.Exists(whole))
        {
            throw new DirectoryNotFoundException($"{whole} is gone.");
        }

        if (Directory.Exists(target))
        {
            Directory.Move(target, $"{target}{Aside}{Guid.NewGuid():N}");
        }

        Directory.Move(whole, target);
    }

    private static void RemoveReplaced(string target)
    {
        if (Directory.Exists(target))
        {
            ForEachLeft(target, Aside, folder => Directory.Delete(folder, recursive: true));
        }
    }

    // Held by nobody, as the process that made it was killed.
    private static void DeleteAbandoned(string folder)
    {
        if (FolderLock.TryTake(folder, LockName) is { } held)
        {
            held.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void ForEachLeft(string target, string kind, Action<string> use)
    {
        foreach (var folder in Left(target, kind))
        {
            try
            {
                use(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is not ours.
            }
        }
    }

    // The latest is last, and so the one that stays in the place.
    private static string[] Left(string target, string kind)
    {
        var parent = ParentOf(target);
        var beginning = $"{System.IO.Path.GetFileName(target)}{kind}";
        return Directory.Exists(parent) ? [.. Directory.GetDirectories(parent).Where(IsLeft).OrderBy(Directory.GetLastWriteTimeUtc)] : [];

        bool IsLeft(string folder)
        {
            var name = System.IO.Path.GetFileName(folder);
            return name.StartsWith(beginning, StringComparison.Ordinal) && Guid.TryParseExact(name[beginning.Length..], "N", out _);
        }
    }
}
