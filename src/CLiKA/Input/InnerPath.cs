namespace CLiKA.Input;

/// <summary>Checks file names that a file of a folder contains, which must not lead out of that folder.</summary>
public static class InnerPath
{
    /// <summary>Returns whether a name, with / as the separator, is that of a file in the folder or below.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it is inside the folder.</returns>
    public static bool Is(string name) => name.Split('/').All(
        part => part is not ("" or "." or "..") && part == Path.GetFileName(part) && part.IndexOfAny(['\\', '\0']) < 0);
}
