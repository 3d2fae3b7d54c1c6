using CLiKA.Input;
using CLiKA.Reporting.Figures;
using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Results;

namespace CLiKA.Reporting.Runs;

/// <summary>What a run leaves behind for people and programs: one file, and one writer, for each way of reading it.</summary>
public static class RunReport
{
    /// <summary>Name of the file with the tables that are printed at the end of the run.</summary>
    public const string TableFile = "table.txt";

    /// <summary>Name of the file with all of it for programs.</summary>
    public const string ResultsFile = "results.json";

    /// <summary>Name of the page.</summary>
    public const string PageFile = "index.html";

    /// <summary>Name of the folder with the figures.</summary>
    public const string FiguresFolder = "figures";

    /// <summary>Name of the file with one row for each item, for data frames.</summary>
    public const string ItemsFile = "results.parquet";

    /// <summary>Name of the file for a pull request's comment or a job's summary.</summary>
    public const string SummaryFile = "summary.md";

    /// <summary>Writes every file of the report, in the place of the last run's.</summary>
    /// <param name="folder">The folder for what a run leaves behind; made as needed.</param>
    /// <param name="models">The models that were measured, in the order of the configuration.</param>
    /// <param name="faults">What was to be measured and was not.</param>
    /// <param name="texts">The same in words, where it was rendered before; null to have it rendered.</param>
    /// <exception cref="InvalidInputException">A file cannot be written there.</exception>
    public static void Write(
        string folder, IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults, RunTexts? texts = null)
    {
        // Verdicts first, and once they are there nothing else of an earlier run's: where a figure cannot be drawn, the disk is full or the
        // process is killed, it must not be taken for this one's. Figures are written without models too, since that removes the earlier ones.
        AtomicFile.WriteAllText(Path.Combine(folder, ResultsFile), ResultsJson.Render(models, faults));
        foreach (var file in (string[])[SummaryFile, TableFile, ItemsFile, PageFile])
        {
            AtomicFile.Delete(Path.Combine(folder, file));
        }

        RunFigures.Remove(Path.Combine(folder, FiguresFolder));
        texts ??= RunTexts.Of(models, faults);
        AtomicFile.WriteAllText(Path.Combine(folder, SummaryFile), texts.Summary);
        AtomicFile.WriteAllText(Path.Combine(folder, TableFile), texts.Table);
        AtomicFile.WriteAllBytes(Path.Combine(folder, ItemsFile), ResultsParquet.Render(models));
        AtomicFile.WriteAllText(Path.Combine(folder, PageFile), RunPage.Render(models, faults));
        RunFigures.Write(Path.Combine(folder, FiguresFolder), models);
    }
}
