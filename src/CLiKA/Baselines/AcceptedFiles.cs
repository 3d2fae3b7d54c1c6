using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Baselines;

/// <summary>
/// Writes the files of one baseline, which belong together, all or none. First all of it is kept in one file, <c>NAME.accepting.json</c>, and
/// with that it is accepted. Whoever is interrupted in between leaves that file: as long as it is there no gate reads the baseline, and
/// who accepts that baseline next completes it.
/// </summary>
internal static class AcceptedFiles
{
    /// <summary>How the name of the file ends that holds what is being accepted.</summary>
    public const string Suffix = ".accepting.json";

    /// <summary>Writes the files.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <param name="name">What the names of the files begin with, up to a dot.</param>
    /// <param name="files">The texts by the names of the files; null for a file that is to be there no more.</param>
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

    /// <summary>Completes what was interrupted.</summary>
    /// <param name="folder">The folder of a model, which need not exist.</param>
    /// <param name="names">What the names of the files begin with that may be completed.</param>
    /// <returns>What the names of the files begin with that were completed.</returns>
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

    /// <summary>Refuses to read what is not complete.</summary>
    /// <param name="folder">The folder of a model, which need not exist.</param>
    /// <param name="names">What the names of the files begin with that are to be read; null for all.</param>
    /// <exception cref="InvalidInputException">Accepting one of them was interrupted.</exception>
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

    // It comes from a repository, and may name anything.
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
