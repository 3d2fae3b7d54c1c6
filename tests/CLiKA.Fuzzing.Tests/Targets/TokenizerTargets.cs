using System.Text.Json.Nodes;
using CLiKA.Alignment.Tests;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Tokenizers: the file is read, and what was read has to encode texts.</summary>
internal static class TokenizerTargets
{
    private const string File = "tokenizer.json";

    private static readonly string[] Texts =
    [
        "Which is the capital of France?\nA. Paris\n Answer: A", "Где находится Москва? 12345,67 — €", "ما هي عاصمة فرنسا؟ \u200f", "日本の首都は𠮷野家👩‍👩‍👧",
        string.Concat(Enumerable.Repeat("aaaa  bb\t", 40)), "<s> [MASK] </s>\ud800",
    ];

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("tokenizer.json", () => new(File, [.. Small()], new JsonMutation(), Read) { Cost = 4 }),
        ("precompiled_charsmap", () => new(
            "precompiled_charsmap", [new(File, Trie())], new ByteMutation(), Read) { Finish = WithMap, Cost = 4 }),
    ];

    private static void Read(string folder)
    {
        var tokenizer = HuggingFaceTokenizer.Read(Path.Combine(folder, File));
        foreach (var text in Texts)
        {
            tokenizer.Decode(tokenizer.Encode(text, addSpecialTokens: true), skipSpecialTokens: false);
        }
    }

    private static IEnumerable<FuzzSeed> Small() => Directory.EnumerateDirectories(SmallFolder()).Order(StringComparer.Ordinal)
        .Select(folder => new FuzzSeed(File, System.IO.File.ReadAllBytes(Path.Combine(folder, File))));

    private static string SmallFolder() => Path.Combine(Repository.Root, "tests", "CLiKA.OnnxRuntime.Tests", "Tokenizers", "Reference", "small");

    // A trie of two units and two replacements: what bytes make of it is what is tried.
    private static byte[] Trie() =>
        [16, 0, 0, 0, .. BitConverter.GetBytes(1u << 10), .. BitConverter.GetBytes(0x80000161u), .. BitConverter.GetBytes(0x100u), .. new byte[4], .. "ab\0cd\0"u8];

    private static byte[] WithMap(byte[] bytes) => System.Text.Encoding.UTF8.GetBytes(new JsonObject
    {
        ["version"] = "1.0",
        ["normalizer"] = new JsonObject { ["type"] = "Precompiled", ["precompiled_charsmap"] = Convert.ToBase64String(bytes) },
        ["model"] = new JsonObject
        {
            ["type"] = "WordLevel",
            ["vocab"] = new JsonObject { ["[UNK]"] = 0, ["a"] = 1 },
            ["unk_token"] = "[UNK]",
        },
    }.ToJsonString());
}
