using CLiKA.Import.Tables;
using CLiKA.Input;

namespace CLiKA.Import.Authoring;

/// <summary>Reads cells of handwritten spreadsheets.</summary>
internal static class Cells
{
    /// <summary>Reads a cell.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Name of the column.</param>
    /// <returns>The trimmed text, on one line; empty if the cell is blank.</returns>
    /// <exception cref="InvalidInputException">The text has a line break or another control character.</exception>
    public static string Cell(this JsonRecord row, string column)
    {
        var text = row.Field(column).Trim();
        return ControlCharacters.Complaint(text) is { } complaint ? throw row.Error($"'{column}' is '{text}', which {complaint}.") : text;
    }

    /// <summary>Reads a cell that must not be blank.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Name of the column.</param>
    /// <returns>The trimmed text, on one line.</returns>
    /// <exception cref="InvalidInputException">The cell is blank, or has a line break or another control character.</exception>
    public static string KeyCell(this JsonRecord row, string column) =>
        row.Cell(column) is { Length: > 0 } text ? text : throw row.Error($"'{column}' is blank; expected text.");
}
