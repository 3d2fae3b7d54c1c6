using System.Collections.Immutable;
using CLiKA.Import.Formats;
using CLiKA.Probes;

namespace CLiKA.Import;

/// <summary>Builds probe sets from public ones.</summary>
public static class PublicImport
{
    private const int RevisionDigits = 12;

    /// <summary>Reads a public set and keeps the items that are parallel in all of its languages.</summary>
    /// <param name="format">The format.</param>
    /// <param name="request">What to read.</param>
    /// <param name="id">Identifier of the probe set; null for the set's own.</param>
    /// <returns>The probe set, with at least one item, and what is left out.</returns>
    /// <exception cref="InvalidInputException">A file is missing or damaged, or no item is parallel.</exception>
    public static ImportResult Run(IPublicFormat format, ImportRequest request, string? id = null) =>
        Select(format.Name, request.Path, format.Read(request), id);

    /// <summary>Keeps the items that are parallel in all languages of a set.</summary>
    /// <param name="format">Name of the format that it was read in.</param>
    /// <param name="path">Path of the set's folder, or of one of its files.</param>
    /// <param name="imported">The set.</param>
    /// <param name="id">Identifier of the probe set; null for the set's own.</param>
    /// <exception cref="InvalidInputException">No item is parallel.</exception>
    internal static ImportResult Select(string format, string path, ImportedSet imported, string? id = null)
    {
        var (kept, notParallel) = ParallelSelection.Select(imported.Languages);
        ImmutableArray<LeftOut> leftOut = [.. imported.LeftOut, .. notParallel];
        if (kept.Count == 0)
        {
            var reasons = string.Join("; ", ParallelSelection.Describe(leftOut, 0));
            throw new InvalidInputException(
                path,
                $"has no item that can be asked in all of {string.Join(' ', imported.Languages.Select(entry => entry.Language))}"
                + (reasons.Length > 0 ? $" ({reasons})" : string.Empty) + "; try fewer languages with --languages.");
        }

        var name = id ?? imported.Id;
        ProbeSet set;
        try
        {
            set = new ProbeSet(name, imported.Ceiling, imported.Languages.ToDictionary(
                entry => entry.Language, entry => (IReadOnlyList<ProbeItem>)[.. entry.Items.Where(item => kept.Contains(item.Id))]));
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException(path, error.Message, error);
        }

        var description = new ProbeSetDescription(name, imported.Title, imported.Stream, imported.Licence, set.ItemsHash[..RevisionDigits])
        {
            Ceiling = imported.Ceiling,
            ImportedFrom = format,
            Provenance = Provenance(format, path, imported, kept.Count, leftOut.DistinctBy(entry => entry.Id).Count()),
        };
        var facts = imported.Facts.Where(fact => kept.Contains(fact.Id)).OrderBy(fact => fact.Id, StringComparer.Ordinal);
        return new ImportResult(new ProbePack(description, set, [.. facts]), leftOut);
    }

    private static string Provenance(string format, string path, ImportedSet imported, int kept, int leftOut)
    {
        var root = File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        var sources = imported.Languages.Select(entry => entry.Files.Length == 1
            ? $"{Path.GetRelativePath(root, entry.Files[0]).Replace('\\', '/')} ({entry.Items.Length})"
            : $"{entry.Files.Length} files of {entry.Language} ({entry.Items.Length})");
        return $"Imported from {format}: {string.Join(", ", sources)}; {kept} items kept, {leftOut} left out.";
    }
}
