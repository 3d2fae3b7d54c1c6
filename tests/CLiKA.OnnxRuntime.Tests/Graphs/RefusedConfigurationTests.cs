using CLiKA.Onnx;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>config.json of decoders that the graph cannot represent.</summary>
public sealed class RefusedConfigurationTests : ConfigurationTest
{
    [Theory]
    [InlineData("apertus", "\"hidden_act\": \"silu\"", "'hidden_act' is 'silu'; expected xielu")]
    [InlineData("apertus", "\"hidden_act\": \"xielu\"", "'rope_scaling' and 'rope_parameters' are missing; expected one")]
    [InlineData("cohere", "\"logit_scale\": 1", "'rope_theta' is missing")]
    [InlineData("jais2", "\"layer_norm_eps\": 1e-5", "'rope_theta' is missing")]
    [InlineData("cohere", "\"rope_theta\": 10000, \"logit_scale\": null", "'logit_scale' is Null")]
    [InlineData("cohere2", "\"sliding_window\": null", "'sliding_window' is Null")]
    [InlineData("cohere2", "\"hidden_act\": \"gelu\"", "'hidden_act' is 'gelu'; expected silu")]
    [InlineData("granite", "\"logits_scaling\": 0", "the scale of logits is")]
    [InlineData("granite", "\"residual_multiplier\": \"0.22\"", "'residual_multiplier' is String")]
    [InlineData("granite", "\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}", "'rope_scaling' is of type 'longrope'")]
    [InlineData("olmo2", "\"quantization_config\": {}", "'quant_method' is missing")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"linear\", \"factor\": 2}", "is of type 'linear'; expected default or longrope")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\"}", "'short_factor' is missing or not a list of numbers")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1, 2]}", "'short_factor' has 2 numbers, and the attention factor is 1; expected 4 numbers, all above 0")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\", \"factor\": 2, \"short_factor\": [1]}", "'factor' is 2; expected 0.0625, 'max_position_embeddings' (256) divided by the original training length (4096)")]
    [InlineData("phi3", "\"partial_rotary_factor\": 0.4", "the rotary embedding rotates 3 of 8 values of a head")]
    [InlineData("phi3", "\"sliding_window\": 0", "'sliding_window' is 0; expected at least 1")]
    [InlineData("smollm3", "\"use_sliding_window\": true", "SmolLM3 models with sliding windows are not supported")]
    [InlineData("smollm3", "\"layer_types\": [\"sliding_attention\"]", "SmolLM3 models with sliding windows are not supported")]
    [InlineData("smollm3", "\"no_rope_layers\": [1, 1]", "'no_rope_layers' is [1,1]; expected 0 or 1 for each of 8 layers")]
    [InlineData("smollm3", "\"no_rope_layers\": [1, 1, 1, 2, 1, 1, 1, 1]", "expected 0 or 1")]
    [InlineData("smollm3", "\"no_rope_layer_interval\": 0", "'no_rope_layer_interval' is 0; expected at least 1")]
    [InlineData("smollm3", "\"num_hidden_layers\": 2000000000", "'num_hidden_layers' is 2000000000; expected at least 1 and at most 512")]
    [InlineData("exaone4", "\"sliding_window_pattern\": \"LLLG\"", "'sliding_window_pattern' is String; expected a whole number")]
    [InlineData("exaone4", "\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}", "'rope_scaling' is of type 'longrope'")]
    [InlineData("glm4", "\"head_dim\": 8, \"partial_rotary_factor\": 0.4", "the rotary embedding rotates 3 of 8 values of a head")]
    [InlineData("glm", "\"hidden_act\": \"gelu\"", "'hidden_act' is 'gelu'; expected silu")]
    [InlineData("ernie4_5", "\"use_bias\": null", "'use_bias' is Null; expected true or false")]
    [InlineData("ernie4_5", "\"head_dim\": 8, \"num_key_value_heads\": 3", "'num_key_value_heads' is 3; expected a divisor of the number of heads, 4")]
    [InlineData("granite", "\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2, \"alpha\": 3}", "'rope_scaling' is of type 'dynamic'")]
    [InlineData("hunyuan_v1_dense", "\"rope_scaling\": {\"type\": \"yarn\", \"alpha\": 2}", "is of type 'yarn'; expected dynamic")]
    [InlineData("hunyuan_v1_dense", "\"rope_scaling\": {\"type\": \"dynamic\", \"alpha\": -2}", "the base of the rotary embedding is NaN")]
    [InlineData("seed_oss", "\"attention_out_bias\": \"no\"", "'attention_out_bias' is String")]
    [InlineData("helium", "\"partial_rotary_factor\": 0.5", "'partial_rotary_factor' is 0.5; expected 1")]
    [InlineData("olmo3", "\"sliding_window\": 64", "'rope_theta' is missing; expected a number")]
    [InlineData("bloom", "\"intermediate_size\": 100", "'n_inner' is 100; expected 128, four times the hidden size")]
    [InlineData("bloom", "\"n_embed\": 64", "'n_embed' is 64 and 'hidden_size' is 32; they are two names of one property")]
    [InlineData("bloom", "\"apply_residual_connection_post_layernorm\": true", "'apply_residual_connection_post_layernorm' is true; only")]
    [InlineData("bloom", "\"num_attention_heads\": 5", "'hidden_size' is 32; expected a multiple of 'num_attention_heads', 5")]
    [InlineData("gpt_neox", "\"hidden_act\": \"tanh\"", "'hidden_act' is 'tanh'; expected gelu, ")]
    [InlineData("gpt_neox", "\"hidden_size\": 28", "'head_dim' is 7; expected an even number")]
    [InlineData("gpt_neox", "\"rotary_pct\": 0", "the rotary embedding rotates 0 of 8 values of a head")]
    [InlineData("gpt_neox", "\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}", "'rope_scaling' is of type 'longrope'")]
    [InlineData("gpt2", "\"activation_function\": \"mish\"", "'activation_function' is 'mish'; expected gelu, ")]
    [InlineData("gpt2", "\"scale_attn_by_inverse_layer_idx\": true", "'scale_attn_by_inverse_layer_idx' is true; only")]
    [InlineData("gpt2", "\"add_cross_attention\": true", "'add_cross_attention' is true; only")]
    [InlineData("gpt2", "\"quantization_config\": {\"quant_method\": \"gptq\"}", "'quantization_config' is set; quantized GPT-2 checkpoints are not supported")]
    [InlineData("gpt2", "\"compression_config\": {\"quant_method\": \"compressed-tensors\"}", "'compression_config' is set; quantized GPT-2")]
    [InlineData("gpt2", "\"num_hidden_layers\": 2000000000", "'num_hidden_layers' is 2000000000; expected at least 1 and at most 512")]
    [InlineData("gpt2", "\"add_cross_attention\": \"no\"", "'add_cross_attention' is String; expected true or false")]
    [InlineData("stablelm", "\"num_key_value_heads\": 4, \"partial_rotary_factor\": 0.4", "the rotary embedding rotates 3 of 8 values of a head")]
    [InlineData("starcoder2", "\"sliding_window\": 0", "'sliding_window' is 0; expected at least 1")]
    [InlineData("nemotron", "\"hidden_act\": \"swiglu\"", "'hidden_act' is 'swiglu'; expected gelu, ")]
    [InlineData("olmo", "\"clip_qkv\": -1", "the bound of queries, keys and values is -1; expected a finite number above 0")]
    [InlineData("olmo", "\"clip_qkv\": \"8\"", "'clip_qkv' is String; expected a number")]
    [InlineData("falcon", "\"new_decoder_architecture\": true, \"parallel_attn\": false", "'parallel_attn' is false and 'new_decoder_architecture' is true")]
    [InlineData("falcon_h1", "\"num_key_value_heads\": 2, \"mamba_n_heads\": 4, \"mamba_d_ssm\": 30", "4 heads ('mamba_n_heads') of 7 values ('mamba_d_head') are 28; expected 30, 'mamba_d_ssm'")]
    [InlineData("falcon_h1", "\"num_key_value_heads\": 2, \"mamba_d_ssm\": 64, \"mamba_n_heads\": 4, \"mlp_multipliers\": [1]", "'mlp_multipliers' is [1]; expected 2 numbers")]
    [InlineData("falcon_h1", "\"num_key_value_heads\": 2, \"mamba_d_ssm\": 64, \"mamba_n_heads\": 4, \"ssm_multipliers\": [1, 1, 1, 1, \"1\"]", "'ssm_multipliers' is [1,1,1,1,\"1\"]; expected 5 numbers")]
    [InlineData("falcon_h1", "\"num_key_value_heads\": 2, \"mamba_d_ssm\": 64, \"mamba_n_heads\": 4, \"ssm_out_multiplier\": 0", "the scale of the output of state spaces is 0; expected a finite number above 0")]
    [InlineData("falcon", "\"num_ln_in_parallel_attn\": 2", "'num_ln_in_parallel_attn' is 2; expected 1, or ")]
    [InlineData("falcon", "\"new_decoder_architecture\": true, \"num_kv_heads\": 3", "'num_key_value_heads' is 3; expected a divisor of the number of heads, 4")]
    [InlineData("falcon", "\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}", "'rope_scaling' is of type 'longrope'")]
    [InlineData("xglm", "\"add_cross_attention\": true", "'add_cross_attention' is true; only")]
    [InlineData("xglm", "\"hidden_size\": 2, \"num_attention_heads\": 1", "'hidden_size' is 2; expected at least 4 for sinusoidal position embeddings")]
    [InlineData("opt", "\"do_layer_norm_before\": false", "'do_layer_norm_before' is false; only")]
    [InlineData("opt", "\"_remove_final_layer_norm\": true", "'_remove_final_layer_norm' is true; only")]
    [InlineData("opt", "\"word_embed_proj_dim\": 16", "'word_embed_proj_dim' is 16; expected 32, the same as 'hidden_size'")]
    [InlineData("gemma", "\"hidden_act\": \"silu\"", "'hidden_act' is 'silu'; expected gelu_pytorch_tanh")]
    [InlineData("jais2", "\"rope_theta\": 10000, \"hidden_act\": \"swiglu\"", "'hidden_act' is 'swiglu'; expected gelu, ")]
    [InlineData("lfm2", "\"num_key_value_heads\": 2, \"layer_types\": [\"conv\"]", "'layer_types' is conv; expected conv or full_attention for each of 8 layers")]
    [InlineData("lfm2", "\"num_key_value_heads\": 2, \"full_attn_idxs\": []", "none of 8 layers has attention; expected at least one")]
    [InlineData("lfm2", "\"num_key_value_heads\": 2, \"full_attn_idxs\": [\"2\"]", "'full_attn_idxs' is [\"2\"]; expected a list of layer indices")]
    [InlineData("lfm2", "\"num_key_value_heads\": 2, \"full_attn_idxs\": [0], \"conv_L_cache\": 1", "'conv_L_cache' is 1; expected 2 to 1024")]
    [InlineData("lfm2", "\"num_key_value_heads\": 2, \"block_multiple_of\": 0", "the width of feed-forward blocks is")]
    [InlineData("mistral3", "\"text_config\": { \"model_type\": \"llama\" }", "'model_type' of 'text_config' is 'llama'; expected mistral or ministral3")]
    [InlineData("bamba", "\"num_key_value_heads\": 2, \"mamba_n_heads\": 8, \"attn_layer_indices\": null", "none of 8 layers has attention; expected at least one")]
    [InlineData("bamba", "\"num_key_value_heads\": 2, \"partial_rotary_factor\": 1.0", "'partial_rotary_factor' is 1; expected 0.5")]
    [InlineData("bamba", "\"num_key_value_heads\": 2, \"attn_rotary_emb\": 8", "'attn_rotary_emb' is 8; expected 4, half of a head")]
    [InlineData("bamba", "\"num_key_value_heads\": 2, \"mamba_n_groups\": 2", "'mamba_n_groups' is 2; expected 1, since programs differ")]
    [InlineData("cohere2_vision", "\"text_config\": { \"model_type\": \"cohere2_moe\" }", "'model_type' of 'text_config' is 'cohere2_moe'; expected cohere2")]
    [InlineData("qwen2_vl", "\"rope_scaling\": { \"type\": \"mrope\", \"factor\": 2 }", "'factor' is 2; CLiKA does not know this property of a rotary embedding of type default")]
    [InlineData("qwen2_5_vl", "\"text_config\": { \"model_type\": \"qwen2\" }", "'model_type' of 'text_config' is 'qwen2'; expected qwen2_5_vl_text")]
    [InlineData("qwen2_5_vl", "\"use_sliding_window\": true, \"sliding_window\": 0, \"max_window_layers\": 4", "'sliding_window' is 0; expected at least 1")]
    [InlineData("qwen3_vl_text", "\"head_dim\": 8", "'rope_theta' is missing; expected a number")]
    [InlineData("qwen3_5_text", "\"head_dim\": 8", "'rope_theta' is missing; expected a number")]
    [InlineData("qwen3_5_text", "\"rope_theta\": 9, \"attn_output_gate\": false", "'attn_output_gate' is false; only true is supported")]
    [InlineData("qwen3_5_text", "\"rope_theta\": 9, \"output_gate_type\": \"sigmoid\"", "'output_gate_type' is 'sigmoid'; expected swish or silu")]
    [InlineData("qwen3_5_text", "\"rope_theta\": 9, \"full_attention_interval\": 0", "'full_attention_interval' is 0; expected at least 1")]
    [InlineData("qwen3_5_text", "\"rope_theta\": 9, \"linear_num_value_heads\": 24", "'linear_num_value_heads' is 24; expected a multiple of 'linear_num_key_heads', 16")]
    [InlineData("qwen3_5_text", "\"rope_theta\": 9, \"linear_key_head_dim\": 0", "'linear_key_head_dim' is 0; expected at least 1")]
    [InlineData("gptj", "\"scale_attn_weights\": false", "'scale_attn_weights' is false; only true is supported")]
    [InlineData("gptj", "\"rotary_dim\": 16", "the rotary embedding rotates 16 of 8 values of a head")]
    [InlineData("gpt_neo", "\"window_size\": 4", "'attention_types' is [[[\"global\",\"local\"],12]]; expected lists of global and local, each with how often it is repeated, for 8 layers")]
    [InlineData("gpt_neo", "\"attention_types\": [[[\"global\", \"sparse\"], 4]]", "expected lists of global and local")]
    [InlineData("gpt_neo", "\"attention_types\": [[[\"global\"], 8]], \"attention_layers\": [\"local\"]", "'attention_layers' is local; expected the layers of 'attention_types', global, global")]
    [InlineData("gpt_neo", "\"attention_types\": [[[\"local\"], 8]], \"window_size\": 0", "'window_size' is 0; expected at least 1")]
    [InlineData("gpt_bigcode", "\"add_cross_attention\": true", "'add_cross_attention' is true; only false is supported")]
    [InlineData("mpt", "\"intermediate_size\": null, \"no_bias\": false", "'no_bias' is false; only true is supported")]
    [InlineData("mpt", "\"intermediate_size\": null, \"norm_type\": \"rmsnorm\"", "'norm_type' is 'rmsnorm'; expected low_precision_layernorm or layernorm")]
    [InlineData("mpt", "\"intermediate_size\": null, \"expansion_ratio\": 2", "'expansion_ratio' is 2; expected 4")]
    [InlineData("mpt", "\"hidden_size\": 32", "'intermediate_size' is 48; expected 128, 4 times the hidden size")]
    [InlineData("mpt", "\"intermediate_size\": null, \"attn_config\": { \"alibi\": false }", "'alibi' is false; only true is supported")]
    [InlineData("mpt", "\"intermediate_size\": null, \"attn_config\": { \"attn_type\": \"multiquery_attention\" }", "'attn_type' is 'multiquery_attention'; expected multihead_attention")]
    [InlineData("mpt", "\"intermediate_size\": null, \"attn_config\": { \"alibi_bias_max\": 16 }", "'alibi_bias_max' is 16; expected 8")]
    [InlineData("mpt", "\"intermediate_size\": null, \"attn_config\": { \"clip_qkv\": 6 }", "'clip_qkv' of 'attn_config' is 6; CLiKA does not know what that means")]
    [InlineData("mllama_text_model", "\"num_key_value_heads\": 2", "'cross_attention_layers' is missing; expected a list of layer indices")]
    [InlineData("mllama_text_model", "\"num_key_value_heads\": 2, \"cross_attention_layers\": [0, 1, 2, 3, 4, 5, 6, 7]", "none of 8 layers has attention; expected at least one")]
    [InlineData("mllama_text_model", "\"num_key_value_heads\": 2, \"cross_attention_layers\": [1], \"tie_word_embeddings\": true", "'tie_word_embeddings' is true; only false is supported")]
    [InlineData("persimmon", "\"hidden_act\": \"gelu\"", "'model_type' is 'persimmon'; expected llama, mistral, ")]
    public void An_unsupported_configuration_is_refused(string type, string properties, string problem)
    {
        var read = () => Read($$"""{ "model_type": "{{type}}", {{properties}} }""");
        read.Should().Throw<InvalidInputException>().WithMessage($"{Folder["config.json"]}:*{problem}*");
    }

    [Theory]
    [InlineData("\"mamba_n_heads\": 8, \"layer_types\": null", "none of 8 layers has attention; expected at least one")]
    [InlineData("\"layer_types\": [\"mamba\", \"attention\"]", "'layer_types' is mamba, attention; expected mamba or attention for each of 8 layers")]
    [InlineData("\"mamba_n_heads\": 3", "3 heads ('mamba_n_heads') of 21 values ('mamba_d_head') are 63; expected 64, 'mamba_expand' times 'hidden_size'")]
    [InlineData("\"mamba_n_heads\": 8, \"mamba_d_head\": 4", "8 heads ('mamba_n_heads') of 4 values ('mamba_d_head') are 32; expected 64")]
    [InlineData("\"mamba_n_heads\": 0", "0 heads ('mamba_n_heads') of 64 values ('mamba_d_head') are 0; expected 64")]
    [InlineData("\"mamba_n_heads\": 8, \"mamba_n_groups\": 3", "'mamba_n_heads' is 8; expected a multiple of 'mamba_n_groups', 3")]
    [InlineData("\"mamba_n_heads\": 8, \"mamba_d_conv\": 1", "'mamba_d_conv' is 1; expected 2 to 1024")]
    [InlineData("\"mamba_n_heads\": 8, \"mamba_d_state\": 0", "'mamba_d_state' is 0; expected at least 1 and at most 4096")]
    [InlineData("\"mamba_n_heads\": 8, \"time_step_limit\": [0.001, 0.1]", "'time_step_limit' is [0.001,0.1]; only a limit from 0 to infinity is supported")]
    public void An_impossible_state_space_is_refused(string properties, string problem)
    {
        var types = string.Join(", ", Enumerable.Repeat("\"mamba\"", 7));
        var given = properties.Contains("layer_types", StringComparison.Ordinal) ? string.Empty : $"\"layer_types\": [{types}, \"attention\"], ";
        var read = () => Read($$"""{ "model_type": "granitemoehybrid", "num_local_experts": 0, "shared_intermediate_size": 8, {{given}}{{properties}} }""");
        read.Should().Throw<InvalidInputException>().WithMessage($"{Folder["config.json"]}:*{problem}*");
    }

    [Theory]
    [InlineData("\"hybrid_override_pattern\": null", "has neither 'hybrid_override_pattern' nor 'layers_block_type'; expected the block of each layer")]
    [InlineData("\"hybrid_override_pattern\": \"M*-X\"", "'hybrid_override_pattern' is 'M*-X'; expected one of M, *, -, E for each layer")]
    [InlineData("\"hybrid_override_pattern\": \"M*-\"", "the blocks of 3 layers are listed; expected those of 8 ('num_hidden_layers')")]
    [InlineData("\"hybrid_override_pattern\": \"MMMM----\"", "none of 8 layers has attention; expected at least one")]
    [InlineData("\"layers_block_type\": [\"mamba\"]", "'hybrid_override_pattern' is 'M*-EM*-E' and 'layers_block_type' is mamba; expected the same layers in both")]
    [InlineData("\"hybrid_override_pattern\": null, \"layers_block_type\": [\"mamba\", \"hybrid\"]", "'layers_block_type' has hybrid; expected mamba, attention, mlp, moe")]
    [InlineData("\"moe_latent_size\": 0", "'moe_latent_size' is 0; expected at least 1, or null")]
    [InlineData("\"mlp_bias\": true", "'mlp_bias' is true; with experts, only false is supported")]
    [InlineData("\"n_shared_experts\": 2", "'n_shared_experts' is 2; expected 1, since programs differ in what another number means")]
    [InlineData("\"norm_eps\": 1e-6", "'norm_eps' is 1E-06 and 'layer_norm_epsilon' is 1E-05; expected the same number")]
    [InlineData("\"mamba_hidden_act\": \"relu\"", "'mamba_hidden_act' is 'relu'; expected silu or swish")]
    [InlineData("\"mlp_hidden_act\": \"swiglu\"", "'mlp_hidden_act' is 'swiglu'; expected gelu, ")]
    [InlineData("\"n_groups\": 4, \"mamba_num_groups\": 2", "'mamba_num_groups' is 2 and 'mamba_n_groups' is 4; they are two names of one property")]
    [InlineData("\"mamba_num_heads\": 12", "'mamba_n_heads' is 12; expected a multiple of 'mamba_n_groups', 8")]
    [InlineData("\"time_step_limit\": [0.0, 0.1]", "'time_step_limit' is [0.0,0.1]; only a limit from 0 to infinity is supported")]
    [InlineData("\"rope_scaling\": {\"type\": \"linear\", \"factor\": 2}", "'rope_scaling' is set; CLiKA does not know what that means")]
    public void An_unsupported_model_with_one_block_in_each_layer_is_refused(string properties, string problem)
    {
        var given = properties.Contains("hybrid_override_pattern", StringComparison.Ordinal) ? string.Empty : "\"hybrid_override_pattern\": \"M*-EM*-E\", ";
        var heads = properties.Contains("mamba_num_heads", StringComparison.Ordinal) ? string.Empty : "\"mamba_num_heads\": 8, ";
        var read = () => Read($$"""{ "model_type": "nemotron_h", "num_key_value_heads": 2, {{given}}{{heads}}{{properties}} }""");
        read.Should().Throw<InvalidInputException>().WithMessage($"{Folder["config.json"]}:*{problem}*");
    }

    [Theory]
    [InlineData("{\n\"model_type\": \"llama\",\n\"hidden_act\": \"gelu\"\n}", 3, "'hidden_act' is 'gelu'; expected silu.")]
    [InlineData("{\n\"model_type\": \"llama\",\n\"rope_scaling\": {\n\"type\": \"linear\"\n}}", 3, "'factor' of 'rope_scaling' is missing; expected a number.")]
    [InlineData("{\n\"model_type\": \"llama\",\n\"rope_scaling\": {\n\"type\": \"yarn\",\n\"factor\": \"4\"\n}}", 5, "'factor' is String; expected a number.")]
    [InlineData("{\"model_type\": \"mistral3\",\n\"text_config\": {\n\"model_type\": \"mistral\",\n\"hidden_act\": \"gelu\"\n}}", 4, "'hidden_act' is 'gelu'; expected silu.")]
    [InlineData("{\"model_type\": \"mistral3\",\n\"text_config\": {\n\"model_type\": \"mamba\"\n}}", 3, "'model_type' of 'text_config' is 'mamba'; expected mistral or ministral3 or mistral4.")]
    public void An_error_names_the_line_of_the_property(string json, int line, string problem)
    {
        File.WriteAllText(Folder["config.json"], json);

        var read = () => DecoderConfiguration.Read(Folder["config.json"]);

        read.Should().Throw<InvalidInputException>().WithMessage($"{Folder["config.json"]}:{line}: {problem}");
    }
}
