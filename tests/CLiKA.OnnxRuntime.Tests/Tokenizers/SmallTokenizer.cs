using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.Tokenizers;

/// <summary>
/// A tokenizer.json of 320 tokens: two special tokens, the bytes, and 62 merges. 54 merges were trained on the texts of
/// <c>HuggingFaceTokenizerTests</c>; the last eight join what only a right split leaves together.
/// </summary>
internal static class SmallTokenizer
{
    private static readonly string[] Merges =
    [
        "ã ģ", "× Ļ", "×Ļ ×", "º Ð", "Ð µ", "Ð ºÐ", "Ġ l", "¨ ×", "Ø §", "Ù ħ", "e r", "¦ ĸ", "¦ĸ é", "¦ĸé ĥ", "¦ĸéĥ ½",
        "ÐºÐ °", "Ø µ", "é ¦ĸéĥ½", "Ġ i", "Ġ Ð", "c e", "c h", "h e", "i e", "o n", "s t", "© ×", "¬ ãģ", "¾ Ñ", "Ã ©",
        "Ð ¾Ñ", "Ðµ ÐºÐ°", "Ñ Ģ", "×Ļ× ¨×", "Ø ©", "Ø ±", "Ù ĩ", "ã Ģ", "ãĢ Ĥ", "Ġ P", "Ġ c", "Ġ d", "Ġ k", "Ġ Ã", "Ġ ×",
        "T he", "a d", "a r", "a u", "ch Ã©", "er chÃ©", "o r", "o w", "r o", "1 2", "12 3", "123 4", "· é", "( t", "Ċ Ċ",
        "Ġ Ġ", "ĺ b",
    ];

    /// <summary>Llama 3's split, NFC, merges as pairs, and an opening token.</summary>
    public static JsonObject Split()
    {
        const string Pattern =
            @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
        var json = Gpt2();
        json["normalizer"] = new JsonObject { ["type"] = "NFC" };
        json["pre_tokenizer"] = new JsonObject
        {
            ["type"] = "Sequence",
            ["pretokenizers"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Split",
                    ["pattern"] = new JsonObject { ["Regex"] = Pattern },
                    ["behavior"] = "Isolated",
                    ["invert"] = false,
                },
                new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = false }),
        };
        json["post_processor"] = new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray(
                new JsonObject { ["SpecialToken"] = new JsonObject { ["id"] = "<bos>", ["type_id"] = 0 } },
                new JsonObject { ["Sequence"] = new JsonObject { ["id"] = "A", ["type_id"] = 0 } }),
            ["pair"] = new JsonArray(),
            ["special_tokens"] = new JsonObject
            {
                ["<bos>"] = new JsonObject { ["id"] = "<bos>", ["ids"] = new JsonArray(0), ["tokens"] = new JsonArray("<bos>") },
            },
        };
        json["model"]!["merges"] = new JsonArray(
            [.. Merges.Select(merge => new JsonArray([.. merge.Split(' ').Select(part => JsonValue.Create(part))]))]);
        return json;
    }

    /// <summary>GPT-2's split, no normalizer, merges as texts, no opening token.</summary>
    public static JsonObject Gpt2()
    {
        var vocabulary = new JsonObject { ["<bos>"] = 0, ["<eos>"] = 1 };
        foreach (var token in Bytes().Concat(Merges.Select(merge => merge.Replace(" ", string.Empty, StringComparison.Ordinal))))
        {
            vocabulary[token] = vocabulary.Count;
        }

        return new()
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(Added(0, "<bos>"), Added(1, "<eos>")),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "ByteLevel",
                ["add_prefix_space"] = false,
                ["trim_offsets"] = true,
                ["use_regex"] = true,
            },
            ["post_processor"] = null,
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = true, ["trim_offsets"] = true },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = false,
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray([.. Merges.Select(merge => JsonValue.Create(merge))]),
            },
        };
    }

    // GPT-2 writes bytes that print as themselves, and numbers the other 68 from U+0100.
    private static List<string> Bytes()
    {
        const string Printed = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
            + "¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
        var others = 0;
        return [.. Enumerable.Range(0, 256)
            .Select(code => Printed.Contains((char)code) ? $"{(char)code}" : $"{(char)(256 + others++)}")];
    }

    private static JsonObject Added(int id, string content) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };
}
