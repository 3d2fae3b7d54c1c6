using System.Text.RegularExpressions;
using CLiKA.Languages;

namespace CLiKA.Import.Formats;

/// <summary>How the files of a public set are called.</summary>
/// <param name="Path">
/// Matches a file's path below the set's folder, with slashes. Its group <c>lang</c> is the language; its group <c>split</c>, where there
/// is one, the split; its group <c>part</c> tells the files of one language apart, where there are several.
/// </param>
/// <param name="LanguageOf">The language that the text of <c>lang</c> stands for; null where it stands for none.</param>
/// <param name="Expected">An example of a path, for error messages.</param>
/// <param name="DefaultSplit">The split that is read where none is named: <c>test</c> or <c>dev</c>; null where there are none.</param>
internal sealed record FileLayout(Regex Path, Func<string, Language?> LanguageOf, string Expected, string? DefaultSplit = null)
{
    /// <summary>
    /// A property that is in the files of every language; null where their names tell them from others. A folder that no file has it in is no
    /// language's: <c>src</c>, <c>doc</c> and <c>bin</c> are codes of languages, too.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>A language by any code that is in use for it.</summary>
    public static Language? ByCode(string code) => Language.TryRead(code, out var language) ? language : null;

    /// <summary>The split that a name stands for: development sets go by three names.</summary>
    public static string SplitOf(string name) => name is "val" or "validation" ? "dev" : name;
}
