namespace CLiKA.Input;

/// <summary>
/// Holds a folder by a file in it, so that other processes know that somebody works there. The operating system lets go of it when the process
/// ends, however that is.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _held;

    private FolderLock(FileStream held) => _held = held;

    /// <summary>Takes a folder, unless another process holds it.</summary>
    /// <param name="folder">Path of the folder, which has to be there.</param>
    /// <param name="name">Name of the file, which goes with the lock.</param>
    /// <returns>What holds it until it is disposed; null where another does.</returns>
    /// <exception cref="IOException">There can be no file in the folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder, or the file, is not ours to write.</exception>
    public static FolderLock? TryTake(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
