using System.Text;

namespace CLiKA.Input;

/// <summary>
/// Writes files atomically: a reader sees the old content or the new one, never a part. The temporary file that a killed process left behind is
/// removed when the same file is written again.
/// </summary>
public static class AtomicFile
{
    private const string Suffix = ".tmp";

    // As in File.WriteAllText, an unpaired surrogate is an error.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a text as UTF-8 without a byte-order mark, creating folders as needed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Utf8.GetBytes(text));

    /// <summary>Writes bytes, creating folders as needed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    public static void WriteAllBytes(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes a file, creating folders as needed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="write">Writes the content to a seekable stream.</param>
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var beginning = $".{Path.GetFileName(path)}.";
        var temporary = Path.Combine(folder, $"{beginning}{Guid.NewGuid():N}{Suffix}");
        try
        {
            Directory.CreateDirectory(folder);
            RemoveAbandoned(folder, beginning);

            // The stream stays open until the file is renamed, which tells other processes that the file is not abandoned.
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);
            write(stream);
            stream.Flush();
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error)
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            // A limit on the file size, as batch systems set it, is reported as an ArgumentOutOfRangeException.
            if (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" })
            {
                throw new InvalidInputException(path, $"cannot be written: {error.Message}", error);
            }

            throw;
        }
    }

    /// <summary>Deletes a file if it exists.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="InvalidInputException">The file cannot be deleted.</exception>
    public static void Delete(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(path, $"cannot be removed: {error.Message}", error);
        }
    }

    /// <summary>Returns whether a path is that of a temporary file, which is being written or was left behind by a killed process.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>Whether its name is that of a temporary file.</returns>
    internal static bool IsTemporary(string path) =>
        Path.GetFileName(path) is var name && name.StartsWith('.') && name.EndsWith(Suffix, StringComparison.Ordinal);

    private static void RemoveAbandoned(string folder, string beginning)
    {
        var length = beginning.Length + Guid.Empty.ToString("N").Length + Suffix.Length;
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Suffix))
        {
            var name = Path.GetFileName(path);
            if (name.Length != length || !name.StartsWith(beginning, StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                using var abandoned = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another process is writing the same file, or this process may not delete it.
            }
        }
    }
}
