using System.Text.RegularExpressions;
using CLiKA.Languages;

namespace CLiKA.Import.Formats;

/// <summary>The naming scheme of a public set's files.</summary>
/// <param name="Path">
/// Matches a file's path below the set's folder, with slashes. Group <c>lang</c> captures the language; group <c>split</c>, if present, the
/// split; group <c>part</c>, if present, distinguishes several files of one language.
/// </param>
/// <param name="LanguageOf">Maps the text of <c>lang</c> to a language; null if it is none.</param>
/// <param name="Expected">An example of a path, for error messages.</param>
/// <param name="DefaultSplit">The split to read by default: <c>test</c> or <c>dev</c>; null if there are no splits.</param>
internal sealed record FileLayout(Regex Path, Func<string, Language?> LanguageOf, string Expected, string? DefaultSplit = null)
{
    /// <summary>
    /// A property that the files of every language have; null if their names identify them. A folder without a file that has it is not a
    /// language's: <c>src</c>, <c>doc</c> and <c>bin</c> are language codes too.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>Finds a language by any code in use for it.</summary>
    public static Language? ByCode(string code) => Language.TryRead(code, out var language) ? language : null;

    /// <summary>Normalizes the name of a split: development sets have three names.</summary>
    public static string SplitOf(string name) => name is "val" or "validation" ? "dev" : name;
}
