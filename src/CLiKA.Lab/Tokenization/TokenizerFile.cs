using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.Lab.Tokenization;

/// <summary>Writes a byte-level byte-pair encoding as a HuggingFace <c>tokenizer.json</c>.</summary>
internal static class TokenizerFile
{
    /// <summary>The token that opens every text.</summary>
    private const string Beginning = "<s>";

    /// <summary>Id of <see cref="Beginning"/>.</summary>
    public const int BeginningId = 0;

    /// <summary>Number of tokens in every vocabulary: the beginning and the 256 bytes.</summary>
    public const int FixedTokens = 257;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="merges">The merges, most frequent first.</param>
    /// <returns>Number of tokens in the vocabulary.</returns>
    public static int Write(string path, IReadOnlyList<(string Left, string Right)> merges)
    {
        var tokens = ByteAlphabet.Characters.Select(character => character.ToString())
            .Concat(merges.Select(merge => merge.Left + merge.Right))
            .Prepend(Beginning)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var special = new JsonObject { ["id"] = Beginning, ["ids"] = new JsonArray(BeginningId), ["tokens"] = new JsonArray(Beginning) };
        var json = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(new JsonObject
            {
                ["id"] = BeginningId,
                ["content"] = Beginning,
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = true,
            }),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "Split",
                        ["pattern"] = new JsonObject { ["Regex"] = BytePairTrainer.Pattern },
                        ["behavior"] = "Isolated",
                        ["invert"] = false,
                    },
                    ByteLevel(addPrefixSpace: false, useRegex: false)),
            },
            ["post_processor"] = new JsonObject
            {
                ["type"] = "TemplateProcessing",
                ["single"] = new JsonArray(
                    new JsonObject { ["SpecialToken"] = new JsonObject { ["id"] = Beginning, ["type_id"] = 0 } },
                    new JsonObject { ["Sequence"] = new JsonObject { ["id"] = "A", ["type_id"] = 0 } }),
                ["pair"] = new JsonArray(
                    new JsonObject { ["Sequence"] = new JsonObject { ["id"] = "A", ["type_id"] = 0 } },
                    new JsonObject { ["Sequence"] = new JsonObject { ["id"] = "B", ["type_id"] = 1 } }),
                ["special_tokens"] = new JsonObject { [Beginning] = special },
            },
            ["decoder"] = ByteLevel(addPrefixSpace: true, useRegex: true),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = false,
                ["vocab"] = new JsonObject(tokens.Index().Select(entry => KeyValuePair.Create(entry.Item, (JsonNode?)entry.Index))),
                ["merges"] = new JsonArray([.. merges.Select(merge => (JsonNode)$"{merge.Left} {merge.Right}")]),
            },
        };
        AtomicFile.WriteAllText(path, json.ToJsonString(Layout) + "\n");
        return tokens.Count;
    }

    private static JsonObject ByteLevel(bool addPrefixSpace, bool useRegex) => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = addPrefixSpace,
        ["trim_offsets"] = true,
        ["use_regex"] = useRegex,
    };
}
