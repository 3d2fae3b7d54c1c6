using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Configuration;

/// <summary>Names of models, probe sets and worlds in a configuration, which also become file and folder names.</summary>
internal static class ConfiguredNames
{
    /// <summary>Reads the names of an object that is a property of another one.</summary>
    /// <param name="file">The outer object.</param>
    /// <param name="property">Name of the property.</param>
    /// <returns>The names, in order; at least one.</returns>
    /// <exception cref="InvalidInputException">There is no name, or as for <see cref="Of"/>.</exception>
    public static ImmutableArray<string> OfSome(JsonRecord file, string property) =>
        Of(file.Record(property)) is { IsEmpty: false } names ? names : throw file.Error($"'{property}' is empty; expected at least one.");

    /// <summary>Reads the names of an object's properties.</summary>
    /// <param name="record">The object.</param>
    /// <returns>The names, in order.</returns>
    /// <exception cref="InvalidInputException">A name is not valid as a file name, or two names would be the same file.</exception>
    public static ImmutableArray<string> Of(JsonRecord record)
    {
        ImmutableArray<string> names = [.. record.Names];
        if (names.FirstOrDefault(name => !SafeName.Is(name)) is { } strange)
        {
            throw record.Error($"the name '{strange}' {SafeName.Expected}.");
        }

        // Such names would share one baseline where the repository is checked out on Windows or macOS.
        return names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } same
            ? throw record.Error($"the names {string.Join(" and ", same.Select(name => $"'{name}'"))} differ only in case; expected names that every file system tells apart.")
            : names;
    }
}
