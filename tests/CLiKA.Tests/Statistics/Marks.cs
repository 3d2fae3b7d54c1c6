namespace CLiKA.Tests.Statistics;

/// <summary>Outcomes written as strings of 1 (right) and 0 (wrong), one for each language; the same as in make.py.</summary>
internal static class Marks
{
    public static readonly bool[][] Baseline = Of("11111111110000", "11111011100100", "11110110100010");
    public static readonly bool[][] Candidate = Of("11110111010001", "11000010110100", "10010100000011");

    public static bool[][] Of(params string[] languages) => [.. languages.Select(marks => marks.Select(mark => mark == '1').ToArray())];
}
