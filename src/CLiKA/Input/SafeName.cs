using System.Text.RegularExpressions;

namespace CLiKA.Input;

/// <summary>Names that become those of files and folders.</summary>
public static partial class SafeName
{
    /// <summary>What is expected, as error messages say it.</summary>
    public const string Expected = "has to be of letters, digits, '.', '_' and '-'";

    // With what is put behind it, a name has to fit into the 255 bytes of a file's.
    private const int MaximumLength = 100;

    /// <summary>Whether a name can become a file's or a folder's on every system, and leads nowhere else.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it can.</returns>
    public static bool Is(string name) => name.Length <= MaximumLength && Safe().IsMatch(name) && !Device().IsMatch(name);

    // Not $, which lets a final newline through. Windows drops a dot at the end.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*(?<!\.)\z")]
    private static partial Regex Safe();

    // What Windows takes for a device, whatever comes behind a dot.
    [GeneratedRegex(@"^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\.|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Device();
}
