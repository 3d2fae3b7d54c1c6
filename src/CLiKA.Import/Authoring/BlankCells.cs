namespace CLiKA.Import.Authoring;

/// <summary>Rejects facts with missing names and lists all of them, since the translator of a table wants to see every gap at once.</summary>
internal static class BlankCells
{
    private const int MostNamed = 20;

    /// <summary>Rejects blank cells.</summary>
    /// <param name="needed">The cells that require a name, row by row; a cell may occur several times.</param>
    /// <exception cref="InvalidInputException">One or more of them are blank.</exception>
    public static void Refuse(IEnumerable<(FactRow Fact, string Column)> needed)
    {
        var blank = needed.Where(cell => !cell.Fact.Names.ContainsKey(cell.Column)).DistinctBy(cell => (cell.Fact.Row.Line, cell.Column)).ToList();
        if (blank.Count == 0)
        {
            return;
        }

        var others = blank.Skip(1).Take(MostNamed).Select(cell => $"'{cell.Column}' in line {cell.Fact.Row.Line}").ToList();
        var rest = others.Count == 0 ? string.Empty : $" So {(others.Count == 1 ? "is" : "are")} {string.Join(", ", others)}";
        var more = blank.Count - 1 - others.Count;
        var end = others.Count == 0 ? string.Empty : more == 0 ? "." : $" and {more} more.";
        throw blank[0].Fact.Row.Error($"'{blank[0].Column}' is blank; expected a name.{rest}{end}");
    }
}
