namespace CLiKA.Fuzzing.Tests.Mutations;

/// <summary>Values at which readers of formats have failed elsewhere.</summary>
internal static class Hostile
{
    /// <summary>Texts, as JSON writes them between quotes: paths that climb, half characters, orders to terminals, markup.</summary>
    public static IReadOnlyList<string> JsonTexts { get; } =
    [
        string.Empty, " ", "\\u0000", "\\ud800", "\\udc00x", "\\u202e", "\\u2066", "\\u001b[2J", "\\u001b]8;;http://x\\u0007y", "\\u009b31m",
        "::set-output name=x::y", "##vso[task.complete]", "<script>alert(1)</script>", "../../../etc/passwd", "/etc/passwd", "C:\\\\x", "\\\\\\\\h\\\\s",
        "CON", "a/b", "..", ".", "~", "%s%n", "{0}{1}", "{", "}", "((((((a+)+)+)+)+)+$", "[[[[[[[[", "(?<x>", "\\\\p{L}+", "$1", "NaN", "1e999", "null",
        "en", "de", "xx", "A", "ZZ", "\ud83d\ude00", "e\u0301", "\u0130", "\ufb01", "\ufdfa", "\\n", "\\r\\n", "\\t", "a\\u0000b", new('x', 5_000), new('(', 500), new('[', 3_000),
        "geo.x/../../../up.verified.json", "geo.verified.\\u0000", "geo./up.verified.json", "geo.\\\\..\\\\up.verified.json", "http://[::1", "file:///etc/passwd", "javascript:alert(1)", "2024-02-30", "9999-12-31", "-", "--", "0", "-1", "token_id:5", "token_id:99999999999",
    ];

    /// <summary>Values as JSON writes them, and some that it does not.</summary>
    public static IReadOnlyList<string> JsonValues { get; } =
    [
        "null", "true", "false", "0", "-0", "1", "-1", "2", "3", "255", "65536", "2147483647", "2147483648", "-2147483648", "4294967296",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616", "1e999", "-1e999", "1e-999", "1e308", "1e19",
        "0.1", "0.25", "0.999999999", "1e-300", "79228162514264337593543950336", "1.0", "1e2", "01", "+1", "1.", ".5", "NaN", "Infinity", "[]", "{}",
        "[null]", "[[]]", "[{}]", "{\"\":0}", "{\"a\":{\"a\":{}}}", "[1,2,3]", "[\"a\",\"b\"]", "\"\"", "\"a\"", "'a'", "nul", "//x", "undefined",
    ];

    /// <summary>Whole numbers at the edges of their sizes.</summary>
    public static IReadOnlyList<long> Numbers { get; } =
    [
        0, 1, -1, 2, 4, 7, 8, 16, 127, 128, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, int.MaxValue + 1L,
        1L << 40, long.MaxValue, long.MinValue, long.MaxValue - 7, 10_000_000_000,
    ];
}
