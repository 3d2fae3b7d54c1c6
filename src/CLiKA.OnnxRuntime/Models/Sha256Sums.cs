using System.Security.Cryptography;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>Reads, checks and writes a SHA256SUMS file, in the format of <c>sha256sum -c</c>.</summary>
public static class Sha256Sums
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "SHA256SUMS";

    private const int PartSize = 64 * 1024;

    /// <summary>Checks every file that a folder's SHA256SUMS lists; does nothing where there is no such file.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="required">Names that have to be listed, so that a shortened list protects no less than a complete one.</param>
    /// <exception cref="InvalidInputException">A file or the list itself is damaged, or a listed file is missing.</exception>
    public static void Verify(string folder, IEnumerable<string> required)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return;
        }

        RequireListed(folder, required);
        foreach (var (name, expected) in Read(path))
        {
            var file = Path.Combine(folder, name);
            var actual = Of(file);
            if (actual != expected)
            {
                throw new InvalidInputException(file, $"damaged or replaced: its SHA-256 is {actual}; {FileName} says {expected}.");
            }
        }
    }

    /// <summary>Checks that a folder's SHA256SUMS lists the given files; does nothing where there is no such file.</summary>
    /// <exception cref="InvalidInputException">A name is not listed.</exception>
    internal static void RequireListed(string folder, IEnumerable<string> names)
    {
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && Read(path) is var sums && names.FirstOrDefault(name => !sums.ContainsKey(name)) is { } missing)
        {
            throw new InvalidInputException(path, $"does not list {missing}; expected every file of the model.");
        }
    }

    /// <summary>Writes SHA256SUMS for files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">Names of the files.</param>
    /// <param name="cancellationToken">Cancels the work while it reads the files; then no list is written.</param>
    /// <exception cref="InvalidInputException">A file cannot be read, or the list cannot be written.</exception>
    public static void Write(string folder, IEnumerable<string> names, CancellationToken cancellationToken = default) => AtomicFile.WriteAllText(
        Path.Combine(folder, FileName), string.Concat(names.Select(name => $"{Of(Path.Combine(folder, name), cancellationToken)}  {name}\n")));

    /// <summary>Returns the SHA-256 of a file in lower-case hexadecimal.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>64 digits.</returns>
    /// <exception cref="InvalidInputException">The file cannot be read, or has no known length and is longer than 64 MiB.</exception>
    public static string Of(string path) => Of(path, CancellationToken.None);

    private static string Of(string path, CancellationToken cancellationToken) => BinaryInput.Read(path, stream =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var part = new byte[PartSize];
        while (stream.Read(part) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(part, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    });

    private static Dictionary<string, string> Read(string path)
    {
        var sums = new Dictionary<string, string>();
        foreach (var (index, line) in TextInput.ReadAllText(path).Split('\n').Index())
        {
            var text = line.TrimEnd('\r');
            if (text.Length == 0)
            {
                continue;
            }

            // 64 digits, a space, and a space or an asterisk before the name.
            if (text.Length < 67 || text[64] != ' ' || text[65] is not (' ' or '*') || !text[..64].All(char.IsAsciiHexDigit))
            {
                throw new InvalidInputException(
                    path, index + 1, "not a line of sha256sum; expected 64 hexadecimal digits and a file name.");
            }

            var name = text[66..].StartsWith("./", StringComparison.Ordinal) ? text[68..] : text[66..];
            if (!InnerPath.Is(name))
            {
                throw new InvalidInputException(path, index + 1, $"'{name}' is not the name of a file in this folder.");
            }

            sums[name] = text[..64].ToLowerInvariant();
        }

        return sums;
    }
}
