using System.Security.Cryptography;
using System.Text;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>
/// The files that determine a model's answers, as they were when it was loaded. Hashes are computed on demand and always of whole files: a stored
/// hash could be that of another model.
/// </summary>
internal sealed class ModelFiles
{
    // Size of the chunks in which a graph is searched for file names.
    private const int WindowSize = 1 << 20;

    private readonly (string Name, string Path, long Length, DateTime Written)[] _files;
    private readonly Lazy<string> _hash;

    private ModelFiles(IEnumerable<(string Name, string Path, long Length, DateTime Written)> files)
    {
        _files = [.. files.DistinctBy(file => file.Name).OrderBy(file => file.Name, StringComparer.Ordinal)];
        _hash = new(MakeHash);
    }

    /// <summary>
    /// SHA-256 of names and contents, in hexadecimal. The location of the files does not matter: a copy of a model is the same model.
    /// </summary>
    /// <exception cref="InvalidInputException">A file cannot be read, or has changed since the model was loaded.</exception>
    public string Hash => _hash.Value;

    /// <summary>Names of the graph, which comes first, and of the files that it refers to; empty before <see cref="With"/> has found them.</summary>
    public IReadOnlyList<string> OfGraph { get; private init; } = [];

    /// <summary>Checks by length and modification time that the files are still those that were loaded.</summary>
    /// <exception cref="InvalidInputException">A file has changed since, or is gone.</exception>
    public void RequireUnchanged()
    {
        var changed = _files.FirstOrDefault(file => Stamp(file.Name, file.Path) != file);
        if (changed.Path is not null)
        {
            throw new InvalidInputException(changed.Path, "was changed since the model was loaded; run again.");
        }
    }

    /// <summary>Returns all files of a folder as they are now, without subfolders.</summary>
    /// <param name="folder">Path of the folder.</param>
    public static ModelFiles In(string folder) => new(Directory.GetFiles(folder).Select(path => Stamp(Path.GetFileName(path), path)));

    /// <summary>Returns the files of an adapter: the file itself, or all files of a PEFT folder.</summary>
    /// <param name="path">Path of the file or folder.</param>
    public static ModelFiles OfAdapter(string path) => Directory.Exists(path) ? In(path) : new([Stamp(Path.GetFileName(path), path)]);

    /// <summary>
    /// Returns these files, the graph, and the files below its folder whose names occur in it, as external weight files do. An unrelated file
    /// only causes needless new answers; a missing one would let answers of another model pass for this one's.
    /// </summary>
    /// <param name="folder">Path of the model's folder.</param>
    /// <param name="graphPath">Path of the graph.</param>
    public ModelFiles With(string folder, string graphPath)
    {
        var whole = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, AttributesToSkip = 0 };
        var below = Directory.GetFiles(Path.GetDirectoryName(graphPath)!, "*", whole).Where(path => path != graphPath).ToList();
        List<string> read = [graphPath, .. Named(graphPath, below).Order(StringComparer.Ordinal)];
        read.ForEach(LargeFilePointer.Refuse);
        var stamps = read.ConvertAll(path => Stamp(Path.GetRelativePath(folder, path).Replace('\\', '/'), path));
        return new(_files.Concat(stamps)) { OfGraph = stamps.ConvertAll(stamp => stamp.Name) };
    }

    private static (string Name, string Path, long Length, DateTime Written) Stamp(string name, string path)
    {
        // ONNX Runtime opens the graph and its weights itself, and would block on a pipe or device.
        PlainFile.Require(path);
        var file = new FileInfo(path);

        // For a link, the modification time of its target counts.
        var target = file.Exists ? file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file : file;
        return (name, path, target.Exists ? target.Length : -1, target.LastWriteTimeUtc);
    }

    private static HashSet<string> Named(string graphPath, List<string> candidates) => candidates.Count == 0 ? [] : BinaryInput.Read(graphPath, graph =>
    {
        var names = candidates.ToDictionary(path => path, path => Encoding.UTF8.GetBytes(Path.GetFileName(path)));
        var found = new HashSet<string>();
        var overlap = names.Values.Max(name => name.Length);
        var window = new byte[WindowSize + overlap];
        var kept = 0;
        while (graph.ReadAtLeast(window.AsSpan(kept, WindowSize), WindowSize, throwOnEndOfStream: false) is > 0 and var read)
        {
            var text = window.AsSpan(0, kept + read);
            foreach (var (path, name) in names)
            {
                if (!found.Contains(path) && text.IndexOf(name) >= 0)
                {
                    found.Add(path);
                }
            }

            kept = Math.Min(overlap, text.Length);
            text[^kept..].CopyTo(window);
        }

        return found;
    });

    private string MakeHash()
    {
        var sums = string.Concat(_files.Select(file => $"{Sha256Sums.Of(file.Path)}  {file.Name}\n"));
        RequireUnchanged();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums)));
    }
}
