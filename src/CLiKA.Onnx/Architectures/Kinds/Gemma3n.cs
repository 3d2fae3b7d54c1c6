using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Gemma3nForCausalLM.</summary>
internal static class Gemma3n
{
    private const string Inner = "intermediate_size";
    private const string Sparsity = "activation_sparsity_pattern";

    // By default, these layers come first, and lack this share of their gates.
    private const int SparseLayers = 10;
    private const double SparseShare = 0.95;

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "vocab_size": 262400, "vocab_size_per_layer_input": 262144, "hidden_size": 2048, "hidden_size_per_layer_input": 256,
              "intermediate_size": 16384, "num_hidden_layers": 35, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 256,
              "max_position_embeddings": 32768, "rms_norm_eps": 1e-6, "bos_token_id": 2, "tie_word_embeddings": true, "sliding_window": 512,
              "final_logit_softcapping": 30, "altup_active_idx": 0, "altup_correct_scale": true, "altup_num_inputs": 4,
              "num_kv_shared_layers": 15, "laurel_rank": 64, "rope_theta": 1000000, "rope_local_base_freq": 10000
            }
            """,

        // The scale of scores and the learning rate of the streams are in published files, but HuggingFace's class does not read them. It clips the
        // coefficients of the streams in training only.
        Properties = $"""
            {Sparsity} hidden_activation dtype torch_dtype query_pre_attn_scalar altup_lr_multiplier altup_coef_clip {PropertyNames.Sliding} {PropertyNames.Biased}
            """,
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireOneOf("hidden_activation", "gelu_pytorch_tanh");
        if (json.WholeNumber("altup_active_idx") is not 0 and var active)
        {
            throw json.Error($"'altup_active_idx' is {active}; expected 0.");
        }

        var sizes = IntermediateSizes(json);
        var (full, sliding) = Gemma3.Rotations(json);
        var shape = DecoderShape.Read(json.With(Inner, sizes[0]), full) with { QueryKeyNorm = QueryKeyNorm.Shared };
        DecoderConfigurationCheck.RequireSizes(shape, json);
        var types = LayerTypes.Of(json, shape.Layers, period: 5);
        return shape with
        {
            Variant = new()
            {
                Norms = LayerNorms.Around,
                Activation = FeedForwardActivation.GeluTanh,
                AttentionScale = 1,
                NormalizesValues = true,
                EmbeddingScale = Gemma.EmbeddingScale(json, shape.HiddenSize),
                LogitCap = json.OptionalNumber("final_logit_softcapping"),
                Layers =
                [
                    .. LayerTypes.Attention(json, shape, types, sliding, full)
                        .Zip(KeyValueSharing.Sources(json, types), (attention, source) => attention with { KeysOf = source }),
                ],
                IntermediateSizes = sizes.Length > 1 ? sizes : [],
                GateSparsities = Sparsities(json, shape.Layers),
                AugmentedRank = json.WholeNumber("laurel_rank"),
                Alternating = new(json.WholeNumber("altup_num_inputs"), json.Truth("altup_correct_scale")),
                PerLayer = PerLayer(json),
            },
        };
    }

    private static PerLayerEmbeddings PerLayer(JsonRecord json)
    {
        var size = json.WholeNumber("hidden_size_per_layer_input");
        return new(json.WholeNumber("vocab_size_per_layer_input"), size, Gemma.EmbeddingScale(json, size)) { SharesFirst = true };
    }

    // One for all layers, or one for each.
    private static ImmutableArray<int> IntermediateSizes(JsonRecord json)
    {
        if (json.Element.GetProperty(Inner).ValueKind != JsonValueKind.Array)
        {
            return [json.WholeNumber(Inner)];
        }

        ImmutableArray<int> sizes = [.. Listed(json, Inner).Select(item => item.TryGetInt32(out var size) ? size : 0)];
        return sizes.Length == json.WholeNumber("num_hidden_layers") && sizes.Length > 0
            ? sizes
            : throw json.Error($"'{Inner}' has {sizes.Length} widths; expected one for all layers, or one for each of {json.WholeNumber("num_hidden_layers")}.");
    }

    private static ImmutableArray<double> Sparsities(JsonRecord json, int layers) => json.Has(Sparsity)
        ? [.. Listed(json, Sparsity).Select(item => item.GetDouble())]
        : [.. Enumerable.Range(0, layers).Select(layer => layers > SparseLayers && layer < SparseLayers ? SparseShare : 0)];

    private static JsonElement.ArrayEnumerator Listed(JsonRecord json, string name)
    {
        var list = json.Element.GetProperty(name);
        return list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number)
            ? list.EnumerateArray()
            : throw json.Error($"'{name}' is {JsonText.OnOneLine(list)}; expected a list of numbers, one for each layer.");
    }
}
