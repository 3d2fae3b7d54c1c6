using System.Globalization;
using System.Text;

namespace CLiKA.Reporting;

/// <summary>Rows of cells in aligned columns: the first to the left, the others to the right.</summary>
internal sealed class TextGrid
{
    private const int Gap = 2;

    private readonly List<string[]> _rows = [];

    public void Add(string label, IEnumerable<string> cells) => _rows.Add([label, .. cells]);

    public override string ToString()
    {
        var widths = Enumerable.Range(0, _rows.Max(row => row.Length))
            .Select(column => _rows.Where(row => column < row.Length).Max(row => Width(row[column])))
            .ToList();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            var line = new StringBuilder("  ").Append(row[0]).Append(' ', widths[0] - Width(row[0]));
            for (var column = 1; column < row.Length; column++)
            {
                line.Append(' ', Gap + widths[column] - Width(row[column])).Append(row[column]);
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static int Width(string cell) => new StringInfo(cell).LengthInTextElements;
}
