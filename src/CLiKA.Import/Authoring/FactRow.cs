using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Import.Authoring;

/// <summary>A row of the table of facts.</summary>
/// <param name="Row">The row, for error messages.</param>
/// <param name="Relation">The relation.</param>
/// <param name="Region">Part of the world; null where none is named.</param>
/// <param name="Names">What stands in the columns of names, by column: <c>subject.de</c>; blank ones are not there.</param>
/// <param name="AlsoRight">Objects, in English, that are right too.</param>
internal sealed record FactRow(
    JsonRecord Row,
    string Relation,
    string? Region,
    ImmutableDictionary<string, string> Names,
    ImmutableArray<string> AlsoRight)
{
    /// <summary>A name that is there: <see cref="BlankCells"/> has refused a table without it.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The name.</returns>
    public string Name(string column) => Names[column];
}
