namespace CLiKA.Input;

/// <summary>
/// Holds a folder by a file in it, so that other processes know that somebody works there. The operating system lets go of it when the process
/// ends, however that is.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    // ERROR_SHARING_VIOLATION of Windows; EWOULDBLOCK, which .NET passes on as the system numbers it, of Linux, and of macOS and BSD.
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;

    // How often, and how long, Windows is asked again for a file that it denies.
    private const int Tries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

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
                // Said of a file too that goes as its holder lets go of it, until it is gone.
                Thread.Sleep(Pause);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    // Whether the file is there says nothing: it goes before its holder lets go of it.
    private static bool IsHeld(IOException error) => error.HResult == (
        OperatingSystem.IsWindows() ? WindowsSharingViolation
        : OperatingSystem.IsLinux() ? LinuxWouldBlock
        : BsdWouldBlock);
}
