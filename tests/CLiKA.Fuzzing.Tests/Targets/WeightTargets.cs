using System.Text;
using System.Text.Json;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Checkpoints and adapters.</summary>
internal static class WeightTargets
{
    private const string Safetensors = "model.safetensors";
    private const string Index = "model.safetensors.index.json";
    private const string Part = "model-00001-of-00001.safetensors";
    private const string GraphFile = "model.onnx";
    private const string AdapterFile = "adapter.onnx_adapter";

    private static readonly LlamaConfiguration Small = new()
    {
        VocabularySize = 8,
        HiddenSize = 4,
        IntermediateSize = 4,
        Layers = 1,
        Heads = 2,
        KeyValueHeads = 1,
        HeadSize = 2,
        MaximumPositions = 8,
    };

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("safetensors header", () => Checkpoint("safetensors header", Safetensors, new HeaderMutation())),
        ("safetensors bytes", () => Checkpoint("safetensors bytes", Safetensors, new ByteMutation("F32", "BF16", "\"shape\"", "[", "{", "\""))),
        ("safetensors index", () => Checkpoint("safetensors index", Index, new JsonMutation())),
        ("checkpoint's config.json", () => Checkpoint("checkpoint's config.json", "config.json", new JsonMutation())),
        ("adapter_config.json", () => Adapter("adapter_config.json", "adapter_config.json", new JsonMutation())),
        ("adapter_model.safetensors", () => Adapter("adapter_model.safetensors", "adapter_model.safetensors", new HeaderMutation())),
        ("weights of a graph", () => new(
            "weights of a graph",
            [.. Seeds.Written(folder => LlamaGraph.Write(Path.Combine(folder, GraphFile), Small, new RecordedWeights(), WeightType.Float16))],
            new ByteMutation(".weight", "model.embed_tokens.weight"),
            folder => OnnxWeights.Read(Path.Combine(folder, GraphFile)))),
        ("onnx_adapter", () => new(
            "onnx_adapter",
            [.. Seeds.Written(folder => OnnxAdapterFile.Write(Path.Combine(folder, AdapterFile), Lora(), WeightType.Float32))],
            new ByteMutation("TORT", ".lora_A.weight", ".lora_B.weight"),
            folder => AdapterReader.Read(Path.Combine(folder, AdapterFile)))),
    ];

    // All that is read of a checkpoint is read when it is exported.
    private static FuzzTarget Checkpoint(string name, string file, IMutation mutation)
    {
        var files = Seeds.Written(folder =>
        {
            var weights = new RecordedWeights();
            LlamaGraph.Write(Path.Combine(folder, "unused.onnx"), Small, weights, WeightType.Float32);
            File.Delete(Path.Combine(folder, "unused.onnx"));
            Small.Write(Path.Combine(folder, "config.json"));
            File.WriteAllText(Path.Combine(folder, "tokenizer.json"), "{}");
            SafetensorsWriter.Write(Path.Combine(folder, Safetensors), weights.Asked, weights, WeightType.Float16);
            if (file == Index)
            {
                File.Move(Path.Combine(folder, Safetensors), Path.Combine(folder, Part));
                File.WriteAllText(Path.Combine(folder, Index), JsonSerializer.Serialize(new
                {
                    metadata = new { total_size = 1 },
                    weight_map = weights.Asked.ToDictionary(weight => weight.Name, _ => Part),
                }));
            }
        });
        return new(name, [files.First(seed => seed.File == file)], mutation, Export) { Beside = files, Cost = 4 };
    }

    private static void Export(string folder)
    {
        var target = Path.Combine(folder, "exported");
        try
        {
            CheckpointExport.Write(folder, target, WeightType.Float32);
        }
        finally
        {
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }
        }
    }

    private static FuzzTarget Adapter(string name, string file, IMutation mutation)
    {
        var files = Seeds.Written(folder => PeftFolder.Write(folder, Lora(), "base"));
        return new(name, [files.First(seed => seed.File == file)], mutation, folder => AdapterReader.Read(folder)) { Beside = files };
    }

    private static LoraAdapter Lora() => new(2, 4, [.. ((string[])["q_proj", "v_proj"]).SelectMany(
        projection => Enumerable.Range(0, 2).Select(layer => new LoraModule(
            $"model.layers.{layer}.self_attn.{projection}", 4, 6, [.. Enumerable.Repeat(0.5f, 8)], [.. Enumerable.Repeat(0.25f, 12)])))]);

    /// <summary>Changes the JSON in the head of a safetensors file, and says its new length.</summary>
    private sealed class HeaderMutation : IMutation
    {
        private readonly JsonMutation _json = new();
        private readonly Dictionary<byte[], byte[]> _headers = [];

        public byte[] Apply(byte[] input, IReadOnlyList<Edit> edits)
        {
            var length = (int)BitConverter.ToInt64(input);
            if (!_headers.TryGetValue(input, out var header))
            {
                _headers[input] = header = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(input, sizeof(long), length).TrimEnd());
            }

            var changed = _json.Apply(header, edits);
            return [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. input.AsSpan(sizeof(long) + length)];
        }
    }
}
