using CLiKA.Input;
using CLiKA.Reporting.Figures;
using CLiKA.Reporting.Pages;

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

    /// <summary>Writes every file of the report, in the place of the last run's.</summary>
    /// <param name="folder">The folder for what a run leaves behind; made as needed.</param>
    /// <param name="models">The models that were measured, in the order of the configuration.</param>
    /// <exception cref="InvalidInputException">A file cannot be written there.</exception>
    public static void Write(string folder, IReadOnlyList<ModelReport> models)
    {
        AtomicFile.WriteAllText(Path.Combine(folder, TableFile), RunTable.Render(models));
        AtomicFile.WriteAllText(Path.Combine(folder, PageFile), RunPage.Render(models));
        RunFigures.Write(Path.Combine(folder, FiguresFolder), models);
    }
}
