using CLiKA.Languages;
using CLiKA.OnnxRuntime.Tokenizers.Patterns;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// Which code points the components of HuggingFace's tokenizers know. Their tables are of several versions of Unicode, from 8 on, and what
/// came later is to them no mark and no punctuation; .NET's are newer, and those of its normalization are the machine's.
/// </summary>
internal static class ReferenceClasses
{
    private static readonly Dictionary<string, CodePointSet> Sets = Read();

    /// <summary>Punctuation of Unicode, and the symbols of ASCII.</summary>
    public static CodePointSet Punctuation => Sets["punctuation"];

    /// <summary>Marks.</summary>
    public static CodePointSet Mark => Sets["mark"];

    /// <summary>Marks that take no space and stay in NFD.</summary>
    public static CodePointSet NonSpacing => Sets["nonspacing"];

    /// <summary>Controls, formats and private use, without those that are white space.</summary>
    public static CodePointSet Other => Sets["other"];

    /// <summary>Numbers of every kind.</summary>
    public static CodePointSet Number => Sets["number"];

    /// <summary>What no normalization changes or moves, or moves anything across, although Unicode says so today.</summary>
    public static CodePointSet Unmoved => Sets["unmoved"];

    private static Dictionary<string, CodePointSet> Read()
    {
        using var stream = typeof(ReferenceClasses).Assembly.GetManifestResourceStream(typeof(ReferenceClasses), "reference-classes.txt")!;
        return CodePointTable.Read(stream).ToDictionary(entry => entry.Names[0], entry => CodePointSet.OfRuns(entry.Runs));
    }
}
