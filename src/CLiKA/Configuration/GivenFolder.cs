using CLiKA.Input;

namespace CLiKA.Configuration;

/// <summary>A folder that was given by a relative path: where it is missing, the user is told where it was looked for.</summary>
internal static class GivenFolder
{
    /// <summary>Describes how a property of the configuration names a folder.</summary>
    /// <param name="record">The object with the property.</param>
    /// <param name="property">Name of the property.</param>
    /// <param name="start">The folder of the configuration.</param>
    /// <returns>The path as it was given and what it is relative to, as a sentence without its full stop; null where it was a full path.</returns>
    public static string? Describe(JsonRecord record, string property, string start) => Path.IsPathFullyQualified(record.Text(property))
        ? null
        : $"'{record.Text(property)}' of {Path.GetFileName(record.File)} is relative to {start}, the folder of that file";

    /// <summary>Refuses a missing folder. One that was given by its full path is left to its reader, which needs no description.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="asGiven">How it was given, as a sentence without its full stop; null where it was a full path.</param>
    /// <param name="expected">What should be there.</param>
    /// <exception cref="InvalidInputException">There is no such folder, or a file of that name.</exception>
    public static void Require(string folder, string? asGiven, string expected)
    {
        if (asGiven is not null && !Directory.Exists(folder))
        {
            throw new InvalidInputException(folder, $"{(File.Exists(folder) ? "is a file" : "no such folder")}; expected {expected}. {asGiven}.");
        }
    }
}
