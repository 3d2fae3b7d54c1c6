namespace CLiKA.Input;

/// <summary>
/// Locks a folder by means of a file in it, which tells other processes that somebody works there. The operating system releases the lock when the
/// process ends, in whatever way.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    // ERROR_SHARING_VIOLATION on Windows; EWOULDBLOCK, whose system-specific number .NET passes on, on Linux, and on macOS and BSD.
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;

    // Number of retries, and the pause between them, where Windows denies access to the file.
    private const int Tries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _held;

    private FolderLock(FileStream held) => _held = held;

    /// <summary>Locks a folder, unless another process holds the lock.</summary>
    /// <param name="folder">Path of the folder, which must exist.</param>
    /// <param name="name">Name of the lock file, which is deleted with the lock.</param>
    /// <returns>The lock, held until it is disposed; null where another process holds it.</returns>
    /// <exception cref="IOException">The file cannot be created in the folder.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the folder or the file is denied.</exception>
    public static FolderLock? TryTake(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose));
            }
            catch (IOException error) when (IsHeld(error))
            {
                return null;
            }
            catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && attempt < Tries)
            {
                // Windows also denies access while a file is being deleted because its holder has released it.
                Thread.Sleep(Pause);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    // Whether the file exists tells nothing: it is deleted before its holder releases the lock.
    private static bool IsHeld(IOException error) => error.HResult == (
        OperatingSystem.IsWindows() ? WindowsSharingViolation
        : OperatingSystem.IsLinux() ? LinuxWouldBlock
        : BsdWouldBlock);
}
