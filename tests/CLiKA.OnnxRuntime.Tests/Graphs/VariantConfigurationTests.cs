using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>config.json of decoders that differ from Llama by more than biases.</summary>
public sealed class VariantConfigurationTests : IDisposable
{
    private const string Sizes = """
        {
          "vocab_size": 320, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 8, "num_attention_heads": 4,
          "max_position_embeddings": 256
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_Cohere_2_every_fourth_layer_sees_all_and_does_not_turn()
    {
        var configuration = Read("""{ "model_type": "cohere2", "rope_theta": 50000, "sliding_window": 100 }""");

        var sliding = new LayerAttention(100, new(50_000, null));
        var full = new LayerAttention(null, null);
        configuration.Variant.Layers.Should().Equal(sliding, sliding, sliding, full, sliding, sliding, sliding, full);
        configuration.NormEpsilon.Should().Be(1e-5);
        configuration.TiedEmbeddings.Should().BeTrue();
        configuration.Variant.LogitScale.Should().Be(0.0625);
    }

    [Fact]
    public void Of_SmolLM3_every_fourth_layer_does_not_turn()
    {
        var configuration = Read("""{ "model_type": "smollm3" }""");

        configuration.Variant.Layers.Select(layer => layer.Rotation?.Theta).Should().Equal(
            2_000_000, 2_000_000, 2_000_000, null, 2_000_000, 2_000_000, 2_000_000, null);
        configuration.TiedEmbeddings.Should().BeTrue();
    }

    [Fact]
    public void Of_Phi_3_a_rotation_for_long_texts_is_read_for_those_of_the_first_training()
    {
        var configuration = Read("""
            {
              "model_type": "phi3", "max_position_embeddings": 4096, "original_max_position_embeddings": 64, "sliding_window": 64,
              "rope_scaling": { "type": "longrope", "short_factor": [1, 1, 2, 2], "long_factor": [4, 4, 4, 4] }
            }
            """);

        configuration.MaximumPositions.Should().Be(64);
        configuration.Variant.Layers.Should().BeEmpty("a window that holds the longest text is none");
        configuration.RopeScaling.Should().BeOfType<LongScaling>().Which.Factors.Should().Equal(1, 1, 2, 2);
        configuration.RopeScaling!.Magnitude.Should().BeApproximately(Math.Sqrt(2), 1e-12);
    }

    [Fact]
    public void What_the_first_files_of_Phi_3_call_su_is_a_rotation_for_long_texts() =>
        Read("""
            { "model_type": "phi3", "max_position_embeddings": 4096, "rope_scaling": { "type": "su", "short_factor": [1, 1, 2, 2], "long_factor": [4, 4, 4, 4] } }
            """).RopeScaling.Should().BeOfType<LongScaling>().Which.Factors.Should().Equal(1, 1, 2, 2);

    // _compute_dynamic_ntk_parameters of modeling_rope_utils.py: the base is another only for texts longer than max_position_embeddings.
    [Theory]
    [InlineData("llama", """{ "type": "dynamic", "factor": 4 }""", 256)]
    [InlineData("llama", """{ "rope_type": "dynamic", "factor": 4, "original_max_position_embeddings": 64 }""", 64)]
    [InlineData("falcon", """{ "type": "dynamic", "factor": 4 }""", 256)]
    [InlineData("hunyuan_v1_dense", """{ "type": "dynamic", "factor": 4 }""", 256)]
    public void A_rotation_that_grows_with_longer_texts_is_read_for_those_of_training(string type, string scaling, int longest)
    {
        var configuration = Read($$"""{ "model_type": "{{type}}", "rope_theta": 500, "rope_scaling": {{scaling}} }""");

        configuration.RopeScaling.Should().BeNull();
        configuration.RopeTheta.Should().Be(500);
        configuration.MaximumPositions.Should().Be(longest);
    }

    [Fact]
    public void Of_Ministral_3_texts_are_as_long_as_those_of_the_first_training()
    {
        var published = """{ "rope_type": "yarn", "factor": 16, "original_max_position_embeddings": 64, "rope_theta": 77, "llama_4_scaling_beta": 0.1 }""";
        var configuration = Read($$"""{ "model_type": "ministral3", "num_key_value_heads": 2, "rope_parameters": {{published}} }""");

        configuration.MaximumPositions.Should().Be(64, "from there on queries grow");
        configuration.RopeScaling.Should().BeOfType<YarnScaling>();
        configuration.HeadSize.Should().Be(128);
        Read("""{ "model_type": "ministral3", "num_key_value_heads": 2, "max_position_embeddings": 99999 }""").MaximumPositions.Should().Be(16384);
        Read("""{ "model_type": "ministral3", "num_key_value_heads": 2, "rope_parameters": { "rope_type": "default" } }""").MaximumPositions.Should().Be(256);
    }

    [Fact]
    public void Of_GLM_4_7_Flash_later_files_list_the_layers_that_have_experts()
    {
        const string Shape = "\"num_key_value_heads\": 4, \"n_routed_experts\": 4, \"num_experts_per_tok\": 2, \"moe_intermediate_size\": 8";
        var kinds = string.Join(", ", Enumerable.Range(0, 8).Select(layer => layer is 0 or 2 ? "\"dense\"" : "\"sparse\""));

        Read($$"""{ "model_type": "glm4_moe_lite", {{Shape}} }""").Variant.Experts!.DenseLayers.Should().Equal(0);
        Read($$"""{ "model_type": "glm4_moe_lite", {{Shape}}, "mlp_layer_types": [{{kinds}}] }""").Variant.Experts!.DenseLayers.Should().Equal(0, 2);
        var read = () => Read($$"""{ "model_type": "glm4_moe_lite", {{Shape}}, "mlp_layer_types": ["sparse"] }""");
        read.Should().Throw<InvalidInputException>().WithMessage("*'mlp_layer_types' is sparse; expected 8 of dense and sparse*");
    }

    [Fact]
    public void Of_Jais_2_everything_has_biases_where_nothing_is_said()
    {
        var configuration = Read("""{ "model_type": "jais2" }""");

        (configuration.QueryKeyValueBias, configuration.OutputBias, configuration.FeedForwardBias).Should().Be((true, true, true));
        configuration.RopeTheta.Should().Be(500_000);
        configuration.Variant.Activation.Should().Be(FeedForwardActivation.SquaredRelu);
    }

    [Fact]
    public void Of_OLMo_3_the_rotation_of_layers_that_slide_is_not_scaled()
    {
        var yarn = """{ "rope_type": "yarn", "factor": 8, "original_max_position_embeddings": 64 }""";
        var configuration = Read($$"""{ "model_type": "olmo3", "sliding_window": 100, "rope_theta": 500000, "rope_scaling": {{yarn}} }""");

        configuration.Variant.Layers.Select(layer => (layer.Window, layer.Rotation!.Scaling is null)).Should().Equal(
            (100, true), (100, true), (100, true), (null, false), (100, true), (100, true), (100, true), (null, false));
        configuration.Variant.Layers.Select(layer => layer.Rotation!.Theta).Distinct().Should().Equal(500_000);

        var byKind = """{ "full_attention": { "rope_type": "linear", "factor": 2, "rope_theta": 9 }, "sliding_attention": { "rope_theta": 7 } }""";
        Read($$"""{ "model_type": "olmo3", "rope_parameters": {{byKind}} }""").Variant.Layers.Select(layer => layer.Rotation!.Theta)
            .Should().Equal(7, 7, 7, 9, 7, 7, 7, 9);
    }

    [Fact]
    public void Of_Exaone_4_layers_that_see_all_turn_where_no_layer_slides()
    {
        var configuration = Read("""{ "model_type": "exaone4", "sliding_window": 100 }""");

        configuration.Variant.Layers.Select(layer => layer.Rotation is null).Should().Equal(false, false, false, true, false, false, false, true);
        Read("""{ "model_type": "exaone4", "sliding_window": null }""").Variant.Layers.Should().BeEmpty();
    }

    [Fact]
    public void Of_BLOOM_texts_are_as_long_as_those_it_was_trained_with()
    {
        var published = """
            {
              "model_type": "bloom", "apply_residual_connection_post_layernorm": false, "attention_softmax_in_fp32": true, "bias_dropout_fusion": true,
              "hidden_size": null, "n_embed": 64, "n_inner": null, "intermediate_size": null, "num_hidden_layers": null, "n_layer": 3, "offset_alibi": 100,
              "pretraining_tp": 2, "skip_bias_add": true, "skip_bias_add_qkv": false, "slow_but_exact": false, "max_position_embeddings": null
            }
            """;
        var configuration = Read(published.Replace("null\n", "null, \"seq_length\": 4096\n", StringComparison.Ordinal));

        configuration.MaximumPositions.Should().Be(4096);
        (configuration.HiddenSize, configuration.IntermediateSize, configuration.Layers, configuration.HeadSize).Should().Be((64, 256, 3, 16));
        configuration.TiedEmbeddings.Should().BeTrue();
        Read(published).MaximumPositions.Should().Be(2048);
    }

    [Fact]
    public void Of_GPT_NeoX_a_quarter_of_each_head_turns_and_blocks_stand_side_by_side()
    {
        var configuration = Read("""{ "model_type": "gpt_neox", "hidden_size": 64, "rotary_emb_base": 77 }""");

        configuration.RopeTheta.Should().Be(77);
        configuration.Variant.RotatedSize.Should().Be(4);
        configuration.Variant.Norms.IsParallel.Should().BeTrue();
        configuration.Variant.Activation.Should().Be(FeedForwardActivation.Gelu);
        configuration.TiedEmbeddings.Should().BeFalse();
        Read("""{ "model_type": "gpt_neox", "rotary_pct": 1.0 }""").Variant.RotatedSize.Should().BeNull();
    }

    [Theory]
    [InlineData("glm")]
    [InlineData("glm4")]
    public void Of_GLM_queries_keys_and_values_have_biases_where_nothing_is_said(string type)
    {
        var configuration = Read($$"""{ "model_type": "{{type}}" }""");

        (configuration.QueryKeyValueBias, configuration.OutputBias).Should().Be((true, false));
        Read($$"""{ "model_type": "{{type}}", "attention_bias": false }""").QueryKeyValueBias.Should().BeFalse();
    }

    [Fact]
    public void Of_Falcon_heads_share_one_key_or_groups_do_or_none()
    {
        Read("""{ "model_type": "falcon" }""").KeyValueHeads.Should().Be(1);
        Read("""{ "model_type": "falcon", "multi_query": false }""").KeyValueHeads.Should().Be(4);
        Read("""{ "model_type": "falcon", "new_decoder_architecture": true, "num_kv_heads": 2 }""").KeyValueHeads.Should().Be(2);
        Read("""{ "model_type": "falcon", "new_decoder_architecture": true }""").KeyValueHeads.Should().Be(4);
        Read("""{ "model_type": "falcon", "max_position_embeddings": null }""").MaximumPositions.Should().Be(2048);
    }

    [Fact]
    public void Of_StarCoder_2_a_window_that_holds_the_longest_text_is_none()
    {
        Read("""{ "model_type": "starcoder2", "sliding_window": 100 }""").Variant.Layers.Select(layer => layer.Window).Distinct().Should().Equal(100);
        Read("""{ "model_type": "starcoder2", "sliding_window": 4096 }""").Variant.Layers.Should().BeEmpty();
        Read("""{ "model_type": "starcoder2" }""").KeyValueHeads.Should().Be(2);
    }

    [Fact]
    public void Of_GPT_2_a_scale_of_scores_can_be_left_out()
    {
        Read("""{ "model_type": "gpt2", "n_inner": null }""").Variant.AttentionScale.Should().BeNull();
        Read("""{ "model_type": "gpt2", "scale_attn_weights": false }""").Variant.AttentionScale.Should().Be(1);
    }

    [Fact]
    public void Later_files_have_the_base_of_the_rotation_within()
    {
        var rope = """{ "rope_type": "default", "rope_theta": 77 }""";
        foreach (var type in (string[])["cohere", "cohere2", "granite", "olmo2", "smollm3"])
        {
            Read($$"""{ "model_type": "{{type}}", "rope_parameters": {{rope}} }""").RopeTheta.Should().Be(77, type);
        }
    }

    // "self.rope_parameters = rope_scaling or self.rope_parameters" of modeling_rope_utils.py.
    [Theory]
    [InlineData("granite", """{ "rope_type": "linear", "factor": 2 }""", 2)]
    [InlineData("granite", """{ "rope_type": "default" }""", 1)]
    [InlineData("granite", "{}", 8)]
    [InlineData("granite", "null", 8)]
    [InlineData("phi3", """{ "rope_type": "longrope", "short_factor": [2, 2, 2, 2] }""", 2)]
    [InlineData("phi3", """{ "rope_type": "default" }""", 1)]
    [InlineData("phimoe", """{ "rope_type": "default" }""", 1)]
    [InlineData("hunyuan_v1_dense", """{ "rope_type": "linear", "factor": 2 }""", 2)]
    public void Of_two_scalings_of_the_rotation_the_earlier_versions_is_taken(string type, string scaling, double factor)
    {
        var other = type == "hunyuan_v1_dense" ? "3" : "null";
        var configuration = Read($$"""
            {
              "model_type": "{{type}}", "num_key_value_heads": 4, "rope_theta": 10000, "rope_scaling": {{scaling}},
              "rope_parameters": { "rope_type": "linear", "factor": 8, "alpha": {{other}}, "rope_theta": 77 }
            }
            """);

        var angles = configuration.RotaryAngles();
        angles[0].Should().Be(1 / factor);
        angles[1].Should().BeApproximately(Math.Pow(factor == 8 ? 77 : 10_000, -0.25) / factor, 1e-12);
    }

    [Theory]
    [InlineData("apertus", "\"hidden_act\": \"silu\"", "'hidden_act' is 'silu'; only 'xielu'")]
    [InlineData("apertus", "\"hidden_act\": \"xielu\"", "has neither 'rope_scaling' nor 'rope_parameters'")]
    [InlineData("cohere", "\"logit_scale\": 1", "'rope_theta' is missing")]
    [InlineData("cohere", "\"rope_theta\": 10000, \"logit_scale\": null", "'logit_scale' is Null")]
    [InlineData("cohere2", "\"sliding_window\": null", "'sliding_window' is Null")]
    [InlineData("cohere2", "\"hidden_act\": \"gelu\"", "'hidden_act' is 'gelu'; only 'silu'")]
    [InlineData("granite", "\"logits_scaling\": 0", "must be finite and above 0")]
    [InlineData("granite", "\"residual_multiplier\": \"0.22\"", "'residual_multiplier' is String")]
    [InlineData("granite", "\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}", "'rope_scaling' is of type 'longrope'")]
    [InlineData("olmo2", "\"quantization_config\": {}", "'quant_method' is missing")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"linear\", \"factor\": 2}", "is of type 'linear'; expected default or longrope")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\"}", "'short_factor' is missing, or no list of numbers")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1, 2]}", "needs 4 short factors above 0, of which it has 2")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\", \"factor\": 2, \"short_factor\": [1]}", "'factor' is 2, and 256 positions")]
    [InlineData("phi3", "\"partial_rotary_factor\": 0.4", "3 of a head's 8 values are to be turned")]
    [InlineData("phi3", "\"sliding_window\": 0", "must hold at least one position")]
    [InlineData("smollm3", "\"use_sliding_window\": true", "SmolLM3 is supported without")]
    [InlineData("smollm3", "\"layer_types\": [\"sliding_attention\"]", "SmolLM3 is supported without")]
    [InlineData("smollm3", "\"no_rope_layers\": [1, 1]", "'no_rope_layers' is [1,1]; expected 0 or 1 for each of 8 layers")]
    [InlineData("smollm3", "\"no_rope_layers\": [1, 1, 1, 2, 1, 1, 1, 1]", "expected 0 or 1")]
    [InlineData("smollm3", "\"no_rope_layer_interval\": 0", "'no_rope_layer_interval' must be at least 1")]
    [InlineData("smollm3", "\"num_hidden_layers\": 2000000000", "are too many; expected at most 512 layers")]
    [InlineData("exaone4", "\"sliding_window_pattern\": \"LLLG\"", "'sliding_window_pattern' is String; expected a whole number")]
    [InlineData("exaone4", "\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}", "'rope_scaling' is of type 'longrope'")]
    [InlineData("glm4", "\"head_dim\": 8, \"partial_rotary_factor\": 0.4", "3 of a head's 8 values are to be turned")]
    [InlineData("glm", "\"hidden_act\": \"gelu\"", "'hidden_act' is 'gelu'; only 'silu'")]
    [InlineData("ernie4_5", "\"use_bias\": null", "'use_bias' is Null; expected true or false")]
    [InlineData("ernie4_5", "\"head_dim\": 8, \"num_key_value_heads\": 3", "4 heads cannot share 3 key and value heads evenly")]
    [InlineData("granite", "\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2, \"alpha\": 3}", "'rope_scaling' is of type 'dynamic'")]
    [InlineData("hunyuan_v1_dense", "\"rope_scaling\": {\"type\": \"yarn\", \"alpha\": 2}", "is of type 'yarn'; expected dynamic")]
    [InlineData("hunyuan_v1_dense", "\"rope_scaling\": {\"type\": \"dynamic\", \"alpha\": -2}", "the base of the rotation is NaN")]
    [InlineData("seed_oss", "\"attention_out_bias\": \"no\"", "'attention_out_bias' is String")]
    [InlineData("helium", "\"partial_rotary_factor\": 0.5", "only whole heads can be rotated")]
    [InlineData("olmo3", "\"sliding_window\": 64", "'rope_theta' is missing; expected a number")]
    [InlineData("bloom", "\"intermediate_size\": 100", "'n_inner' is 100; BLOOM's feed-forward blocks are four times as wide as 32")]
    [InlineData("bloom", "\"n_embed\": 64", "'n_embed' is 64 and 'hidden_size' is 32; expected the same")]
    [InlineData("bloom", "\"apply_residual_connection_post_layernorm\": true", "'apply_residual_connection_post_layernorm' is true; only")]
    [InlineData("bloom", "\"num_attention_heads\": 5", "a width of 32 cannot be shared by 5 heads evenly")]
    [InlineData("gpt_neox", "\"hidden_act\": \"tanh\"", "'hidden_act' is 'tanh'; expected gelu, ")]
    [InlineData("gpt_neox", "\"hidden_size\": 28", "the head size 7 is odd; rotation needs pairs")]
    [InlineData("gpt_neox", "\"rotary_pct\": 0", "0 of a head's 8 values are to be turned")]
    [InlineData("gpt_neox", "\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}", "'rope_scaling' is of type 'longrope'")]
    [InlineData("gpt2", "\"activation_function\": \"mish\"", "'activation_function' is 'mish'; expected gelu, ")]
    [InlineData("gpt2", "\"scale_attn_by_inverse_layer_idx\": true", "'scale_attn_by_inverse_layer_idx' is true; only")]
    [InlineData("gpt2", "\"add_cross_attention\": true", "'add_cross_attention' is true; only")]
    [InlineData("gpt2", "\"quantization_config\": {\"quant_method\": \"gptq\"}", "turned matrices are read in 32 or 16 bits only")]
    [InlineData("gpt2", "\"compression_config\": {\"quant_method\": \"compressed-tensors\"}", "'compression_config' is there; GPT-2's turned")]
    [InlineData("gpt2", "\"num_hidden_layers\": 2000000000", "are too many; expected at most 512 layers")]
    [InlineData("gpt2", "\"add_cross_attention\": \"no\"", "'add_cross_attention' is String; expected true or false")]
    [InlineData("stablelm", "\"num_key_value_heads\": 4, \"partial_rotary_factor\": 0.4", "3 of a head's 8 values are to be turned")]
    [InlineData("starcoder2", "\"sliding_window\": 0", "must hold at least one position")]
    [InlineData("nemotron", "\"hidden_act\": \"swiglu\"", "'hidden_act' is 'swiglu'; expected gelu, ")]
    [InlineData("olmo", "\"clip_qkv\": -1", "must be finite and above 0")]
    [InlineData("olmo", "\"clip_qkv\": \"8\"", "'clip_qkv' is String; expected a number")]
    [InlineData("falcon", "\"new_decoder_architecture\": true, \"parallel_attn\": false", "'parallel_attn' is false, with which")]
    [InlineData("falcon", "\"num_ln_in_parallel_attn\": 2", "'num_ln_in_parallel_attn' is 2; expected 1 where")]
    [InlineData("falcon", "\"new_decoder_architecture\": true, \"num_kv_heads\": 3", "4 heads cannot share 3 key and value heads evenly")]
    [InlineData("falcon", "\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}", "'rope_scaling' is of type 'longrope'")]
    [InlineData("xglm", "\"add_cross_attention\": true", "'add_cross_attention' is true; only")]
    [InlineData("xglm", "\"hidden_size\": 2, \"num_attention_heads\": 1", "need a width of at least 4; it is 2")]
    [InlineData("opt", "\"do_layer_norm_before\": false", "'do_layer_norm_before' is false; only")]
    [InlineData("opt", "\"_remove_final_layer_norm\": true", "'_remove_final_layer_norm' is true; only")]
    [InlineData("opt", "\"word_embed_proj_dim\": 16", "'word_embed_proj_dim' is 16; only models whose embeddings are as wide as")]
    [InlineData("gemma", "\"hidden_act\": \"silu\"", "'hidden_act' is 'silu'; only 'gelu_pytorch_tanh'")]
    [InlineData("granitemoehybrid", "\"num_local_experts\": 0", "'layer_types' has others than attention")]
    [InlineData("granitemoehybrid", "\"layer_types\": [], \"num_local_experts\": 0", "'layer_types' has others than attention")]
    [InlineData("granitemoehybrid", "\"layer_types\": [\"mamba\", \"attention\"]", "'layer_types' has others than attention")]
    [InlineData("granitemoehybrid", "\"layer_types\": [\"attention\"], \"num_local_experts\": 8", "'num_local_experts' is 8; Granite 4 is supported without")]
    [InlineData("jais2", "\"hidden_act\": \"swiglu\"", "'hidden_act' is 'swiglu'; expected gelu, ")]
    [InlineData("mistral3", "\"text_config\": { \"model_type\": \"llama\" }", "'model_type' of 'text_config' is 'llama'; expected mistral or ministral3")]
    [InlineData("qwen3_vl_text", "\"head_dim\": 8", "'rope_theta' is missing; expected a number")]
    [InlineData("mpt", "\"hidden_act\": \"gelu\"", "'model_type' is 'mpt'; expected llama, mistral, ")]
    public void A_model_that_the_graph_would_compute_wrongly_is_refused(string type, string properties, string problem)
    {
        var read = () => Read($$"""{ "model_type": "{{type}}", {{properties}} }""");
        read.Should().Throw<InvalidInputException>().WithMessage($"{_folder["config.json"]}: *{problem}*");
    }

    private DecoderConfiguration Read(string properties) => SmallConfiguration.Read(_folder, Sizes, properties);
}
