using System.Text;
using System.Text.Json;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Files;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Checkpoints and adapters.</summary>
internal static class WeightTargets
{
    private const string Safetensors = "model.safetensors";
    private const string Index = "model.safetensors.index.json";
    private const string Part = "model-00001-of-00001.safetensors";
    private const string GraphFile = "model.onnx";
    private const string AdapterFile = "adapter.onnx_adapter";

    private static readonly DecoderConfiguration Small = new()
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

    // What each says beside the sizes, which most classes have defaults for and no file leaves out.
    private static readonly string[] Architectures =
    [
        .. ((string[])
        [
            """
            "model_type": "qwen3", "rope_scaling": { "rope_type": "yarn", "factor": 4, "original_max_position_embeddings": 64, "beta_fast": 32,
              "truncate": true }
            """,
            """
            "model_type": "gemma3_text", "sliding_window": 4, "sliding_window_pattern": 2, "torch_dtype": "bfloat16", "query_pre_attn_scalar": 8,
              "rope_local_base_freq": 10000, "rope_scaling": { "rope_type": "linear", "factor": 8 }
            """,
            """
            "model_type": "gemma2", "layer_types": ["sliding_attention", "full_attention"], "attn_logit_softcapping": 50,
              "final_logit_softcapping": 30, "hidden_activation": "gelu_pytorch_tanh"
            """,
            """
            "model_type": "gemma3", "text_config": { "model_type": "gemma3_text", "num_hidden_layers": 2, "rope_parameters": {
              "full_attention": { "rope_type": "linear", "factor": 8, "rope_theta": 1000000 },
              "sliding_attention": { "rope_type": "default", "rope_theta": 10000 } } }
            """,
            """
            "model_type": "apertus", "hidden_act": "xielu", "rope_scaling": { "rope_type": "llama3", "factor": 8, "low_freq_factor": 1,
              "high_freq_factor": 4, "original_max_position_embeddings": 64 }
            """,
            """ "model_type": "cohere2", "sliding_window": 4, "sliding_window_pattern": 2, "logit_scale": 0.25, "layer_norm_eps": 1e-5 """,
            """
            "model_type": "granite", "embedding_multiplier": 12, "logits_scaling": 8, "residual_multiplier": 0.2, "attention_multiplier": 0.1
            """,
            """
            "model_type": "phi3", "partial_rotary_factor": 0.5, "original_max_position_embeddings": 64, "sliding_window": 8,
              "rope_scaling": { "type": "longrope", "short_factor": [1, 2], "long_factor": [4, 4] }
            """,
            """ "model_type": "smollm3", "no_rope_layers": [1, 0], "use_sliding_window": false """,
            """ "model_type": "llama", "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 128, "checkpoint_format": "gptq", "dynamic": {} } """,
            """ "model_type": "llama", "quantization_config": { "quant_method": "awq", "bits": 4, "group_size": 128, "version": "gemm" } """,
            """ "model_type": "llama", "quantization_config": { "quant_method": "bitsandbytes", "load_in_4bit": true, "bnb_4bit_quant_type": "nf4" } """,
            """ "model_type": "llama", "quantization_config": { "quant_method": "fp8", "fmt": "e4m3", "weight_block_size": [128, 128] } """,
            """
            "model_type": "llama", "quantization_config": { "quant_method": "compressed-tensors", "format": "int-quantized", "sparsity_config": {},
              "kv_cache_scheme": { "num_bits": 8, "type": "float", "dynamic": false }, "config_groups": { "group_0": { "input_activations": { "num_bits": 8 }, "weights": { "num_bits": 8, "type": "int", "symmetric": false,
                "strategy": "block", "group_size": 16, "block_structure": [16, 16] } } } }
            """,
            """
            "model_type": "llama", "quantization_config": { "quant_method": "compressed-tensors", "format": "nvfp4-pack-quantized", "config_groups": {
              "group_0": { "format": "nvfp4-pack-quantized", "input_activations": { "num_bits": 4, "type": "float", "dynamic": "local" },
                "weights": { "num_bits": 4, "type": "float", "symmetric": true, "strategy": "tensor_group", "group_size": 16 } } } }
            """,
            """
            "model_type": "llama", "quantization_config": { "quant_method": "modelopt", "quant_algo": "MIXED_PRECISION", "ignore": ["lm_head"],
              "quantized_layers": { "model.layers.0.mlp": { "quant_algo": "NVFP4", "group_size": 16 }, "lm_head": { "quant_algo": "FP8" } },
              "config_groups": { "group_0": { "weights": { "num_bits": 4, "type": "float", "group_size": 16 } } }, "kv_cache_scheme": "NVFP4" }
            """,
        ]).Select(properties => $$"""
            { {{properties}}, "vocab_size": 8, "hidden_size": 16, "intermediate_size": 4, "num_hidden_layers": 2, "num_attention_heads": 2,
              "num_key_value_heads": 1, "head_dim": 8, "max_position_embeddings": 128 }
            """),
    ];

    private const string OfModelOptimizer = """
        {
          "producer": { "name": "modelopt", "version": "0.23.0" },
          "quantization": { "quant_algo": "NVFP4", "kv_cache_quant_algo": "FP8", "group_size": 16, "exclude_modules": ["lm_head"] }
        }
        """;

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("safetensors header", () => Checkpoint("safetensors header", Safetensors, new HeaderMutation())),
        ("safetensors bytes", () => Checkpoint("safetensors bytes", Safetensors, new ByteMutation("F32", "BF16", "\"shape\"", "[", "{", "\""))),
        ("safetensors index", () => Checkpoint("safetensors index", Index, new JsonMutation())),
        ("checkpoint's config.json", () => Checkpoint("checkpoint's config.json", "config.json", new JsonMutation())),
        ("config.json of other architectures", () => new(
            "config.json of other architectures",
            [.. Architectures.Select(json => Seeds.Text("config.json", json))],
            new JsonMutation(),
            folder => DecoderConfiguration.Read(Path.Combine(folder, "config.json")))),
        (QuantStateTarget.Name, () => QuantStateTarget.Make(Small, Export)),
        ("hf_quant_config.json", () => new(
            "hf_quant_config.json",
            [Seeds.Text("hf_quant_config.json", OfModelOptimizer)],
            new JsonMutation(),
            folder => DecoderConfiguration.Read(Path.Combine(folder, "config.json"))) { Beside = [Seeds.Text("config.json", Architectures[0])] }),
        ("adapter_config.json", () => Adapter("adapter_config.json", "adapter_config.json", new JsonMutation())),
        ("adapter_model.safetensors", () => Adapter("adapter_model.safetensors", "adapter_model.safetensors", new HeaderMutation())),
        ("weights of a graph", () => new(
            "weights of a graph",
            [.. Seeds.Written(folder => DecoderGraph.Write(Path.Combine(folder, GraphFile), Small, new RecordedWeights(), WeightType.Float16))],
            new ByteMutation(".weight", "model.embed_tokens.weight"),
            folder => OnnxWeights.Read(Path.Combine(folder, GraphFile)))),
        ("graph with LoRA inputs", () => new(
            "graph with LoRA inputs",
            [.. Seeds.Written(folder => DecoderGraph.Write(
                Path.Combine(folder, GraphFile), Small, new RecordedWeights(), WeightType.Float16, lora: LoraProjections.Usual))],
            new ByteMutation(".lora_A.weight", ".lora_B.weight", "MatMul", "Gather"),
            folder => _ = StoredGraph.TryRead(Path.Combine(folder, GraphFile)) is { } graph
                ? (graph.Matrices.Count(), graph.WithAdapter([]))
                : throw new InvalidInputException(Path.Combine(folder, GraphFile), "is no graph."))),
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
            DecoderGraph.Write(Path.Combine(folder, "unused.onnx"), Small, weights, WeightType.Float32);
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
