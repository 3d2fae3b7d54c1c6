using System.Text;

namespace CLiKA.Reporting.Summaries;

/// <summary>Markdown up to a length: whole lines are taken as long as there is room, and what was left out is known.</summary>
/// <param name="limit">The most characters.</param>
internal sealed class MarkdownPage(int limit)
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether something was left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Adds lines, all or none; none once something was left out.</summary>
    /// <returns>Whether there was room.</returns>
    public bool Add(params IEnumerable<string> lines)
    {
        var block = string.Concat(lines.Select(line => line + "\n"));
        if (IsCut || _text.Length + block.Length > limit)
        {
            IsCut = true;
            return false;
        }

        _text.Append(block);
        return true;
    }

    /// <summary>Closes what was opened, whether there is room or not.</summary>
    public void Close(string line) => _text.Append(line).Append('\n');

    /// <summary>Adds a table, as many of its rows as there is room for.</summary>
    /// <param name="columns">The headings; a colon at the end sets a column to the right.</param>
    /// <param name="rows">The cells, as Markdown.</param>
    public void AddTable(IReadOnlyCollection<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        var heads = columns.Select(column => column.TrimEnd(':'));
        var lines = columns.Select(column => column.EndsWith(':') ? "---:" : "---");
        if (Add(string.Empty, Row(heads), Row(lines)))
        {
            foreach (var row in rows)
            {
                if (!Add(Row(row)))
                {
                    break;
                }
            }

            Add(string.Empty);
        }
    }

    public override string ToString() => _text.ToString();

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
