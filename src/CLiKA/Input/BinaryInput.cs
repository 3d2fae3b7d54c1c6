namespace CLiKA.Input;

/// <summary>Reads whole files, up to a limit.</summary>
public static class BinaryInput
{
    // A link to a device may never end.
    private const int MostOfUnknownLength = 64 << 20;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing, is not a regular file, cannot be read, has 2 GiB or more or, where its length is unknown, more than 64 MiB.
    /// </exception>
    public static byte[] ReadAll(string path) => Use(path, stream => stream.Length switch
    {
        0 => ReadToBound(path, stream),
        var length when length <= Array.MaxLength => ReadLength(stream, (int)length),
        var length => throw new InvalidInputException(path, $"has {length} bytes; expected fewer than 2 GiB."),
    });

    /// <summary>Processes a file's content from beginning to end.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="path">Path of the file.</param>
    /// <param name="work">Processes the content; where the length of the file is unknown, up to 64 MiB of it.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing, is not a regular file, cannot be read or, where its length is unknown, has more than 64 MiB.
    /// </exception>
    public static T Read<T>(string path, Func<Stream, T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Use(path, stream => work(stream.Length > 0 ? stream : new MemoryStream(ReadToBound(path, stream))));
    }

    private static T Use<T>(string path, Func<FileStream, T> work)
    {
        PlainFile.Require(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            LargeFilePointer.Refuse(path, stream.SafeFileHandle);
            return work(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(path, File.Exists(path) ? $"cannot be read: {error.Message}" : "no such file.", error);
        }
    }

    private static byte[] ReadLength(FileStream stream, int length)
    {
        var bytes = new byte[length];
        var read = stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return read == length ? bytes : bytes[..read];
    }

    private static byte[] ReadToBound(string path, FileStream stream)
    {
        using var bytes = new MemoryStream();
        var part = new byte[1 << 16];
        while (stream.Read(part) is > 0 and var read)
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > MostOfUnknownLength)
            {
                throw new InvalidInputException(
                    path, $"has no known length, and does not end within {MostOfUnknownLength} bytes; expected a regular file.");
            }
        }

        return bytes.ToArray();
    }
}
