namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>Small checkpoints of decoders with layer normalization.</summary>
internal static class LayerNormArchitectures
{
    /// <summary>All, by their names.</summary>
    public static IReadOnlyDictionary<string, SmallArchitecture> All { get; } = new Dictionary<string, SmallArchitecture>
    {
        ["bloom"] = new(
            """
            { "model_type": "bloom", "hidden_size": null, "n_embed": 48, "n_layer": 2, "num_attention_heads": 6, "intermediate_size": null, "tie_word_embeddings": true }
            """),
        ["bloom, as it was published"] = new(
            """{ "model_type": "bloom", "intermediate_size": null, "seq_length": 64, "max_position_embeddings": null, "tie_word_embeddings": true }""",
            "bloom, bare"),
        ["gpt_neox"] = new("""{ "model_type": "gpt_neox", "hidden_act": "gelu", "rotary_emb_base": 80, "rope_theta": null }"""),
        ["gpt_neox, blocks one behind the other"] = new(
            """
            {
              "model_type": "gpt_neox", "hidden_act": "gelu_new", "use_parallel_residual": false, "attention_bias": false, "rotary_pct": 0.5,
              "tie_word_embeddings": true
            }
            """),
        ["starcoder2"] = new(
            """
            {
              "model_type": "starcoder2", "num_key_value_heads": 2, "hidden_act": "gelu_pytorch_tanh", "sliding_window": 5, "tie_word_embeddings": true
            }
            """),
        ["starcoder2, without biases"] = new("""{ "model_type": "starcoder2", "hidden_act": "gelu_pytorch_tanh", "use_bias": false }"""),
        ["stablelm"] = new("""{ "model_type": "stablelm", "use_qkv_bias": true }"""),
        ["stablelm, blocks side by side"] = new(
            """{ "model_type": "stablelm", "use_parallel_residual": true, "partial_rotary_factor": 0.5, "tie_word_embeddings": true }"""),
        ["stablelm, heads have norms of their own"] = new(
            """{ "model_type": "stablelm", "qk_layernorm": true, "use_parallel_residual": true, "partial_rotary_factor": 0.5 }"""),
        ["nemotron"] = new("""{ "model_type": "nemotron", "hidden_act": "relu2", "head_dim": 12, "attention_bias": true, "mlp_bias": true }"""),
        ["nemotron, without biases"] = new(
            """{ "model_type": "nemotron", "hidden_act": "relu2", "partial_rotary_factor": 1.0, "tie_word_embeddings": true }"""),
        ["jais2"] = new("""{ "model_type": "jais2", "hidden_act": "relu2", "attention_bias": true, "mlp_bias": true }"""),
        ["jais2, without biases"] = new(
            """{ "model_type": "jais2", "hidden_act": "relu2", "head_dim": 12, "attention_bias": false, "mlp_bias": false, "tie_word_embeddings": true }"""),
        ["olmo"] = new("""{ "model_type": "olmo", "clip_qkv": 0.6 }"""),
        ["olmo, not clipped"] = new("""{ "model_type": "olmo", "clip_qkv": null, "attention_bias": true, "tie_word_embeddings": true }"""),
        ["phi"] = new("""{ "model_type": "phi", "hidden_act": "gelu_new" }"""),
        ["phi, heads are normalized"] = new("""{ "model_type": "phi", "hidden_act": "gelu_new", "qk_layernorm": true }"""),
        ["falcon"] = new(
            """{ "model_type": "falcon", "num_kv_heads": 1, "ffn_hidden_size": 40, "intermediate_size": null, "tie_word_embeddings": true }"""),
        ["falcon, with alibi"] = new(
            """
            {
              "model_type": "falcon", "alibi": true, "multi_query": false, "parallel_attn": false, "bias": true, "hidden_size": 48,
              "num_attention_heads": 12, "tie_word_embeddings": true
            }
            """),
        ["falcon, of the new architecture"] = new(
            """{ "model_type": "falcon", "new_decoder_architecture": true, "num_kv_heads": 2, "tie_word_embeddings": true }"""),
        ["falcon, of the new architecture with one norm"] = new(
            """{ "model_type": "falcon", "new_decoder_architecture": true, "num_ln_in_parallel_attn": 1, "n_head_kv": 2, "rope_theta": 90 }"""),
        ["xglm"] = new(
            """
            {
              "model_type": "xglm", "hidden_size": null, "num_hidden_layers": null, "num_attention_heads": null, "intermediate_size": null,
              "d_model": 32, "num_layers": 2, "attention_heads": 4, "ffn_dim": 48, "tie_word_embeddings": true
            }
            """),
        ["xglm, not scaled"] = new("""{ "model_type": "xglm", "scale_embedding": false, "tie_word_embeddings": true }"""),
        ["opt"] = new(
            """{ "model_type": "opt", "ffn_dim": 48, "do_layer_norm_before": true, "word_embed_proj_dim": 32, "tie_word_embeddings": true }"""),
        ["opt, without weights of norms"] = new(
            """
            { "model_type": "opt", "enable_bias": false, "layer_norm_elementwise_affine": false, "activation_function": "relu", "tie_word_embeddings": true }
            """,
            "opt, bare"),
        ["gpt2"] = new(
            """
            {
              "model_type": "gpt2", "hidden_size": null, "num_hidden_layers": null, "num_attention_heads": null, "max_position_embeddings": null,
              "n_embd": 32, "n_layer": 3, "n_head": 2, "n_positions": 64, "tie_word_embeddings": true
            }
            """),
        ["gpt2, as it was published"] = new(
            """{ "model_type": "gpt2", "n_inner": null, "intermediate_size": null, "activation_function": "gelu_new", "tie_word_embeddings": true }""",
            "gpt2, bare"),
        ["gptj"] = new(
            """
            {
              "model_type": "gptj", "hidden_size": null, "num_hidden_layers": null, "num_attention_heads": null, "max_position_embeddings": null,
              "n_embd": 32, "n_layer": 3, "n_head": 2, "n_positions": 64, "rotary_dim": 12, "rotary": true
            }
            """),
        ["gptj, whole heads turn"] = new("""{ "model_type": "gptj", "rotary_dim": 8, "intermediate_size": null, "n_inner": null, "tie_word_embeddings": true }"""),
        ["gpt_neo"] = new(
            """
            {
              "model_type": "gpt_neo", "num_hidden_layers": null, "num_attention_heads": null, "num_layers": 3, "num_heads": 4, "window_size": 5,
              "attention_types": [[["global", "local"], 1], [["global"], 1]], "attention_layers": ["global", "local", "global"], "tie_word_embeddings": true
            }
            """),
        ["gpt_neo, last layer sees a window"] = new(
            """{ "model_type": "gpt_neo", "intermediate_size": null, "window_size": 4, "attention_types": [[["global", "local"], 1]], "tie_word_embeddings": true }"""),
        ["gpt_bigcode"] = new(
            """
            {
              "model_type": "gpt_bigcode", "hidden_size": null, "num_hidden_layers": null, "num_attention_heads": null, "max_position_embeddings": null,
              "n_embd": 32, "n_layer": 3, "n_head": 4, "n_positions": 64, "activation_function": "gelu", "tie_word_embeddings": true
            }
            """),
        ["gpt_bigcode, a key for each head"] = new("""{ "model_type": "gpt_bigcode", "multi_query": false, "tie_word_embeddings": true }"""),
        ["mpt"] = new(
            """
            {
              "model_type": "mpt", "hidden_size": null, "num_hidden_layers": null, "num_attention_heads": null, "intermediate_size": null,
              "max_position_embeddings": null, "d_model": 48, "n_layers": 2, "n_heads": 6, "max_seq_len": 64, "learned_pos_emb": true,
              "attn_config": { "alibi": true, "alibi_bias_max": 8, "softmax_scale": 0.3, "dtype": "float32" }, "tie_word_embeddings": true
            }
            """),
        ["mpt, with a matrix for logits"] = new("""{ "model_type": "mpt", "intermediate_size": null, "no_bias": true, "tie_word_embeddings": false }"""),
        ["cohere"] = new("""{ "model_type": "cohere", "logit_scale": 0.7, "tie_word_embeddings": true }"""),
        ["cohere, heads have norms of their own"] = new(
            """{ "model_type": "cohere", "logit_scale": 0.7, "use_qk_norm": true, "tie_word_embeddings": true }"""),
        ["cohere2"] = new(
            """
            {
              "model_type": "cohere2", "num_hidden_layers": 3, "logit_scale": 0.5, "sliding_window": 5,
              "sliding_window_pattern": 2, "tie_word_embeddings": true
            }
            """),
        ["cohere2, last layer sees all"] = new(
            """
            {
              "model_type": "cohere2", "num_hidden_layers": 4, "logit_scale": 0.5, "sliding_window": 4,
              "tie_word_embeddings": true
            }
            """),
    };
}
