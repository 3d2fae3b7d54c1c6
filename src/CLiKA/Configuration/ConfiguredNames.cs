using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Configuration;

/// <summary>Names that a configuration gives to models, probe sets and worlds, and that become those of files and folders.</summary>
internal static class ConfiguredNames
{
    /// <summary>Reads the names of an object's properties.</summary>
    /// <param name="record">The object.</param>
    /// <returns>The names, in their order.</returns>
    /// <exception cref="InvalidInputException">A name cannot be a file's, or two would be one file's.</exception>
    public static ImmutableArray<string> Of(JsonRecord record)
    {
        ImmutableArray<string> names = [.. record.Names];
        if (names.FirstOrDefault(name => !SafeName.Is(name)) is { } strange)
        {
            throw record.Error($"the name '{strange}' {SafeName.Expected}.");
        }

        // Their baselines would be one where the repository is checked out on Windows or macOS.
        return names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } same
            ? throw record.Error($"the names {string.Join(" and ", same.Select(name => $"'{name}'"))} differ only in case; expected names that every file system tells apart.")
            : names;
    }
}
