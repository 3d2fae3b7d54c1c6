using System.Text;

namespace CLiKA.Reporting.Summaries;

/// <summary>Markdown of limited length: whole lines are added while they fit, and it records whether anything was left out.</summary>
/// <param name="limit">Maximum number of characters.</param>
internal sealed class MarkdownPage(int limit)
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether anything was left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Adds lines, all or none; none after anything was left out.</summary>
    /// <returns>Whether the lines fitted.</returns>
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

    /// <summary>Adds a closing line, even if it does not fit.</summary>
    public void Close(string line) => _text.Append(line).Append('\n');

    /// <summary>Adds a table, with as many rows as fit.</summary>
    /// <param name="columns">The headings; a colon at the end aligns a column to the right.</param>
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
