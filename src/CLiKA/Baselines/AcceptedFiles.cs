using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Baselines;

/// <summary>
/// Writes the files of one baseline atomically: all or none. Their contents go into a single file, <c>NAME.accepting.json</c>, first, and with that
/// the baseline is accepted. An interrupted acceptance leaves that file behind: as long as it exists no gate reads the baseline, and the next
/// acceptance of the same baseline completes it.
/// </summary>
internal static class AcceptedFiles
{
    /// <summary>File name suffix of a pending acceptance.</summary>
    public const string Suffix = ".accepting.json";

    /// <summary>Writes the files.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <param name="name">Common beginning of the file names, up to a dot.</param>
    /// <param name="files">Contents by file name; null for a file to delete.</param>
    /// <exception cref="InvalidInputException">A file cannot be written.</exception>
    public static void Write(string folder, string name, IReadOnlyDictionary<string, string?> files)
    {
        var path = Path.Combine(folder, name + Suffix);
        AtomicFile.WriteAllText(path, JsonText.WriteObject(JsonText.Indented, json =>
        {
            foreach (var (file, text) in files)
            {
                json.WriteString(file, text);
            }
        }));
        PutInPlace(path, files);
    }

    /// <summary>Completes interrupted acceptances.</summary>
    /// <param name="folder">The folder of a model, which may be missing.</param>
    /// <param name="names">Names (up to the dot) of the baselines that may be completed.</param>
    /// <returns>Names of the baselines that were completed.</returns>
    /// <exception cref="InvalidInputException">A file is damaged, or cannot be written.</exception>
    public static ImmutableArray<string> Complete(string folder, IReadOnlyCollection<string> names)
    {
        ImmutableArray<string> paths = [.. InterruptedIn(folder).Where(path => names.Contains(NameOf(path)))];
        foreach (var path in paths)
        {
            PutInPlace(path, Read(path));
        }

        return [.. paths.Select(NameOf)];
    }

    /// <summary>Throws where an acceptance was interrupted.</summary>
    /// <param name="folder">The folder of a model, which may be missing.</param>
    /// <param name="names">Names of the baselines that are about to be read; null for all.</param>
    /// <exception cref="InvalidInputException">The acceptance of one of them was interrupted.</exception>
    public static void RequireComplete(string folder, IEnumerable<string>? names)
    {
        if (InterruptedIn(folder).FirstOrDefault(path => names?.Contains(NameOf(path)) ?? true) is { } interrupted)
        {
            throw new InvalidInputException(
                interrupted, $"accepting {NameOf(interrupted)} was interrupted. Complete it with {ToolCommand.Quote("accept")}, or undo it: delete this file and restore the baseline from version control.");
        }
    }

    private static ImmutableArray<string> InterruptedIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal)]
        : [];

    private static string NameOf(string path) => Path.GetFileName(path)[..^Suffix.Length];

    // The file comes from a repository and is not trusted: it may name any path.
    private static Dictionary<string, string?> Read(string path)
    {
        var file = JsonInput.ReadObject(path);
        var beginning = NameOf(path) + ".";
        return file.Names.ToDictionary(
            name => name.StartsWith(beginning, StringComparison.Ordinal) && name.Contains(".verified.", StringComparison.Ordinal)
                && InnerPath.Is(name) && !name.Contains('/', StringComparison.Ordinal)
                ? name
                : throw file.Error($"names '{name}'; expected files of {beginning[..^1]}."),
            name => file.Has(name) ? file.Text(name) : null);
    }

    private static void PutInPlace(string path, IReadOnlyDictionary<string, string?> files)
    {
        var folder = Path.GetDirectoryName(path)!;
        foreach (var (name, text) in files)
        {
            if (text is null)
            {
                AtomicFile.Delete(Path.Combine(folder, name));
            }
            else
            {
                AtomicFile.WriteAllText(Path.Combine(folder, name), text);
            }
        }

        AtomicFile.Delete(path);
    }
}
