namespace CLiKA.Input;

/// <summary>Writes files so that a reader sees the old content or the new one, never a part.</summary>
public static class AtomicFile
{
    /// <summary>Writes a text as UTF-8 without a byte-order mark; folders are made as needed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
    public static void WriteAllText(string path, string text) => Write(path, temporary => File.WriteAllText(temporary, text));

    /// <summary>Writes bytes; folders are made as needed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
    public static void WriteAllBytes(string path, byte[] bytes) => Write(path, temporary => File.WriteAllBytes(temporary, bytes));

    private static void Write(string path, Action<string> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw new InvalidInputException(path, $"cannot be written: {error.Message}", error);
        }
    }
}
