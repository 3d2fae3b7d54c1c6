using System.Security.Cryptography;
using System.Text;
using CLiKA.Input;

namespace CLiKA.Baselines;

/// <summary>
/// The text format of a baseline's answers: one line per key with one character per item, and a last line with the hash of the preceding ones. The
/// hash is here and not beside the metrics because pull requests collapse this file, while the metrics are read.
/// </summary>
internal static class AnswersFile
{
    private const string HashKey = "sha256";

    /// <summary>Formats the lines, with the keys padded to the same width.</summary>
    public static string Text(IReadOnlyCollection<(string Key, string Letters)> lines)
    {
        var width = lines.Max(line => line.Key.Length);
        var text = string.Concat(lines.Select(line => $"{line.Key.PadRight(width)} {line.Letters}\n"));
        return $"{text}{HashKey} {HashOf(text)}\n";
    }

    /// <summary>Reads the lines of a file, each with its line number.</summary>
    /// <exception cref="InvalidInputException">The file is missing or damaged.</exception>
    public static IEnumerable<(int Number, string Key, string Letters)> Read(string path)
    {
        var text = BaselineJson.WithLineFeeds(TextInput.ReadAllText(path)).TrimEnd('\n');
        var end = text.LastIndexOf('\n') + 1;
        if (text[end..] != $"{HashKey} {HashOf(text[..end])}")
        {
            MergeConflict.RequireNone(path, null, text);
            throw new InvalidInputException(
                path, $"its last line is not the {HashKey} of the lines before it; the file was cut, damaged or edited.");
        }

        foreach (var (index, line) in text[..end].TrimEnd('\n').Split('\n').Index())
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            yield return parts.Length == 2
                ? (index + 1, parts[0], parts[1])
                : throw new InvalidInputException(path, index + 1, "expected a key, a space, and one character an item.");
        }
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
