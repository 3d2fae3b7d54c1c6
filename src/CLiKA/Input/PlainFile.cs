using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CLiKA.Input;

/// <summary>
/// Distinguishes regular files from pipes and terminals, which would block a reader until somebody writes or types, possibly for ever.
/// </summary>
public static partial class PlainFile
{
    // O_RDONLY | O_NONBLOCK | O_CLOEXEC on Linux and on macOS.
    private static readonly int WithoutWaiting = OperatingSystem.IsLinux() ? 0x0008_0800 : 0x0100_0004;

    /// <summary>Throws where a path is a folder, pipe or terminal. What cannot be opened at all is left to its reader, which reports it.</summary>
    /// <param name="path">The path; links are followed.</param>
    /// <exception cref="InvalidInputException">The path is one of these.</exception>
    public static void Require(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidInputException(path, "is a folder; expected a file.");
        }

        // On Windows, named pipes are not part of the file system.
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return;
        }

        using var handle = new SafeFileHandle(Open(path, WithoutWaiting), ownsHandle: true);
        if (!handle.IsInvalid && new FileStream(handle, FileAccess.Read, bufferSize: 0) is { CanSeek: false })
        {
            throw new InvalidInputException(path, "is a pipe or a terminal; expected a file.");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
