using Microsoft.Win32.SafeHandles;

namespace CLiKA.Input;

/// <summary>
/// Detects Git LFS pointers: the few lines that replace a file where a repository was cloned without Git LFS, which identify the file's content and
/// contain none of it.
/// </summary>
public static class LargeFilePointer
{
    // The specification requires a pointer to be shorter.
    private const int LengthOfNone = 1024;

    private static ReadOnlySpan<byte> Beginning => "version https://git-lfs.github.com/spec/"u8;

    /// <summary>Throws where a file is a pointer. A file that cannot be opened is left to its reader, which reports it.</summary>
    /// <param name="path">Path of a regular file, not of a pipe (<see cref="PlainFile.Require"/>).</param>
    /// <exception cref="InvalidInputException">The file is a pointer.</exception>
    public static void Refuse(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            Refuse(path, file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
        }
    }

    /// <summary>Throws where an open file is a pointer.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="file">The file, which is seekable.</param>
    /// <exception cref="InvalidInputException">The file is a pointer.</exception>
    internal static void Refuse(string path, SafeFileHandle file)
    {
        Span<byte> first = stackalloc byte[Beginning.Length];
        if (RandomAccess.GetLength(file) < LengthOfNone && first[..RandomAccess.Read(file, first, 0)].SequenceEqual(Beginning))
        {
            throw new InvalidInputException(path, "is a Git LFS pointer, not the file itself; fetch it with 'git lfs pull'.");
        }
    }
}
