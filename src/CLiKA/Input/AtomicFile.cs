using System.Text;

namespace CLiKA.Input;

/// <summary>
/// Writes files so that a reader sees the old content or the new one, never a part. What a process that was killed left of a file goes when the
/// file is written again.
/// </summary>
public static class AtomicFile
{
    private const string Suffix = ".tmp";

    // As File.WriteAllText has it: half a character is an error.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a text as UTF-8 without a byte-order mark; folders are made as needed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Utf8.GetBytes(text));

    /// <summary>Writes bytes; folders are made as needed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
    public static void WriteAllBytes(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes a file; folders are made as needed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="write">Writes the content to a stream that can seek.</param>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
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

            // It is held until it has its name, by which others know that it is not abandoned.
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

            // A limit to the size of files, as batch systems set one, is reported as if an argument were wrong.
            if (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" })
            {
                throw new InvalidInputException(path, $"cannot be written: {error.Message}", error);
            }

            throw;
        }
    }

    /// <summary>Removes a file, where it is there.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="InvalidInputException">It cannot be removed.</exception>
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

    /// <summary>Whether a file is one that is being written, or was when its process was killed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>Whether its name is of that kind.</returns>
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
                // Another process writes the same file just now, or it is not ours to remove.
            }
        }
    }
}
