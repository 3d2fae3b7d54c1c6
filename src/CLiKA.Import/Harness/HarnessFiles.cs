using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CLiKA.Import.Harness;

/// <summary>Finds the samples files of a model's runs: <c>samples_belebele_deu_Latn_2026-11-20T08-15-30.123456.jsonl</c>.</summary>
internal static partial class HarnessFiles
{
    /// <summary>Finds the latest file of each task.</summary>
    /// <param name="folder">The folder with the files, or its parent if that holds the folder of a single model.</param>
    /// <returns>One file per task, ordered by the names of the tasks.</returns>
    /// <exception cref="InvalidInputException">The folder does not exist, or none or several of its subfolders have samples files.</exception>
    public static ImmutableArray<HarnessFile> Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException(folder, "no such folder; expected one that lm_eval wrote (--output_path).");
        }

        string[] folders = [folder, .. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
        var there = folders.Select(candidate => (Folder: candidate, Files: In(candidate))).Where(candidate => !candidate.Files.IsEmpty).ToList();
        return there switch
        {
            [var only] => only.Files,
            [var first, ..] when first.Folder == folder => first.Files,
            [] => throw new InvalidInputException(folder, "has no samples; expected files like samples_TASK_2026-11-20T08-15-30.123456.jsonl (lm_eval --log_samples)."),
            _ => throw new InvalidInputException(
                folder, $"has the samples of several models; give one of their folders: {string.Join(", ", there.Select(candidate => Path.GetFileName(candidate.Folder)))}."),
        };
    }

    private static ImmutableArray<HarnessFile> In(string folder)
    {
        // Read once per run, which may have thousands of tasks.
        var results = new Dictionary<string, HarnessResults>(StringComparer.Ordinal);

        // Times sort chronologically as strings.
        return
        [
            .. (from path in Directory.GetFiles(folder, "samples_*.jsonl")
               let match = FileName().Match(Path.GetFileName(path))
               where match.Success
               let run = match.Groups["time"].Value
               let file = new HarnessFile(path, match.Groups["task"].Value, run, ResultsOf(run))
               group file by file.Task into task
               select task.MaxBy(file => file.Run, StringComparer.Ordinal)).OrderBy(file => file.Task, StringComparer.Ordinal),
        ];

        HarnessResults ResultsOf(string run) => results.TryGetValue(run, out var known)
            ? known
            : results[run] = new HarnessResults(Path.Combine(folder, $"results_{run}.json"));
    }

    [GeneratedRegex(@"\Asamples_(?<task>.+)_(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9.-]+)\.jsonl\z")]
    private static partial Regex FileName();
}
