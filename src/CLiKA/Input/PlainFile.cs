using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CLiKA.Input;

/// <summary>
/// Tells files from what only has the name of one: whoever opens a pipe waits for somebody who writes, and whoever reads a terminal for
/// somebody who types, for ever.
/// </summary>
public static partial class PlainFile
{
    // O_RDONLY | O_NONBLOCK | O_CLOEXEC, of Linux and of macOS.
    private static readonly int WithoutWaiting = OperatingSystem.IsLinux() ? 0x0008_0800 : 0x0100_0004;

    /// <summary>Confirms that a path is no folder, pipe or terminal. Of what cannot be opened at all, whoever opens it will say so.</summary>
    /// <param name="path">The path; links are followed.</param>
    /// <exception cref="InvalidInputException">It is one of these.</exception>
    public static void Require(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidInputException(path, "is a folder; expected a file.");
        }

        // Windows keeps its pipes apart from files.
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
