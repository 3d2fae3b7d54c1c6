namespace CLiKA.Input;

/// <summary>Reads whole files, to a bound.</summary>
public static class BinaryInput
{
    // A link to a device goes on without an end.
    private const int MostOfUnknownLength = 64 << 20;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing, is none or cannot be read, has 2 GiB or more, or, where it does not say how long it is, more than 64 MiB.
    /// </exception>
    public static byte[] ReadAll(string path) => Use(path, stream => stream.Length switch
    {
        0 => ReadToBound(path, stream),
        var length when length <= Array.MaxLength => ReadLength(stream, (int)length),
        var length => throw new InvalidInputException(path, $"has {length} bytes; expected fewer than 2 GiB."),
    });

    /// <summary>Does something with a file's content from its beginning to its end.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="path">Path of the file.</param>
    /// <param name="work">What is done; where the file does not say how long it is, with up to 64 MiB of it.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing, is none or cannot be read, or, where it does not say how long it is, goes on for more than 64 MiB.
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
                    path, $"goes on behind {MostOfUnknownLength} bytes without saying how long it is; expected a file.");
            }
        }

        return bytes.ToArray();
    }
}
