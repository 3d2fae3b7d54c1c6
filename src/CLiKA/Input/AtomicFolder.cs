using System.Diagnostics;

namespace CLiKA.Input;

/// <summary>
/// A temporary folder beside its target, renamed to the target once it is complete, so that nobody mistakes a part for the whole. A folder that a
/// killed process left behind is removed when the same target is written again, or moved into place if it was complete.
/// </summary>
public sealed class AtomicFolder : IDisposable
{
    private const string Unfinished = ".partial-";
    private const string Whole = ".finished-";
    private const string Aside = ".replaced-";

    // Locked as long as somebody works in the folder, which tells other processes that it is not abandoned.
    private const string LockName = ".exporting";

    // Locked beside the target while one of its folders is renamed.
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
            _lock = FolderLock.TryTake(Path, LockName) ?? throw new IOException($"another process has taken {Path} for abandoned.");
        }
        catch
        {
            Directory.Delete(Path, recursive: true);
            throw;
        }
    }

    /// <summary>Path of the folder.</summary>
    public string Path { get; }

    /// <summary>Names of the files in the folder.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.GetFiles(Path).Select(path => System.IO.Path.GetFileName(path)).Where(name => name != LockName).Order(StringComparer.Ordinal)];

    /// <summary>Creates the folder.</summary>
    /// <param name="target">Path of the target folder.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="IOException">The folder cannot be created there.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the location is denied.</exception>
    public static AtomicFolder For(string target)
    {
        target = FullPath(target);
        Directory.CreateDirectory(ParentOf(target));
        using var held = HoldNames(target);
        CompleteHeld(target);
        ForEachLeft(target, Unfinished, DeleteAbandoned);
        return new(target);
    }

    /// <summary>Renames the folder to its target, replacing an empty folder there.</summary>
    /// <exception cref="IOException">The folder cannot be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the location is denied.</exception>
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
    /// Renames the folder to its target, replacing an older folder there, which is deleted afterwards. A process killed in between leaves both, and
    /// <see cref="Complete"/> finishes its work.
    /// </summary>
    /// <exception cref="IOException">
    /// The folder cannot be renamed. It is complete, and stays beside the target until <see cref="Complete"/> can finish the replacement.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Access to the location is denied.</exception>
    public void Replace()
    {
        using var held = HoldNames(_target);

        // What an interrupted process left is completed first; it would replace this folder otherwise.
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
            throw new IOException($"{whole} is complete, but cannot replace {_target}: {error.Message}", error);
        }

        RemoveReplaced(_target);
    }

    /// <summary>
    /// Moves a folder into place that was complete when its process was killed, and removes the folder that it replaces. What cannot be moved or
    /// removed is left as it is.
    /// </summary>
    /// <param name="target">Path of the target folder.</param>
    public static void Complete(string target)
    {
        target = FullPath(target);
        try
        {
            // Where nothing was left behind, write access is not needed.
            if (Left(target, Whole).Concat(Left(target, Aside)).Any())
            {
                using var held = HoldNames(target);
                CompleteHeld(target);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Access is denied: leave it as it is.
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

    // Every rename beside a target is made under this lock: of two processes that put a folder there, the second would otherwise move the first one's
    // aside. It is held for a few renames only, not while somebody works in a folder.
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
                throw new IOException($"another process has held {target}{NamesLock} for {NamesLockWait.TotalMinutes:0} minutes.");
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
        // Without a replacement the older folder stays in place.
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

    // Not locked, since the process that created it was killed.
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
                // Access is denied: leave it as it is.
            }
        }
    }

    // The latest is last, and so the one that ends up in place.
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
