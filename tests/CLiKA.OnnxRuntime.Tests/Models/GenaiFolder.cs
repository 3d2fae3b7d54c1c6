using System.Text;
using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Tokenizers;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>A model folder as the onnxruntime-genai model builder writes it.</summary>
internal static class GenaiFolder
{
    public static readonly string[] Files =
        ["model.onnx", "model.onnx.data", "genai_config.json", "tokenizer.json", "tokenizer_config.json"];

    private static readonly DecoderConfiguration Model = SmallLlama.Grouped with { HeadSize = 16 };

    /// <summary>Writes a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="projection">How matrices are stored; by default in 4 bits, as the builder does for CPUs.</param>
    /// <param name="windowed">Layers that see a window alone.</param>
    /// <param name="keepsWindow">Whether they keep keys and values of it alone, too.</param>
    public static void Write(
        TemporaryFolder folder, IProjection? projection = null, IReadOnlyCollection<int>? windowed = null, bool keepsWindow = false)
    {
        projection ??= new Int4Projection(hasZeroPoints: false, accuracyLevel: 4, OnnxElementType.Float);
        ExportedLlama.Write(
            folder["model.onnx"],
            Model,
            hasPositions: false,
            isGrouped: true,
            cache: projection.Type,
            windowed: windowed,
            keepsWindow: keepsWindow,
            projection: projection,
            largestFile: 10_000);

        // Latin-1 keeps every byte as it is, and the builder's name is as long.
        var graph = Encoding.Latin1.GetString(File.ReadAllBytes(folder["model.onnx"]));
        graph = graph.Replace("model.onnx_data", "model.onnx.data", StringComparison.Ordinal);
        File.WriteAllBytes(folder["model.onnx"], Encoding.Latin1.GetBytes(graph));
        File.Move(folder["model.onnx_data"], folder["model.onnx.data"], overwrite: true);
        File.WriteAllText(folder["tokenizer.json"], SmallTokenizer.Split().ToJsonString());
        File.WriteAllText(folder["tokenizer_config.json"], """{"tokenizer_class":"PreTrainedTokenizerFast"}""");
        Edit(folder, _ => { });
    }

    public static void WriteConfiguration(TemporaryFolder folder) => Model.Write(folder["config.json"]);

    public static void Edit(TemporaryFolder folder, Action<JsonObject> edit)
    {
        JsonObject decoder = new()
        {
            ["session_options"] = new JsonObject { ["log_id"] = "onnxruntime-genai", ["provider_options"] = new JsonArray() },
            ["filename"] = "model.onnx",
            ["head_size"] = Model.HeadSize,
            ["hidden_size"] = Model.HiddenSize,
            ["inputs"] = new JsonObject
            {
                ["input_ids"] = "input_ids",
                ["attention_mask"] = "attention_mask",
                ["past_key_names"] = "past_key_values.%d.key",
                ["past_value_names"] = "past_key_values.%d.value",
            },
            ["outputs"] = new JsonObject
            {
                ["logits"] = "logits",
                ["present_key_names"] = "present.%d.key",
                ["present_value_names"] = "present.%d.value",
            },
            ["num_attention_heads"] = Model.Heads,
            ["num_hidden_layers"] = Model.Layers,
            ["num_key_value_heads"] = Model.KeyValueHeads,
        };
        JsonObject model = new()
        {
            ["bos_token_id"] = 1,
            ["context_length"] = Model.MaximumPositions,
            ["decoder"] = decoder,
            ["eos_token_id"] = new JsonArray(2, 3),
            ["pad_token_id"] = 2,
            ["type"] = "llama",
            ["vocab_size"] = Model.VocabularySize,
        };
        edit(model);
        var search = new JsonObject { ["max_length"] = Model.MaximumPositions, ["past_present_share_buffer"] = true };
        File.WriteAllText(folder["genai_config.json"], new JsonObject { ["model"] = model, ["search"] = search }.ToJsonString());
    }
}
