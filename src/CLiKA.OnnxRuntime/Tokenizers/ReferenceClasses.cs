using CLiKA.Languages;
using CLiKA.OnnxRuntime.Tokenizers.Patterns;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// The character classes of HuggingFace's tokenizers. Their tables come from several versions of Unicode, from 8 on, and do not classify later
/// marks and punctuation; .NET's are newer, and its normalization data is that of the machine.
/// </summary>
internal static class ReferenceClasses
{
    private static readonly Dictionary<string, CodePointSet> Sets = Read();

    /// <summary>Unicode punctuation, and ASCII symbols.</summary>
    public static CodePointSet Punctuation => Sets["punctuation"];

    /// <summary>Marks.</summary>
    public static CodePointSet Mark => Sets["mark"];

    /// <summary>Nonspacing marks that remain in NFD.</summary>
    public static CodePointSet NonSpacing => Sets["nonspacing"];

    /// <summary>Control, format and private-use characters that are not white space.</summary>
    public static CodePointSet Other => Sets["other"];

    /// <summary>Numbers of every kind.</summary>
    public static CodePointSet Number => Sets["number"];

    /// <summary>Code points that no normalization changes, reorders or reorders others across, although Unicode now says so.</summary>
    public static CodePointSet Unmoved => Sets["unmoved"];

    private static Dictionary<string, CodePointSet> Read()
    {
        using var stream = typeof(ReferenceClasses).Assembly.GetManifestResourceStream(typeof(ReferenceClasses), "reference-classes.txt")!;
        return CodePointTable.Read(stream).ToDictionary(entry => entry.Names[0], entry => CodePointSet.OfRuns(entry.Runs));
    }
}
