using CLiKA.Input;
using CLiKA.Reporting.Figures;
using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Results;

namespace CLiKA.Reporting.Runs;

/// <summary>Writes the report of a run for people and programs, in several formats: one file and one writer for each.</summary>
public static class RunReport
{
    /// <summary>Name of the file with the tables printed at the end of the run.</summary>
    public const string TableFile = "table.txt";

    /// <summary>Name of the file with all results, for programs.</summary>
    public const string ResultsFile = "results.json";

    /// <summary>Name of the HTML page.</summary>
    public const string PageFile = "index.html";

    /// <summary>Name of the folder for figures.</summary>
    public const string FiguresFolder = "figures";

    /// <summary>Name of the file with one row per item, for data frames.</summary>
    public const string ItemsFile = "results.parquet";

    /// <summary>Name of the file for a pull request comment or a job summary.</summary>
    public const string SummaryFile = "summary.md";

    /// <summary>Writes every file of the report, replacing the last run's.</summary>
    /// <param name="folder">The output folder; created if necessary.</param>
    /// <param name="models">The models that were measured, in the order of the configuration.</param>
    /// <param name="faults">What could not be measured.</param>
    /// <param name="texts">The rendered texts, if they were rendered before; null to render them.</param>
    /// <exception cref="InvalidInputException">A file cannot be written there.</exception>
    public static void Write(
        string folder, IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults, RunTexts? texts = null)
    {
        // Write the verdicts first, then delete all other files of an earlier run: if a figure cannot be drawn, the disk is full or the process is
        // killed, no leftover must be taken for this run's. Figures are written even without models, since that removes the earlier ones.
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
