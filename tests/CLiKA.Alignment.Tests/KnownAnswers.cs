using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Journal;
using CLiKA.Models;
using CLiKA.Prompts;
using CLiKA.Runs;
using Protocol = CLiKA.Measurements.Protocol;

namespace CLiKA.Alignment.Tests;

/// <summary>
/// A journal with the answers to the questions of <c>geo</c> in all languages, of the accepted model and of the one trained further on Chinese. They
/// are asked once, for all tests of what becomes of answers.
/// </summary>
internal static class KnownAnswers
{
    private static readonly Lazy<Task<byte[]>> Asked = new(AskAsync);

    /// <summary>Writes the journal.</summary>
    /// <param name="path">Path of the file, in a folder that need not exist.</param>
    public static async Task WriteAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, await Asked.Value);
    }

    private static async Task<byte[]> AskAsync()
    {
        var folder = Directory.CreateTempSubdirectory("clika-known-").FullName;
        try
        {
            var path = Path.Combine(folder, "journal.db");
            using (var source = ModelSource.Of(path, Asking.Missing))
            {
                foreach (var name in (string[])["micro-base", "micro-chinese"])
                {
                    var entry = new ModelEntry(name, Repository.ModelFolder(name), "cpu", new Protocol(Scoring.Likelihood, PromptWrapping.None));
                    using var model = await source.OpenAsync(entry, CancellationToken.None);
                    await ModelRun.MeasureAsync(
                        entry, [new ProbeSetEntry("geo", Repository.ProbeSetFolder("geo"))], model, progress: null, CancellationToken.None);
                }
            }

            return await File.ReadAllBytesAsync(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
