using CLiKA.Import.Tables;
using CLiKA.Input;

namespace CLiKA.Import.Authoring;

/// <summary>Reads the cells of a spreadsheet that somebody wrote by hand.</summary>
internal static class Cells
{
    /// <summary>A cell.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Name of the column.</param>
    /// <returns>Its text, on one line and without white space at its ends; empty where it is blank.</returns>
    /// <exception cref="InvalidInputException">The text has a line break or another control character.</exception>
    public static string Cell(this JsonRecord row, string column)
    {
        var text = row.Field(column).Trim();
        return ControlCharacters.Complaint(text) is { } complaint ? throw row.Error($"'{column}' is '{text}', which {complaint}.") : text;
    }

    /// <summary>A cell that must not be blank.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Name of the column.</param>
    /// <returns>Its text, on one line and without white space at its ends.</returns>
    /// <exception cref="InvalidInputException">The cell is blank, or has a line break or another control character.</exception>
    public static string KeyCell(this JsonRecord row, string column) =>
        row.Cell(column) is { Length: > 0 } text ? text : throw row.Error($"'{column}' is blank; expected text.");
}
