using System.Security.Cryptography;
using System.Text;
using CLiKA.Input;
using CLiKA.Metrics;
using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Runs;

namespace CLiKA.Reporting.Figures;

/// <summary>Writes the figures of a run, each as SVG and PNG.</summary>
public static class RunFigures
{
    // A file of conductivity has the names of a model and of a world, and has to fit into the 255 bytes of a file name even while it is written.
    private const int LongestName = 90;
    private const int HashDigits = 12;

    /// <summary>Draws the figures of every model, replacing those of an earlier run.</summary>
    /// <param name="folder">The folder for figures; created if necessary.</param>
    /// <param name="models">The models.</param>
    /// <exception cref="InvalidInputException">A file cannot be written there.</exception>
    public static void Write(string folder, IEnumerable<ModelReport> models)
    {
        Remove(folder);
        foreach (var model in models.Select(report => new PageModel(report)))
        {
            var path = Path.Combine(folder, NameOf(model.Name));
            if (!model.Cells.IsEmpty)
            {
                HeatMapFigure.Write($"{path}.performance", model, Level.Performance);
            }

            if (model.Cells.Any(cell => cell.Received.PivotOverlap is not null) && !model.LanguagesOf(Level.Consistency).IsEmpty)
            {
                HeatMapFigure.Write($"{path}.consistency", model, Level.Consistency);
            }

            if (!model.Report.Judgement.Cells.IsEmpty)
            {
                ChangeFigure.Write($"{path}.changes", model);
            }

            foreach (var world in model.Report.Received.Worlds)
            {
                RetrievalFigure.Write($"{path}.conductivity.{NameOf(world.World)}", model.Name, world, model.Report.Retrieval);
            }
        }
    }

    // Names in recordings from elsewhere may be of any length; a hash tells those apart that begin alike.
    private static string NameOf(string name)
    {
        var anchor = PageAnchor.Of(name);
        return anchor.Length <= LongestName
            ? anchor
            : $"{anchor[..(LongestName - HashDigits - 1)]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(anchor)))[..HashDigits]}";
    }

    /// <summary>Removes the figures of an earlier run, so that none is taken for one of this run.</summary>
    /// <param name="folder">The folder for figures, which may be missing.</param>
    /// <exception cref="InvalidInputException">A file cannot be removed.</exception>
    internal static void Remove(string folder)
    {
        foreach (var pattern in (string[])["*.svg", "*.png"])
        {
            foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern) : [])
            {
                AtomicFile.Delete(file);
            }
        }
    }
}
