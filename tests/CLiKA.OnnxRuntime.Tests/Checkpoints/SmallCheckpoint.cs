using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Tokenizers;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>A HuggingFace folder with small random weights.</summary>
internal static class SmallCheckpoint
{
    /// <summary>Writes config.json, tokenizer.json and the weights.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="changes">Properties of config.json in addition to the small Llama's, or instead of them.</param>
    /// <param name="type">Type of the weights: F32, F16 or BF16.</param>
    /// <param name="parts">Number of files; with an index if more than one.</param>
    /// <param name="family">The naming of experts' weights; null for that of the model type.</param>
    /// <returns>The weights as stored, by their names in Llama.</returns>
    public static Func<string, float[]> Write(TemporaryFolder folder, string changes = "{}", string type = "F32", int parts = 1, string? family = null)
    {
        SmallLlama.Grouped.Write(folder["config.json"]);
        var json = SmallConfiguration.Merged(File.ReadAllText(folder["config.json"]), changes);
        File.WriteAllText(folder["config.json"], json.ToJsonString());
        File.WriteAllText(folder["tokenizer.json"], SmallTokenizer.Split().ToJsonString());
        var configuration = DecoderConfiguration.Read(folder["config.json"]);
        var weights = SmallLlama.Weights(configuration);
        var layout = family ?? json["model_type"]!.GetValue<string>();
        var tensors = OwnLayout.Of(layout, configuration, SmallLlama.Names(configuration, layout)
            .Select(name => new SmallWeight(name, SmallLlama.Dimensions(configuration, name), weights(name)))).ToList();
        var size = (tensors.Count + parts - 1) / parts;
        foreach (var (part, chunk) in tensors.Chunk(size).Index())
        {
            WriteTensors(folder[FileName(part, parts)], chunk.Select(weight => new CheckpointTensor(weight.Name, type, weight.Shape, Bytes(weight.Values, type))));
        }

        if (parts > 1)
        {
            var map = tensors.Index().ToDictionary(pair => pair.Item.Name, pair => FileName(pair.Index / size, parts));
            var index = JsonSerializer.Serialize(new { metadata = new { }, weight_map = map });
            File.WriteAllText(folder["model.safetensors.index.json"], index);
        }

        return name => Array.ConvertAll(weights(name), value => Rounded(value, type));
    }

    private static string FileName(int part, int parts) =>
        parts == 1 ? "model.safetensors" : $"model-{part + 1:00000}-of-{parts:00000}.safetensors";

    /// <summary>A weight of a checkpoint that is not quantized.</summary>
    public static CheckpointTensor Dense(DecoderConfiguration configuration, string name, float[] values, string type) =>
        new(name, type, SmallLlama.Dimensions(configuration, name), Bytes(values, type));

    /// <summary>Writes a safetensors file.</summary>
    public static void WriteTensors(string path, IEnumerable<CheckpointTensor> tensors)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        var data = new MemoryStream();
        foreach (var (name, type, shape, bytes) in tensors)
        {
            var begin = data.Length;
            data.Write(bytes);
            header[name] = new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = new JsonArray([.. shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(begin, data.Length),
            };
        }

        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((long)text.Length));
        file.Write(text);
        file.Write(data.ToArray());
    }

    private static byte[] Bytes(float[] values, string type) => type switch
    {
        "F32" => MemoryMarshal.AsBytes<float>(values).ToArray(),
        "F16" => MemoryMarshal.AsBytes<Half>(Array.ConvertAll(values, value => (Half)value)).ToArray(),
        _ => MemoryMarshal.AsBytes<ushort>(
            Array.ConvertAll(values, value => (ushort)(BitConverter.SingleToInt32Bits(value) >> 16))).ToArray(),
    };

    private static float Rounded(float value, string type) => type switch
    {
        "F32" => value,
        "F16" => (float)(Half)value,
        _ => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) >> 16 << 16),
    };
}
