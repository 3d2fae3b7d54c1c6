using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>GPTBigCodeForCausalLM, the class of StarCoder: GPT-2 whose heads share a key and a value.</summary>
internal static class GptBigcode
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Names = Gpt2.Sizes,
        Defaults = """
            {
              "layer_norm_epsilon": 1e-5, "bos_token_id": 50256, "activation_function": "gelu_pytorch_tanh", "scale_attn_weights": true, "multi_query": true,
              "tie_word_embeddings": true
            }
            """,

        // Of these the first two choose the precision of scores, and the others how they are computed.
        Properties = "attention_softmax_in_fp32 scale_attention_softmax_in_fp32 inference_runner validate_runner_input pre_allocate_kv_cache pad_key_length "
            + $"max_batch_size runner_max_sequence_length add_cross_attention {Gpt2.Unused}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireTruth("add_cross_attention", false);
        var shape = DecoderShape.ReadMultiHead(json, rotation: null, "layer_norm_epsilon");
        var shares = json.Truth("multi_query");
        return shape with
        {
            KeyValueHeads = shares ? 1 : shape.Heads,
            Variant = shape.Variant with
            {
                Norms = new("ln_1", null, "ln_2", null),
                Activation = ActivationReader.Read(json, "activation_function"),
                Positions = new(AreLearned: true, First: 0),
                AttentionScale = json.Truth("scale_attn_weights") ? null : 1,
                Fused = shares ? FusedProjections.Attention : FusedProjections.AttentionByGroups,
                Names = Gpt2.Names,
            },
        };
    }
}
