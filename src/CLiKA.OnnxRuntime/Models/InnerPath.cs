namespace CLiKA.OnnxRuntime.Models;

/// <summary>Names of files as a file of a model's folder gives them, which must not lead out of the folder.</summary>
internal static class InnerPath
{
    /// <summary>Whether a name, with / between its parts, is one of a file in the folder or in a folder below.</summary>
    public static bool Is(string name) =>
        name.Split('/').All(part => part is not ("" or "." or "..") && part == Path.GetFileName(part) && !part.Contains('\\'));
}
