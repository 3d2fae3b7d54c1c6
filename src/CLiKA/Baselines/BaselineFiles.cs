using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Baselines;

/// <summary>The two files of a baseline: the metrics in <c>NAME.verified.json</c>, the answers in <c>NAME.answers.verified.txt</c>.</summary>
/// <param name="Folder">The folder of the model.</param>
/// <param name="Name">Common beginning of the file names, up to a dot.</param>
internal readonly record struct BaselineFiles(string Folder, string Name)
{
    private const string MetricsSuffix = ".verified.json";
    private const string AnswersSuffix = ".answers.verified.txt";

    /// <summary>The parts of the file names after the name: metrics, answers.</summary>
    public static ImmutableArray<string> Suffixes { get; } = [MetricsSuffix, AnswersSuffix];

    public string Metrics => Path.Combine(Folder, Name + MetricsSuffix);

    public string Answers => Path.Combine(Folder, Name + AnswersSuffix);

    /// <summary>Whether either file is there: a baseline that lost one of its two is an error rather than skipped.</summary>
    public bool Exist => File.Exists(Metrics) || File.Exists(Answers);

    /// <summary>Finds all baselines in a folder, which may be missing, by either file.</summary>
    public static IEnumerable<BaselineFiles> In(string folder) => Directory.Exists(folder)
        ? Suffixes.SelectMany(
            suffix => Directory.GetFiles(folder, "*" + suffix),
            (suffix, path) => new BaselineFiles(folder, Path.GetFileName(path)[..^suffix.Length])).Distinct()
        : [];

    /// <summary>Deletes what a failed comparison left beside the two.</summary>
    /// <exception cref="InvalidInputException">A file cannot be deleted.</exception>
    public void DeleteReceived()
    {
        foreach (var suffix in Suffixes)
        {
            AtomicFile.Delete(Path.Combine(Folder, Name + suffix.Replace("verified", "received", StringComparison.Ordinal)));
        }
    }
}
