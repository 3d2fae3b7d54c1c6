namespace CLiKA.Input;

/// <summary>Shortens paths for people: one below the folder in which the user typed is shown from there, as the user would type it.</summary>
public static class ShownPath
{
    /// <summary>Returns a path as seen from the folder in which this run was started.</summary>
    /// <param name="path">The path; whatever is not an absolute path, such as the address of a server, is returned as it is.</param>
    /// <returns>The relative path, where the path is below that folder; otherwise the path.</returns>
    public static string Of(string path)
    {
        try
        {
            return Path.IsPathFullyQualified(path) ? From(EnvironmentInput.StartFolder, path) : path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A folder that was deleted or may not be read, or a path with a null character, must not hide the message that the path is part of.
            return path;
        }
    }

    /// <summary>Returns an absolute path as seen from a folder.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="path">The path.</param>
    /// <returns>The relative path, where the path is below the folder; otherwise the path.</returns>
    internal static string From(string folder, string path) =>
        Path.GetRelativePath(folder, path) is var shorter && IsBelow(shorter) ? shorter : path;

    // The folder itself would be a dot, which is easily overlooked in a sentence; on another drive of Windows there is no relative path.
    private static bool IsBelow(string path) =>
        path is not ("." or "..") && !Path.IsPathFullyQualified(path) && !path.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
