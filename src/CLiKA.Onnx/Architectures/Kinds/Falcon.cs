using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// FalconForCausalLM: the original architecture, whose heads either share a single key or have one each, and the new one with grouped-query
/// attention. Where no maximum length is given, it is 2,048 tokens, as in the class.
/// </summary>
internal static class Falcon
{
    private const string NormsBeside = "num_ln_in_parallel_attn";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Names =
        [
            ("n_embed", "hidden_size"), ("n_layer", "num_hidden_layers"), ("n_head", "num_attention_heads"), ("n_head_kv", "num_kv_heads"),
            ("ffn_hidden_size", "intermediate_size"),
        ],
        Defaults = """
            {
              "layer_norm_epsilon": 1e-5, "bos_token_id": 11, "alibi": false, "new_decoder_architecture": false, "multi_query": true,
              "parallel_attn": true, "bias": false, "activation": "gelu", "tie_word_embeddings": true
            }
            """,
        Properties = $"num_kv_heads num_ln_in_parallel_attn ff_factor {PropertyNames.Rotary}",
    };

    private static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefault("max_position_embeddings", 2048);
        var isNew = json.Truth("new_decoder_architecture");
        var hasAlibi = json.Truth("alibi");
        var hasBias = json.Truth("bias");
        var shape = DecoderShape.ReadMultiHead(json, hasAlibi ? null : RotationReader.Read(json), "layer_norm_epsilon");
        return shape with
        {
            KeyValueHeads = isNew ? json.OptionalWholeNumber("num_kv_heads") ?? shape.Heads
                : json.Truth("multi_query") ? 1
                : shape.Heads,
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            FeedForwardBias = hasBias,
            Variant = shape.Variant with
            {
                Norms = NormsOf(json, isNew),
                Activation = ActivationReader.Read(json, "activation"),
                Alibi = hasAlibi ? new(1 / Math.Sqrt(shape.HeadSize), IsRounded: true) : null,
                Fused = FusedProjections.AttentionByGroups,
                Names = Bloom.Names,
            },
        };
    }

    private static LayerNorms NormsOf(JsonRecord json, bool isNew)
    {
        var count = json.OptionalWholeNumber(NormsBeside) ?? (isNew ? 2 : 1);
        return (json.Truth("parallel_attn"), isNew, count) switch
        {
            (true, true, 2) => new("ln_attn", null, "ln_mlp", null, IsParallel: true),
            (true, _, 1) => LayerNorms.Shared,
            (false, false, _) => LayerNorms.Llama,
            (false, true, _) => throw json.Error("'parallel_attn' is false and 'new_decoder_architecture' is true; the new architecture has parallel blocks."),
            _ => throw json.Error($"'{NormsBeside}' is {count}; expected 1{(isNew ? " or 2" : ", or 'new_decoder_architecture' to be true")}."),
        };
    }
}
