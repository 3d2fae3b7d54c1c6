using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Import.Authoring;

/// <summary>A row of the table of facts.</summary>
/// <param name="Row">The row, for error messages.</param>
/// <param name="Relation">The relation.</param>
/// <param name="Region">The world region; null if none is given.</param>
/// <param name="Names">The names by column, such as <c>subject.de</c>, without blank ones.</param>
/// <param name="AlsoRight">English names of further correct objects.</param>
internal sealed record FactRow(
    JsonRecord Row,
    string Relation,
    string? Region,
    ImmutableDictionary<string, string> Names,
    ImmutableArray<string> AlsoRight)
{
    /// <summary>Returns a name that is present: <see cref="BlankCells"/> rejects tables without it.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The name.</returns>
    public string Name(string column) => Names[column];
}
