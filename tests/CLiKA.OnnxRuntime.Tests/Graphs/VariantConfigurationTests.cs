using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>config.json of decoders that differ from Llama by more than biases.</summary>
public sealed class VariantConfigurationTests : ConfigurationTest
{
    [Fact]
    public void Cohere_2_has_full_attention_without_rotation_in_every_fourth_layer()
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
    public void SmolLM3_has_no_rotation_in_every_fourth_layer()
    {
        var configuration = Read("""{ "model_type": "smollm3" }""");

        configuration.Variant.Layers.Select(layer => layer.Rotation?.Theta).Should().Equal(
            2_000_000, 2_000_000, 2_000_000, null, 2_000_000, 2_000_000, 2_000_000, null);
        configuration.TiedEmbeddings.Should().BeTrue();
    }

    [Fact]
    public void GLM_4_7_Flash_may_list_the_layers_with_experts()
    {
        const string Shape = "\"num_key_value_heads\": 4, \"n_routed_experts\": 4, \"num_experts_per_tok\": 2, \"moe_intermediate_size\": 8";
        var kinds = string.Join(", ", Enumerable.Range(0, 8).Select(layer => layer is 0 or 2 ? "\"dense\"" : "\"sparse\""));

        Read($$"""{ "model_type": "glm4_moe_lite", {{Shape}} }""").Variant.Experts!.DenseLayers.Should().Equal(0);
        Read($$"""{ "model_type": "glm4_moe_lite", {{Shape}}, "mlp_layer_types": [{{kinds}}] }""").Variant.Experts!.DenseLayers.Should().Equal(0, 2);
        var read = () => Read($$"""{ "model_type": "glm4_moe_lite", {{Shape}}, "mlp_layer_types": ["sparse"] }""");
        read.Should().Throw<InvalidInputException>().WithMessage("*'mlp_layer_types' is sparse; expected dense or sparse for each of 8 layers*");
    }

    [Fact]
    public void Jais_2_has_biases_by_default()
    {
        var configuration = Read("""{ "model_type": "jais2", "rope_theta": 500000 }""");

        (configuration.QueryKeyValueBias, configuration.OutputBias, configuration.FeedForwardBias).Should().Be((true, true, true));
        configuration.Variant.Activation.Should().Be(FeedForwardActivation.SquaredRelu);
    }

    [Fact]
    public void Exaone_4_rotates_full_attention_only_where_no_layer_has_a_window()
    {
        var configuration = Read("""{ "model_type": "exaone4", "sliding_window": 100 }""");

        configuration.Variant.Layers.Select(layer => layer.Rotation is null).Should().Equal(false, false, false, true, false, false, false, true);
        Read("""{ "model_type": "exaone4", "sliding_window": null }""").Variant.Layers.Should().BeEmpty();
    }

    [Fact]
    public void BLOOM_is_limited_to_the_training_length()
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
    public void GPT_NeoX_rotates_a_quarter_of_each_head_and_has_parallel_blocks_by_default()
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
    public void GLM_has_biases_of_queries_keys_and_values_by_default(string type)
    {
        var configuration = Read($$"""{ "model_type": "{{type}}" }""");

        (configuration.QueryKeyValueBias, configuration.OutputBias).Should().Be((true, false));
        Read($$"""{ "model_type": "{{type}}", "attention_bias": false }""").QueryKeyValueBias.Should().BeFalse();
    }

    [Fact]
    public void Falcon_has_one_key_head_or_several_or_one_for_each_head()
    {
        Read("""{ "model_type": "falcon" }""").KeyValueHeads.Should().Be(1);
        Read("""{ "model_type": "falcon", "multi_query": false }""").KeyValueHeads.Should().Be(4);
        Read("""{ "model_type": "falcon", "new_decoder_architecture": true, "num_kv_heads": 2 }""").KeyValueHeads.Should().Be(2);
        Read("""{ "model_type": "falcon", "new_decoder_architecture": true }""").KeyValueHeads.Should().Be(4);
        Read("""{ "model_type": "falcon", "max_position_embeddings": null }""").MaximumPositions.Should().Be(2048);
    }

    [Fact]
    public void StarCoder_2_ignores_a_window_that_holds_the_longest_text()
    {
        Read("""{ "model_type": "starcoder2", "sliding_window": 100 }""").Variant.Layers.Select(layer => layer.Window).Distinct().Should().Equal(100);
        Read("""{ "model_type": "starcoder2", "sliding_window": 4096 }""").Variant.Layers.Should().BeEmpty();
        Read("""{ "model_type": "starcoder2" }""").KeyValueHeads.Should().Be(2);
    }

    [Fact]
    public void GPT_2_may_leave_attention_unscaled()
    {
        Read("""{ "model_type": "gpt2", "n_inner": null }""").Variant.AttentionScale.Should().BeNull();
        Read("""{ "model_type": "gpt2", "scale_attn_weights": false }""").Variant.AttentionScale.Should().Be(1);
    }

    [Theory]
    [InlineData("qwen2_vl")]
    [InlineData("qwen2_5_vl")]
    public void Decoders_of_Qwen_with_images_are_described_at_the_top_or_in_a_part(string type)
    {
        const string Rotation = "\"rope_scaling\": { \"type\": \"mrope\", \"mrope_section\": [1, 1, 2] }, \"num_attention_heads\": 8";
        var flat = Read($$"""{ "model_type": "{{type}}", {{Rotation}} }""");

        (flat.RopeTheta, flat.RopeScaling, flat.KeyValueHeads, flat.NormEpsilon, flat.QueryKeyValueBias, flat.OutputBias)
            .Should().Be((1_000_000, null, 8, 1e-5, true, false));
        Read($$"""{ "model_type": "{{type}}_text", {{Rotation}} }""").Should().BeEquivalentTo(flat);
        var both = Read($$"""
            {
              "model_type": "{{type}}",
              "text_config": {
                "model_type": "{{type}}_text", "vocab_size": 320, "hidden_size": 32, "intermediate_size": 40, "num_hidden_layers": 6, {{Rotation}},
                "max_position_embeddings": 256
              }
            }
            """);
        both.Should().BeEquivalentTo(flat with { IntermediateSize = 40, Layers = 6 });
    }

    [Fact]
    public void Qwen_with_images_may_scale_its_rotation()
    {
        var configuration = Read("""
            {
              "model_type": "qwen2_5_vl", "num_attention_heads": 8, "rope_scaling": {
                "type": "yarn", "mrope_section": [1, 1, 2], "factor": 4, "original_max_position_embeddings": 64 }
            }
            """);

        configuration.RopeScaling.Should().BeOfType<YarnScaling>().Which.Factor.Should().Be(4);
    }
}
