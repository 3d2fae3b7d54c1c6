namespace CLiKA.Cli.Tests.Killing;

/// <summary>Acts at the nth time that something below a folder is written, made, renamed or removed.</summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly Action _act;
    private readonly int _change;
    private int _count;

    /// <summary>Watches.</summary>
    /// <param name="folder">Path of the folder, which has to be there.</param>
    /// <param name="change">At which change it acts, from 1; 0 for none.</param>
    /// <param name="act">What it does.</param>
    public FolderWatch(string folder, int change, Action act)
    {
        (_change, _act, _watcher) = (change, act, new(folder) { IncludeSubdirectories = true });
        _watcher.Created += (_, _) => Count();
        _watcher.Changed += (_, _) => Count();
        _watcher.Renamed += (_, _) => Count();
        _watcher.Deleted += (_, _) => Count();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>How many changes were seen.</summary>
    public int Changes => _count;

    public void Dispose() => _watcher.Dispose();

    private void Count()
    {
        if (Interlocked.Increment(ref _count) == _change)
        {
            _act();
        }
    }
}
