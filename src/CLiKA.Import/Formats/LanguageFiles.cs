using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Import.Formats;

/// <summary>Finds and reads the files of each language.</summary>
internal static class LanguageFiles
{
    private const int Depth = 3;

    /// <summary>Finds the files of the languages to read.</summary>
    /// <param name="request">What to read.</param>
    /// <param name="layout">The naming scheme of the files.</param>
    /// <returns>The files of each language, at least one, ordered by language and file name.</returns>
    /// <exception cref="InvalidInputException">The folder, file, language or split does not exist, or two files claim the same language.</exception>
    public static IReadOnlyList<(Language Language, ImmutableArray<string> Files)> Find(ImportRequest request, FileLayout layout)
    {
        var split = SplitOf(request, layout);
        var found = Paths(request.Path)
            .Select(file => (file.Path, Match: layout.Path.Match(file.Name)))
            .Where(file => file.Match.Success && HasSplit(file.Match, split))
            .Select(file => (file.Path, file.Match, Language: layout.LanguageOf(file.Match.Groups["lang"].Value)))
            .Where(file => file.Language is not null)
            .GroupBy(file => file.Language!)
            .Where(group => layout.Property is null || group.Any(file => Has(file.Path, layout.Property)))
            .SelectMany(group => group)
            .ToLookup(file => file.Language!);
        if (found.Count == 0)
        {
            var ofSplit = split is null ? string.Empty : $" of the split {split}";
            throw new InvalidInputException(request.Path, $"has no file{ofSplit}; expected names like {layout.Expected}.");
        }

        var chosen = request.Choose([.. found.Select(group => group.Key)]);
        var twice = chosen.FirstOrDefault(language => !AreParts([.. found[language].Select(file => file.Match.Groups["part"])]));
        return twice is not null
            ? throw new InvalidInputException(
                request.Path,
                $"has several files for {twice}: {string.Join(", ", found[twice].Select(file => file.Path))}; give the folder of one of them.")
            : [.. chosen.Select(language => (language, found[language].Select(file => file.Path).ToImmutableArray()))];
    }

    /// <summary>Finds the files and reads one item per row.</summary>
    /// <param name="request">What to read.</param>
    /// <param name="layout">The naming scheme of the files.</param>
    /// <param name="read">Converts a row to an item.</param>
    /// <returns>The items of each language, at least one.</returns>
    /// <exception cref="InvalidInputException">Files are missing or damaged, or an id occurs twice in a language.</exception>
    public static ImmutableArray<ImportedLanguage> Read(ImportRequest request, FileLayout layout, Func<JsonRecord, ProbeItem> read) =>
        Read(Find(request, layout), read);

    /// <summary>Reads one item per row.</summary>
    /// <param name="found">The files of each language.</param>
    /// <param name="read">Converts a row to an item.</param>
    /// <returns>The items of each language.</returns>
    /// <exception cref="InvalidInputException">Files are damaged, or an id occurs twice in a language.</exception>
    public static ImmutableArray<ImportedLanguage> Read(
        IEnumerable<(Language Language, ImmutableArray<string> Files)> found, Func<JsonRecord, ProbeItem> read) =>
    [
        .. found.Select(entry => new ImportedLanguage(
            entry.Language,
            entry.Files,
            [.. UniqueIds.Check(entry.Files.SelectMany(TableInput.Read).Select(row => (read(row), row))).Select(line => line.Item)])),
    ];

    private static string? SplitOf(ImportRequest request, FileLayout layout)
    {
        var split = request.Split is { } named ? FileLayout.SplitOf(named) : layout.DefaultSplit;
        return split switch
        {
            not null when layout.DefaultSplit is null =>
                throw new InvalidInputException(request.Path, "has no splits; leave out --split."),
            null or "test" or "dev" => split,
            _ => throw new InvalidInputException(request.Path, $"--split is '{request.Split}'; expected test or dev."),
        };
    }

    private static bool AreParts(List<Group> parts) =>
        parts.Count == 1 || (parts.TrueForAll(part => part.Success) && parts.DistinctBy(part => part.Value).Count() == parts.Count);

    private static bool Has(string path, string property) => BinaryInput.Read(path, stream =>
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Contains($"\"{property}\"", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    });

    private static bool HasSplit(Match match, string? split) => split is null || FileLayout.SplitOf(match.Groups["split"].Value) == split;

    private static IEnumerable<(string Path, string Name)> Paths(string path)
    {
        if (File.Exists(path))
        {
            return [(path, Path.GetFileName(path))];
        }

        if (!Directory.Exists(path))
        {
            throw new InvalidInputException(path, "no such folder or file; expected a published probe set.");
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth };
        return Directory.EnumerateFiles(path, "*", options).Order(StringComparer.Ordinal)
            .Select(file => (file, Path.GetRelativePath(path, file).Replace('\\', '/')));
    }
}
