namespace CLiKA.Input;

/// <summary>Names of files as a file of a folder gives them, which must not lead out of the folder.</summary>
public static class InnerPath
{
    /// <summary>Whether a name, with / between its parts, is one of a file in the folder or in a folder below.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it is.</returns>
    public static bool Is(string name) => name.Split('/').All(
        part => part is not ("" or "." or "..") && part == Path.GetFileName(part) && part.IndexOfAny(['\\', '\0']) < 0);
}
