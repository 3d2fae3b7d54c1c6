using Microsoft.Win32.SafeHandles;

namespace CLiKA.Input;

/// <summary>
/// Tells a file from the few lines that stand in its place where a repository was cloned without Git LFS: they name the file's content, and
/// hold none of it.
/// </summary>
public static class LargeFilePointer
{
    // A pointer is shorter by its specification.
    private const int LengthOfNone = 1024;

    private static ReadOnlySpan<byte> Beginning => "version https://git-lfs.github.com/spec/"u8;

    /// <summary>Confirms that a path is no such pointer. Of what cannot be opened, whoever opens it will say so.</summary>
    /// <param name="path">Path of a file, and of no pipe (<see cref="PlainFile.Require"/>).</param>
    /// <exception cref="InvalidInputException">It is one.</exception>
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

    /// <summary>Confirms that an open file is no such pointer.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="file">The file, which can seek.</param>
    /// <exception cref="InvalidInputException">It is one.</exception>
    internal static void Refuse(string path, SafeFileHandle file)
    {
        Span<byte> first = stackalloc byte[Beginning.Length];
        if (RandomAccess.GetLength(file) < LengthOfNone && first[..RandomAccess.Read(file, first, 0)].SequenceEqual(Beginning))
        {
            throw new InvalidInputException(path, "is a Git LFS pointer, not the file itself; fetch it with 'git lfs pull'.");
        }
    }
}
