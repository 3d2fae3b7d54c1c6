using System.Text.RegularExpressions;

namespace CLiKA.Input;

/// <summary>Checks names that become file or folder names.</summary>
public static partial class SafeName
{
    // With its suffixes, a name has to fit into the 255 bytes of a file name.
    private const int MaximumLength = 100;

    /// <summary>The requirement, as worded in error messages.</summary>
    public static string Expected { get; } =
        $"has to consist of letters, digits, '.', '_' and '-', at most {MaximumLength}, beginning with a letter or digit";

    /// <summary>Returns whether a name is valid as a file or folder name on every operating system, and leads nowhere else.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it is valid.</returns>
    public static bool Is(string name) => name.Length <= MaximumLength && Safe().IsMatch(name) && !Device().IsMatch(name);

    // \z instead of $, which matches before a final newline. Windows drops a trailing dot.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*(?<!\.)\z")]
    private static partial Regex Safe();

    // Names that Windows reserves for devices, with or without an extension.
    [GeneratedRegex(@"^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\.|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Device();
}
